import * as z from 'zod/mini';
import { listenHost, readSettings, wholeNumber } from './settings.ts';

/** The scorer's environment. */
const schema = z.object({
  /** Address to listen on. */
  HOST: listenHost,
  /** Port to listen on; 0 for any free one. */
  PORT: wholeNumber(8788, 0, 65_535),
  /** Folder of the model pack; the one of the repository unless set. */
  MODEL_PACK: z.optional(z.string()),
  /** Bearer token that callers must send; anybody may call unless set. */
  SCORER_TOKEN: z.optional(z.string()),
  /** Most inputs in work at once, for each model. */
  SCORER_CONCURRENCY: wholeNumber(512, 1, 1_000_000),
  /** Most inputs of one request. */
  SCORER_BATCH: wholeNumber(32, 1, 1024),
  /** Threads of the engine; it chooses unless set. */
  MODEL_THREADS: wholeNumber(0, 0, 1024),
});

/** What `functions/scorer.ts` is set to. */
export type ScorerSettings = z.infer<typeof schema>;

/** Parses the environment, as `readSettings` does. */
export function readScorerSettings(environment: Readonly<Record<string, string | undefined>>): ScorerSettings {
  return readSettings(schema, environment);
}
