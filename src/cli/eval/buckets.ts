import { detectLanguage } from '../../core/language.ts';
import { tokenizeWords } from '../../core/tokenize-words.ts';

/** The buckets, the commonest and the shortest first. */
export const RARITIES = ['head', 'torso', 'tail'] as const;
export const LENGTHS = ['short', 'medium', 'long'] as const;

/** The most words of a short and of a medium text; two Chinese characters count as a word. */
const [SHORT, MEDIUM] = [2, 5];

const wordsOf = (text: string): string[] => {
  const tokens = tokenizeWords(text);
  const words = tokens.filter(({ kind }) => kind !== 'character');
  return [...new Set((words.length > 0 ? words : tokens).map((token) => token.text))];
};

/**
 * Each text's bucket by rarity. A word is as rare as few texts of `reference` have it. Texts are compared by their rarest word, where those
 * are equally rare by the next, and so on; more words of the same rarity are rarer than fewer. The commonest third of the texts of a
 * language is the head, the rarest third the tail; texts that are equally rare stay together.
 */
export function byRarity(
  texts: readonly string[],
  reference: readonly string[],
): Map<string, (typeof RARITIES)[number]> {
  const having = new Map<string, number>();
  for (const text of reference) for (const word of wordsOf(text)) having.set(word, (having.get(word) ?? 0) + 1);
  const counts = (text: string): number[] =>
    wordsOf(text)
      .map((word) => having.get(word) ?? 0)
      .toSorted((a, b) => a - b);
  const buckets = new Map<string, (typeof RARITIES)[number]>();
  for (const [, same] of Map.groupBy(new Set(texts), detectLanguage)) {
    const sorted = same.map((text) => ({ text, rarity: counts(text) })).toSorted((a, b) => compare(a.rarity, b.rarity));
    const bound = (third: number): number[] => sorted[Math.ceil((third * sorted.length) / 3) - 1]?.rarity ?? [];
    const [first, second] = [bound(1), bound(2)];
    for (const { text, rarity } of sorted) {
      buckets.set(text, compare(rarity, first) <= 0 ? 'head' : compare(rarity, second) <= 0 ? 'torso' : 'tail');
    }
  }
  return buckets;
}

/** Above zero where the first is rarer: counts of words, the rarest first. */
function compare(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((count, i) => count !== b[i]);
  if (differs < 0) return a.length - b.length;
  return (b[differs] ?? Number.POSITIVE_INFINITY) - (a[differs] ?? 0);
}

/** A text's bucket by its number of words. */
export function byLength(text: string): (typeof LENGTHS)[number] {
  const tokens = tokenizeWords(text);
  const count = (kind: string): number => tokens.filter((token) => token.kind === kind).length;
  const words = count('word') + count('character') / 2;
  return words <= SHORT ? 'short' : words <= MEDIUM ? 'medium' : 'long';
}
