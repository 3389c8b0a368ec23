import * as z from 'zod/mini';

/** Checks of a number: at least `least`, and at most `most`. */
export const between = (least: number, most: number): [z.core.$ZodCheck<number>, z.core.$ZodCheck<number>] => [
  z.minimum(least, { error: `must be at least ${least}` }),
  z.maximum(most, { error: `must be at most ${most}` }),
];

/** The parameter `limit` of a list, as a query string states it: a whole number from 1 to `most`. */
export function limitParameter(most: number): z.ZodMiniNumber {
  const error = `must be a whole number from 1 to ${most}`;
  return z.coerce.number({ error }).check(z.int({ error }), ...between(1, most));
}
