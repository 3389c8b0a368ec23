import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { FailedError } from '../../exit.ts';
import type { QueryFigures } from './measure.ts';

/** What of a report a later one is held against. */
const saved = z.object({
  model: z.object({ name: z.string(), revision: z.string() }),
  queries: z.record(z.string(), z.record(z.string(), z.nullable(z.number()))),
});

/** An earlier run. */
export interface Baseline {
  model: { name: string; revision: string };
  queries: Map<string, QueryFigures>;
}

/** Reads what `aisle eval search --json` printed. Throws FailedError for anything else. */
export async function readBaseline(file: string): Promise<Baseline> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { data } = saved.safeParse(value);
  if (data === undefined) throw new FailedError(`${file} is not what \`aisle eval search --json\` prints`);
  return { model: data.model, queries: new Map(Object.entries(data.queries)) };
}
