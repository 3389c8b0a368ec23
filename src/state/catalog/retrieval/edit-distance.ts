/**
 * Edits from one word to another: letters put in, left out, changed, or two neighbours swapped, no stretch edited twice (optimal string
 * alignment, Damerau 1964). Gives `most + 1` as soon as it is above `most`.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let k = 1; k <= other.length; k++) {
      const changed = one.charCodeAt(i - 1) === other.charCodeAt(k - 1) ? 0 : 1;
      let edits = Math.min((above[k] ?? 0) + 1, (row[k - 1] ?? 0) + 1, (above[k - 1] ?? 0) + changed);
      const swapped =
        i > 1 &&
        k > 1 &&
        one.charCodeAt(i - 1) === other.charCodeAt(k - 2) &&
        one.charCodeAt(i - 2) === other.charCodeAt(k - 1);
      if (swapped) edits = Math.min(edits, (before[k - 2] ?? 0) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return above[other.length] ?? 0;
}

/** Letters of a word as bits: words that differ in more than two bits an edit can't be so near. Any letter has one of 32 bits. */
export function letterBits(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** How many bits of a 32-bit number are set. */
export function bitsSet(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55_55_55_55);
  left = (left & 0x33_33_33_33) + ((left >>> 2) & 0x33_33_33_33);
  return Math.imul((left + (left >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/** The words of a list that are written most like one: at most a third of its letters differ, or one begins with the other. */
export function closest(word: string, words: readonly string[], limit: number): string[] {
  const most = Math.max(1, Math.floor(word.length / 3));
  return [...new Set(words)]
    .map((other) => ({
      other,
      edits: word.length > 2 && other.startsWith(word) ? 0.5 : editDistance(word, other, most),
    }))
    .filter(({ edits }) => edits <= most)
    .toSorted((one, two) => one.edits - two.edits)
    .slice(0, limit)
    .map(({ other }) => other);
}
