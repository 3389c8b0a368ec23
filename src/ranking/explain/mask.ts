/** Which of the words are there: 1 for those that are, in the order of the words. */
export type Mask = Uint8Array;

/** The value of a mask: what the explained function gives where only its words are there. */
export type ValueOf = (mask: Mask) => number;

/** How the words share in a value. */
export interface Weights {
  /** One a word: above 0 where it speaks for what is explained, below where it speaks against. */
  weights: number[];
  /** How far a weight may be off because only some masks were drawn (root mean square over the words); null where nothing was drawn. */
  standardError: number | null;
}

/** A way to attribute a value to words: the masks that it needs, and the weights once their values are known. */
export interface Attribution {
  masks: readonly Mask[];
  weigh(valueOf: ValueOf): Weights;
}

/** All of `count` words. */
export function whole(count: number): Mask {
  return new Uint8Array(count).fill(1);
}

/** Exactly these words. */
export function only(count: number, words: Iterable<number>): Mask {
  const mask = new Uint8Array(count);
  for (const word of words) mask[word] = 1;
  return mask;
}

/** All but those of a mask. */
export function complement(mask: Mask): Mask {
  return mask.map((there) => 1 - there);
}

/** How many words are there. */
export function sizeOf(mask: Mask): number {
  return mask.reduce((sum, there) => sum + there, 0);
}

/** Names a mask among those of the same words. */
export function maskKey(mask: Mask): string {
  return mask.join('');
}
