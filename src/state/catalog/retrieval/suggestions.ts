import type { Suggestion } from '../port.ts';
import type { Completions } from './completions.ts';
import type { Doclist, Doclists } from './doclists.ts';
import { phraseOf } from './query-words.ts';
import { foldWords } from './words.ts';

/** Words before the last that are kept while it is completed. */
const MOST_WORDS = 6;
/** The bit of the title in a doclist's columns. */
const TITLE = 1;

/**
 * Completions of a folded prefix. When too few phrases begin like it, its last word is completed to kinds of products behind the words before
 * it, as far as there are products that have both in their titles. Empty for an empty prefix.
 */
export function suggestions(
  folded: string,
  limit: number,
  { completions, doclists }: { completions: Completions; doclists: Doclists },
): Suggestion[] {
  if (folded === '') return [];
  const found = completions.starting(folded, limit);
  const parts = /^(.*\s)(\S+)$/.exec(folded);
  if (found.length >= limit || parts === null) return found;
  const [, before = '', last = ''] = parts;
  const words = before.trim().split(/\s+/).map(phraseOf);
  if (words.length > MOST_WORDS || words.includes('')) return found;
  const having = words.map((word) => titled(doclists.of(word))).reduce(common);
  if (having.length === 0) return found;
  for (const { text, kind } of completions.starting(last, limit)) {
    if (kind !== 'product_type') continue;
    const whole = before + foldWords(text);
    const products = common(having, titled(doclists.of(phraseOf(foldWords(text))))).length;
    if (products === 0 || found.some((one) => foldWords(one.text) === whole)) continue;
    found.push({ text: whole, kind, products });
  }
  return found.toSorted((one, other) => other.products - one.products).slice(0, limit);
}

function titled({ positions, columns }: Doclist): Uint32Array {
  return positions.filter((_, i) => ((columns[i] ?? 0) & TITLE) !== 0);
}

/** What two ascending lists have in common. */
function common(one: Uint32Array, other: Uint32Array): Uint32Array {
  let at = 0;
  return one.filter((position) => {
    while (at < other.length && (other[at] ?? 0) < position) at++;
    return other[at] === position;
  });
}
