import { plainText } from '../../../core/plain-text.ts';
import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import type { Sql } from '../../sql.ts';
import type { Suggestion } from '../port.ts';
import { pinyinOf } from './pinyin.ts';
import type { IndexedProduct } from './port.ts';
import { titleOf } from './product-words.ts';
import { foldWords } from './words.ts';

/** Phrases that complete what is typed, with the number of products that gave them, in the table `search_completions`. */
export interface Completions {
  add(kind: string, text: string): void;
  remove(kind: string, text: string): void;
  /** Those whose folded text or pinyin begins like the folded prefix, of most products first. */
  starting(folded: string, limit: number): Suggestion[];
}

/** The beginning of a title that names the thing: up to the first break, at most so many words or Chinese characters. */
const HEAD = { words: 6, characters: 16 };
/** In what order kinds with as many products come. */
const KINDS: readonly Suggestion['kind'][] = ['product_type', 'brand', 'category', 'title'];

/** Opens the completions of one catalogue; keeps nothing in memory. */
export function createCompletions(sql: Sql): Completions {
  return {
    add(kind, text) {
      for (const key of keysOf(text)) {
        sql.run(
          'INSERT INTO search_completions VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET products = products + 1',
          key,
          kind,
          text,
        );
      }
    },
    remove(kind, text) {
      for (const key of keysOf(text)) {
        sql.run(
          'UPDATE search_completions SET products = products - 1 WHERE key = ? AND kind = ? AND text = ?',
          key,
          kind,
          text,
        );
        sql.run(
          'DELETE FROM search_completions WHERE key = ? AND kind = ? AND text = ? AND products < 1',
          key,
          kind,
          text,
        );
      }
    },
    starting(folded, limit) {
      const rows = sql.all<{ text: string; kind: Suggestion['kind']; products: number }>(
        'SELECT text, kind, products FROM search_completions WHERE key >= ? AND key < ? ORDER BY products DESC, text LIMIT ?',
        folded,
        `${folded}\u{10ffff}`,
        limit * 4,
      );
      // One text may stand for several: by two keys, as two kinds, in two ways to write it.
      const found = new Map<string, Suggestion>();
      for (const { text, kind, products } of rows) {
        const key = foldWords(text);
        const known = found.get(key);
        if (known === undefined) found.set(key, { text, kind, products });
        else if (KINDS.indexOf(kind) < KINDS.indexOf(known.kind)) known.kind = kind;
      }
      return [...found.values()].slice(0, limit);
    },
  };
}

/** What a product gives to complete. */
export function completionsOf({ product, attributes }: IndexedProduct): [kind: Suggestion['kind'], text: string][] {
  const found: [Suggestion['kind'], string][] = [];
  if (product.brand !== undefined) found.push(['brand', tidy(product.brand)]);
  if (product.category !== undefined) found.push(['category', tidy(product.category.split('>').at(-1) ?? '')]);
  const title = titleOf(product.title);
  const read = attributes.find(({ name }) => name === 'product_type');
  const type =
    read === undefined
      ? matchGazetteer(title).findLast(({ name }) => name === 'product_type')?.text
      : foldWords(read.text ?? read.value);
  if (type !== undefined) found.push(['product_type', tidy(type)]);
  found.push(['title', headOf(plainText(product.title))]);
  return found.filter(([, text]) => text.length > 1 && text.length <= 80);
}

/** The words of a title before its first comma, dash, bracket or bar. */
function headOf(title: string): string {
  const [head = ''] = tidy(title).split(/ [-–—] |[,，、|｜()（）[\]【】:：;；/]/);
  const words = head.trim().split(' ').slice(0, HEAD.words).join(' ');
  return /[\u3400-\u9fff]/.test(words) ? words.slice(0, HEAD.characters) : words;
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function keysOf(text: string): string[] {
  const folded = foldWords(text);
  return [...new Set([folded, pinyinOf(folded)])];
}
