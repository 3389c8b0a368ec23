import * as z from 'zod';
import { AppError } from '../core/error.ts';

/** A whole number in a range, as an environment states it. */
export const wholeNumber = (fallback: number, least: number, most: number) =>
  z.coerce
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(fallback);

/** An address to listen on; an IPv6 one also as it stands in a URL, in brackets. Loopback unless set. */
export const listenHost = z
  .string()
  .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
  .default('127.0.0.1');

/** Parses an environment; an empty variable counts as not set, others than the schema's are ignored. Throws AppError `internal` that names each wrong one, never its value. */
export function readSettings<S extends z.ZodObject>(
  schema: S,
  environment: Readonly<Record<string, unknown>>,
): z.output<S> {
  const set = Object.entries(environment).filter(
    ([name, value]) => Object.hasOwn(schema.shape, name) && value !== '' && value !== undefined,
  );
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('internal', { detail: `The settings are not valid. ${faults.join('; ')}` });
}
