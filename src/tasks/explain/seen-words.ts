import type { Product } from '../../core/product.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import { productParts, PRODUCT_TEXT_LIMIT } from '../../models/prompts.ts';
import type { Mask } from '../../ranking/explain/mask.ts';
import { joinedWords, wholeSpans, type Word, wordsOf } from '../../ranking/explain/words.ts';
import type { Pair } from '../match.ts';

/** The most words that are told apart; of longer texts neighbours count as one. */
const MOST_WORDS = 128;

/** Stands for a text of which no word is there: endpoints refuse an empty one. */
const NOTHING = '-';

/** A word that the match model sees, in the query or in a field of the product. */
export interface SeenWord extends Word {
  field: string;
  text: string;
}

/** A field with the part of it that the model sees. */
interface SeenField {
  field: string;
  text: string;
}

/** What the match model sees of a pair, word by word, and the pair of which only some words are left. */
export interface SeenWords {
  words: readonly SeenWord[];
  /** The fields that have words, in the order in which they are seen; the bullets are one field, `bullets`. */
  fields: readonly { field: string; words: number[] }[];
  pairOf(mask: Mask): Pair;
}

/** The words of a pair that the match model sees: the query, and a product's text up to where it is cut. */
export function seenWords({ query, product }: Pair): SeenWords {
  const texts = [{ field: 'query', text: query }, ...seenFields(product)];
  const found = texts.flatMap(({ field, text }) =>
    (field === 'query' ? wholeSpans(wordsOf(text), spansOf(text)) : wordsOf(text)).map((word): SeenWord => ({
      ...word,
      field,
      text: text.slice(word.start, word.end),
    })),
  );
  const textOf = new Map(texts.map(({ field, text }) => [field, text]));
  const words = joinedWords(found, MOST_WORDS).map((word) => ({
    ...word,
    text: textOf.get(word.field)?.slice(word.start, word.end) ?? word.text,
  }));
  const groups = Map.groupBy(words.keys(), (i) => words[i]?.field.replace(/\..*/, '') ?? '');
  return {
    words,
    fields: Array.from(groups, ([field, members]) => ({ field, words: members })),
    pairOf(mask) {
      // What isn't seen is left out of the pair: it would come into view where words before it are gone.
      if (mask.every((there) => there === 1)) return { query, product };
      const left = texts.map(({ field, text }) => ({ field, text: textLeft(text, field, words, mask) }));
      return { query: left[0]?.text || NOTHING, product: withTexts(product, left.slice(1)) };
    },
  };
}

/** What of a query says one thing in several words: its price, and each exclusion with the word that makes it one. */
function spansOf(query: string): { start: number; end: number }[] {
  const { price, exclusions } = parseQuery(query);
  const excluded = exclusions.map(({ start, end, cue }) => ({
    start: Math.min(start, cue.start),
    end: Math.max(end, cue.end),
  }));
  return price === null ? excluded : [price, ...excluded];
}

function seenFields(product: Product): SeenField[] {
  let room = PRODUCT_TEXT_LIMIT;
  return productParts(product).flatMap(({ field, before, text }) => {
    room -= before.length;
    const seen = text.slice(0, Math.max(0, room)).toWellFormed();
    room -= text.length;
    return seen === '' ? [] : [{ field, text: seen }];
  });
}

function textLeft(text: string, field: string, words: readonly SeenWord[], mask: Mask): string {
  let left = '';
  for (const [i, word] of words.entries()) {
    if (word.field === field && mask[i] === 1) left += text.slice(word.from, word.to);
  }
  return left.trim();
}

/** The product with these texts in place of all that the model would see. */
function withTexts(product: Product, fields: readonly SeenField[]): Product {
  const { brand: _, color: __, description: ___, bullets: ____, ...rest } = product;
  const named: Record<string, string> = {};
  const bullets: string[] = [];
  for (const { field, text } of fields) {
    if (text === '') continue;
    if (field.startsWith('bullets.')) bullets.push(text);
    else named[field] = text;
  }
  return { ...rest, title: NOTHING, ...named, ...(bullets.length === 0 ? {} : { bullets }) };
}
