import type { Product } from '../core/product.ts';
import { tokenizeWords, type WordToken } from '../core/tokenize-words.ts';

/** A stretch of a product's field in UTF-16 units, end exclusive. */
export interface Highlight {
  field: string;
  start: number;
  end: number;
}

/** The most of a field that is read, and the most stretches of it. */
const READ = 2_000;
const MOST = 20;

/** Words that say nothing of a product, unless they are all that was asked. */
const EMPTY = new Set(
  'a an and are at by for from in is it me my of on or some that the this to with want need 的 了 和 与 在 我 要 想 是 有 买 个'.split(
    ' ',
  ),
);

/** The words of some texts by which products are marked, stemmed: for Chinese bigrams, and single characters where one stands alone. */
export function markedWords(texts: readonly string[]): ReadonlySet<string> {
  const all = texts.flatMap((text) => meaningful(tokenizeWords(text)));
  const telling = all.filter((word) => !EMPTY.has(word));
  return new Set(telling.length > 0 ? telling : all);
}

function meaningful(tokens: readonly WordToken[]): string[] {
  return tokens
    .filter(({ kind, start, end }) => {
      const isInBigram = tokens.some((other) => other.kind === 'bigram' && other.start <= start && other.end >= end);
      return kind !== 'character' || !isInBigram;
    })
    .map(({ text }) => text);
}

/** Where the words stand in a product's title, brand, color, description and bullets: in order, those that touch made one. */
export function highlights(product: Product, words: ReadonlySet<string>): Highlight[] {
  const { title, brand, color, description, bullets = [] } = product;
  const fields: [string, string | undefined][] = [
    ['title', title],
    ['brand', brand],
    ['color', color],
    ['description', description],
    ...bullets.map((bullet, i): [string, string] => [`bullets.${i}`, bullet]),
  ];
  return fields.flatMap(([field, text]) => (text === undefined ? [] : inField(field, text.slice(0, READ), words)));
}

function inField(field: string, text: string, words: ReadonlySet<string>): Highlight[] {
  const found: Highlight[] = [];
  for (const { text: word, start, end } of tokenizeWords(text)) {
    if (!words.has(word)) continue;
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ field, start, end });
  }
  return found.slice(0, MOST);
}
