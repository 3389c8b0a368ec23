import * as z from 'zod/mini';

/** Checks of a number: at least `least`, and at most `most`. */
export const between = (least: number, most: number): [z.core.$ZodCheck<number>, z.core.$ZodCheck<number>] => [
  z.minimum(least, { error: `must be at least ${least}` }),
  z.maximum(most, { error: `must be at most ${most}` }),
];

/** A parameter as a query string states it: a whole number from 1 to `most`, in decimal digits. */
export function wholeParameter(most: number) {
  const number = z.int({ error: `must be a whole number from 1 to ${most}` }).check(...between(1, most));
  const read = (sent: unknown): unknown => (/^\d+$/.test(String(sent)) ? Number(sent) : sent);
  return z.pipe(z.transform(read), number);
}
