import { drawWords } from './draw.ts';
import { diagonalOf, emptyNormal, observe, solve } from './least-squares.ts';
import { type Attribution, type Mask, sizeOf, whole } from './mask.ts';

/** Width of the kernel over the cosine distance in hundredths, as in the authors' code for text. */
const WIDTH = 25;

/** What keeps the regression from following noise, as a share of the mean diagonal. */
const RIDGE = 0.01;

/**
 * LIME: masks of random sizes, the whole among them, and a ridge regression of their values on which words are there, weighted by how near each is to the whole.
 * The weights are its coefficients; what is there without any word is the intercept's.
 * Source: Ribeiro, Singh & Guestrin 2016, "Why Should I Trust You?", arXiv:1602.04938.
 */
export function lime(count: number, samples: number, random: () => number): Attribution {
  const masks: Mask[] = [whole(count)];
  while (masks.length < samples) masks.push(drawWords(count, Math.floor(random() * (count + 1)), random));
  return {
    masks,
    weigh(valueOf) {
      const size = count + 1;
      const sums = emptyNormal(size);
      for (const mask of masks) observe(sums, [...mask, 1], valueOf(mask), nearness(sizeOf(mask) / count));
      const diagonal = diagonalOf(sums, count);
      const ridge = Array.from({ length: size }, (_, i) => (i < count ? RIDGE : 1e-9) * diagonal);
      const [coefficients = []] = solve(sums, ridge, [sums.vector]);
      return { weights: coefficients.slice(0, count), standardError: null };
    },
  };
}

/** (exp(−d² / width²))^½ of the cosine distance d between a mask with this share of the words and the whole, which is 1 − √share. */
function nearness(share: number): number {
  const distance = 100 * (1 - Math.sqrt(share));
  return Math.exp(-(distance ** 2) / (2 * WIDTH ** 2));
}
