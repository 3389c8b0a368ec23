import * as z from 'zod';
import { AppError } from '../core/error.ts';

const integer = (fallback: number, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(fallback);

/** The scorer's environment. An empty variable counts as not set. */
const schema = z.object({
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** Port to listen on; 0 for any free one. */
  PORT: integer(8788, 0, 65_535),
  /** Folder of the model pack; the one of the repository unless set. */
  MODEL_PACK: z.string().optional(),
  /** Bearer token that callers must send; anybody may call unless set. */
  SCORER_TOKEN: z.string().optional(),
  /** Most inputs in work at once, for each model. */
  SCORER_CONCURRENCY: integer(512, 1, 1_000_000),
  /** Most inputs of one request. */
  SCORER_BATCH: integer(32, 1, 1024),
  /** Threads of the engine; it chooses unless set. */
  MODEL_THREADS: integer(0, 0, 1024),
});

/** What `functions/scorer.ts` is set to. */
export type ScorerSettings = z.infer<typeof schema>;

/** Parses the environment. Throws AppError `internal` that names each wrong variable. */
export function readScorerSettings(environment: Readonly<Record<string, string | undefined>>): ScorerSettings {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('internal', { detail: `The environment is not valid. ${faults.join('; ')}` });
}
