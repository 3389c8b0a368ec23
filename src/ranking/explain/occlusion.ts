import { type Attribution, complement, only, whole } from './mask.ts';

/**
 * Leave one out: the weight of a word is what the value loses without it. One mask a word and the whole.
 * Source: Li, Monroe & Jurafsky 2016, "Understanding Neural Networks through Representation Erasure", arXiv:1612.08220.
 */
export function occlusion(count: number): Attribution {
  const all = whole(count);
  const without = Array.from({ length: count }, (_, word) => complement(only(count, [word])));
  return {
    masks: [all, ...without],
    weigh: (valueOf) => ({ weights: without.map((mask) => valueOf(all) - valueOf(mask)), standardError: null }),
  };
}
