/** Kinds of constraints, those first that a shopper gives up most easily. */
const SOFTEST_FIRST = ['color', 'price', 'measure', 'size', 'brand', 'model', 'not'];

const kindOf = (conflict: string): string => conflict.slice(0, conflict.indexOf(':'));

const hardness = (kinds: readonly string[]): number =>
  kinds.reduce((sum, kind) => sum + 2 ** SOFTEST_FIRST.indexOf(kind), 0);

/**
 * Which kinds of constraints were given up: empty when some product contradicts none, or there are no products; else those of the product
 * that asks to give up least, where a harder kind outweighs all softer ones together.
 */
export function relaxed(conflictsOfEach: readonly (readonly string[])[]): string[] {
  const kinds = conflictsOfEach.map((conflicts) => [...new Set(conflicts.map(kindOf))]);
  return kinds.toSorted((a, b) => hardness(a) - hardness(b))[0] ?? [];
}
