import type { Doclist } from './doclists.ts';

/** What finding a word in a column counts, by the columns' bits: 1 title, 2 fields, 4 body. */
const TITLE = 1;
const FIELDS = 0.5;
const BODY = 0.3;
/** Saturation and the share of length in it, of BM25. */
const K = 0.6;
const B = 0.4;
/** Words of a title; longer ones are no worse. */
const LONGEST = 63;

/** Weights of the eight sets of columns. */
const COLUMNS = Float32Array.from(
  { length: 8 },
  (_, bits) => (bits & 1) * TITLE + ((bits >> 1) & 1) * FIELDS + ((bits >> 2) & 1) * BODY,
);

/** One way in which a word was found. */
export interface FoundForm {
  list: Doclist;
  weight: number;
}

/** A word with what was found of it. */
export interface FoundWord {
  weight: number;
  forms: FoundForm[];
}

/**
 * BM25F (Robertson, Zaragoza and Taylor 2004) with a word counted once a column, since products don't repeat what they are, and the
 * length of the title alone. Of several forms of a word the best counts. `lengths`: words of each position's title, 0 for none.
 */
export function createWordRanking(lengths: Uint8Array, average: number, products: number) {
  const saturated = Float32Array.from({ length: 8 * (LONGEST + 1) }, (_, i) => {
    const found = COLUMNS[i & 7] ?? 0;
    return found / (found + K * (1 - B + (B * (i >> 3)) / Math.max(1, average)));
  });
  const best = new Float32Array(lengths.length);

  return {
    /** Adds a word's share to `scores`, and gives the share of a title of average length that has it as typed. */
    add(word: FoundWord, scores: Float32Array): number {
      const touched: Uint32Array[] = [];
      let found = 0;
      for (const { list, weight } of word.forms) {
        const { positions, columns } = list;
        for (let i = 0; i < positions.length; i++) {
          const position = positions[i] ?? 0;
          const length = Math.min(LONGEST, lengths[position] ?? 0);
          const score = weight * (saturated[(length << 3) | (columns[i] ?? 0)] ?? 0);
          const before = best[position] ?? 0;
          if (before === 0) found++;
          if (score > before) best[position] = score;
        }
        touched.push(positions);
      }
      const idf = Math.log(1 + (products - found + 0.5) / (found + 0.5));
      const share = word.weight * idf;
      for (const positions of touched) {
        for (const position of positions) {
          const score = best[position] ?? 0;
          if (score === 0) continue;
          scores[position] = (scores[position] ?? 0) + share * score;
          best[position] = 0;
        }
      }
      return found === 0 ? 0 : share * (TITLE / (TITLE + K));
    },
  };
}
