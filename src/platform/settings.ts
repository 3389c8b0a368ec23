import * as z from 'zod/mini';
import '../contract/messages.ts';
import { AppError } from '../core/error.ts';

const digits = z.coerce.string().check(z.regex(/^\d{1,9}$/, { error: 'must be a whole number' }));
const numeral = z.pipe(digits, z.transform(Number));

/** A whole number in a range, as an environment states it. */
export const wholeNumber = (fallback: number, least: number, most: number) =>
  z._default(z.pipe(numeral, z.int().check(z.minimum(least), z.maximum(most))), fallback);

/** An address to listen on; an IPv6 one also as it stands in a URL, in brackets. Loopback unless set. */
export const listenHost = z._default(
  z.pipe(
    z.string(),
    z.transform((host) => host.replace(/^\[(.*)\]$/, '$1')),
  ),
  '127.0.0.1',
);

/** Parses an environment; an empty variable counts as not set, others than the schema's are ignored. Throws AppError `internal` that names each wrong one, never its value. */
export function readSettings<S extends z.ZodMiniObject>(
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
