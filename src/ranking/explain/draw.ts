import { sumOf } from './least-squares.ts';
import { type Mask, only } from './mask.ts';

/** So many of the words, each set of them as likely as any other. */
export function drawWords(count: number, size: number, random: () => number): Mask {
  const order = Array.from({ length: count }, (_, word) => word);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(random() * (count - i));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return only(count, order.slice(0, size));
}

/** An index, drawn by its share of the weights. */
export function drawIndex(weights: readonly number[], random: () => number): number {
  let left = random() * sumOf(weights);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Each set of so many of the words once. */
export function setsOf(count: number, size: number): Mask[] {
  const found: Mask[] = [];
  const choose = (from: number, words: readonly number[]): void => {
    if (words.length === size) {
      found.push(only(count, words));
      return;
    }
    for (let word = from; word <= count - (size - words.length); word++) choose(word + 1, [...words, word]);
  };
  choose(0, []);
  return found;
}
