import type { Doclists } from './doclists.ts';
import type { Present } from './entries.ts';
import { phraseOf, type QueryWord } from './query-words.ts';
import { createWordRanking } from './rank-words.ts';

/** What two words next to each other in the title add, beside what the rarer of them counts. */
const NEIGHBOURS = 0.15;

/** Scores of products by their words. */
export interface WordScores {
  /** By position; 0: it has none of the words. */
  scores: Float32Array;
  /** About what a product scores that has each word in its title: those words that no product has left out. */
  full: number;
}

/** How well each position's product has the words of a folded query. */
export function wordScores(
  folded: string,
  words: readonly QueryWord[],
  { lengths, products, averageLength }: Present,
  doclists: Doclists,
): WordScores {
  const scores = new Float32Array(lengths.length);
  if (words.length === 0) return { scores, full: 0 };
  const ranking = createWordRanking(lengths, averageLength, products);
  const shares = words.map(({ weight, forms }) =>
    ranking.add(
      { weight, forms: forms.map((form) => ({ list: doclists.of(form.phrase), weight: form.weight })) },
      scores,
    ),
  );
  let full = shares.reduce((total, share) => total + share, 0);
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    const share = Math.min(shares[i] ?? 0, shares[i + 1] ?? 0) * NEIGHBOURS;
    if (next === undefined || share === 0 || next.start < word.end) continue;
    full += share;
    const { positions, columns } = doclists.of(phraseOf(folded.slice(word.start, next.end)));
    for (let k = 0; k < positions.length; k++) {
      if (((columns[k] ?? 0) & 1) === 1) scores[positions[k] ?? 0] = (scores[positions[k] ?? 0] ?? 0) + share;
    }
  }
  return { scores, full };
}
