import type { Suggestion } from '../port.ts';
import type { Completions } from './completions.ts';
import type { Doclists } from './doclists.ts';
import { phraseOf } from './query-words.ts';

/** Words before the last that are kept while it is completed. */
const MOST_WORDS = 6;

/**
 * Completions of a folded prefix. When too few phrases begin like it, its last word is completed behind the words before it, as far as
 * products have all of that in a row. Empty for an empty prefix.
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
  if (before.trim().split(/\s+/).length > MOST_WORDS) return found;
  for (const { text, kind } of completions.starting(last, limit * 2)) {
    const whole = before + text.toLowerCase();
    const products = doclists.of(phraseOf(whole)).positions.length;
    if (products === 0 || found.some((one) => one.text.toLowerCase() === whole)) continue;
    found.push({ text: whole, kind, products });
  }
  return found.slice(0, limit);
}
