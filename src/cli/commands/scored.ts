import { type Answer, CallError, type Client, openClient } from '../client.ts';
import { batches, inOrder } from '../batches.ts';
import { wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { countLines, type Input } from '../input.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** What the three scores differ in. */
export interface Scored<Item> {
  path: '/v1/intent' | '/v1/attributes' | '/v1/match';
  /** The field of the body that lists the items, and how many it takes. */
  field: 'queries' | 'items' | 'pairs';
  most: number;
  /** One item's answer as lines for a person. */
  show(result: Record<string, unknown>, item: Item, terminal: Terminal): string[];
  /** The lines above the first answer. */
  head(terminal: Terminal): string[];
}

/** Options that `intent`, `attributes` and `match` share, for `parseArgs`. */
export const SHARED_OPTIONS = {
  file: { type: 'string', short: 'f' },
  jsonl: { type: 'boolean' },
  json: { type: 'boolean' },
  table: { type: 'boolean' },
  url: { type: 'string', short: 'u' },
  key: { type: 'string', short: 'k' },
  pack: { type: 'string' },
  threads: { type: 'string' },
  parallel: { type: 'string', short: 'p' },
} as const;

/** Their place in `--help`. */
export const SHARED_HELP = `  -f, --file FILE      read lines from FILE (\`-\`: stdin); *.jsonl holds JSON lines
      --jsonl          the lines are JSON, whatever the file's name
      --json           one JSON object a line of input, in its order (the default unless stdout is a terminal)
      --table          a table for people, even when stdout is no terminal
  -u, --url URL        ask this server; without it the models run in this process
  -k, --key KEY        the server's API key; AISLE_KEY unless given
      --pack FOLDER    model pack to use in this process; the bundled one unless given
      --threads N      threads of the models in this process; one a core unless given
  -p, --parallel N     requests at once, 1 to 64; 4 unless given
`;

/** The values of `SHARED_OPTIONS`. */
export interface SharedValues {
  file?: string;
  jsonl?: boolean;
  json?: boolean;
  table?: boolean;
  url?: string;
  key?: string;
  pack?: string;
  threads?: string;
  parallel?: string;
}

/** One input's end: the answer with where it came from, or why there is none. */
type Outcome<Item> = { input: Input<Item> } & (
  { result: Record<string, unknown>; answer: Omit<Answer, 'results'>; item: Item } | { code: string; message: string }
);

/** Answers every input and prints it. Gives the exit code. */
export async function runScored<Item>(
  scored: Scored<Item>,
  inputs: AsyncIterable<Input<Item>>,
  values: SharedValues,
  terminal: Terminal,
): Promise<number> {
  if (values.json === true && values.table === true) throw new UsageError('--json and --table exclude each other');
  const parallel = wholeNumber('parallel', values.parallel, 1, 64) ?? 4;
  const asTable = values.table ?? (terminal.isTerminal && values.json !== true);
  const { url, pack } = values;
  const client = await openClient({
    url,
    key: values.key ?? (process.env['AISLE_KEY'] || undefined),
    pack,
    threads: wholeNumber('threads', values.threads, 1, 1024),
  });
  const progress = createProgress(terminal, terminal.showsProgress ? await countLines(values.file) : undefined);
  const count = { all: 0, failed: 0, degraded: 0 };
  let reason: string | undefined;
  try {
    const groups = batches(inputs, {
      items: scored.most,
      // The API takes 1 MiB.
      bytes: 900_000,
      size: (input) => ('item' in input ? Buffer.byteLength(JSON.stringify(input.item)) + 1 : 0),
      patience: 50,
    });
    const work = (group: Input<Item>[]) => answerAll(scored, group, client, terminal.signal);
    for await (const outcomes of inOrder(groups, parallel, work, terminal.signal)) {
      const lines: string[] = [];
      if (asTable && count.all === 0) lines.push(...scored.head(terminal));
      for (const outcome of outcomes) {
        count.all += 1;
        if ('result' in outcome) {
          if (outcome.answer.served_by.degraded) {
            count.degraded += 1;
            reason ??= outcome.answer.served_by.reason;
          }
          lines.push(
            ...(asTable
              ? scored.show(outcome.result, outcome.item, terminal)
              : [JSON.stringify({ ...outcome.result, ...outcome.answer })]),
          );
        } else {
          count.failed += 1;
          const { input, code, message } = outcome;
          terminal.warn(`aisle: line ${input.line}: ${message}`);
          // So that the lines out stay beside the lines in.
          if (!asTable) lines.push(JSON.stringify({ line: input.line, error: { code, message } }));
        }
      }
      if (lines.length > 0) await terminal.print(`${lines.join('\n')}\n`);
      progress.add(outcomes.length);
    }
  } finally {
    progress.end();
    process.stdin.destroy();
    await client.close();
  }
  if (terminal.signal.aborted) return terminal.exitCode;
  if (count.all === 0) throw new UsageError('there is nothing to answer: the input is empty');
  if (count.degraded > 0) {
    terminal.warn(
      `aisle: ${count.degraded} of ${count.all} answers are degraded${reason === undefined ? '' : ` (${reason})`}`,
    );
  }
  if (count.failed > 0) terminal.warn(`aisle: ${count.failed} of ${count.all} have no answer`);
  return count.failed > 0 ? EXIT.failed : EXIT.ok;
}

/** Asks for a group; when items of it are refused, asks again without them. */
async function answerAll<Item>(
  { path, field }: Scored<Item>,
  group: readonly Input<Item>[],
  client: Client,
  signal: AbortSignal,
): Promise<Outcome<Item>[]> {
  const outcomes = new Map<Input<Item>, Outcome<Item>>();
  let asked: { input: Input<Item>; item: Item }[] = [];
  for (const input of group) {
    if ('item' in input) asked.push({ input, item: input.item });
    else outcomes.set(input, { input, code: 'malformed_line', message: input.fault });
  }
  while (asked.length > 0) {
    try {
      const { results, ...answer } = await client.post(path, { [field]: asked.map(({ item }) => item) }, signal);
      if (results.length !== asked.length) {
        throw new CallError('the server answers another number of items', { status: 200, code: 'unusable' });
      }
      for (const [i, { input, item }] of asked.entries()) {
        outcomes.set(input, { input, item, answer, result: results[i] ?? {} });
      }
      break;
    } catch (error) {
      if (!(error instanceof CallError) || isHopeless(error)) throw error;
      const refused = new Map<number, string>();
      for (const fault of error.errors) {
        const [, place, rest] = new RegExp(`^${field}\\.(\\d+)\\.?(.*)$`).exec(fault.path) ?? [];
        // A place that was not asked would have the same asked again for ever.
        if (place !== undefined && Number(place) < asked.length && !refused.has(Number(place))) {
          refused.set(Number(place), rest === '' || rest === undefined ? fault.message : `${rest} ${fault.message}`);
        }
      }
      // A fault of the whole request is one of each item.
      const { code, message } = error;
      for (const [i, { input }] of asked.entries()) {
        const why = refused.size === 0 ? message : refused.get(i);
        if (why !== undefined) outcomes.set(input, { input, code, message: why });
      }
      asked = asked.filter(({ input }) => !outcomes.has(input));
    }
  }
  return group.map((input) => outcomes.get(input) ?? { input, code: 'unusable', message: 'has no answer' });
}

/** No further request would fare better. */
const isHopeless = ({ status, code }: CallError): boolean =>
  [0, 401, 403, 404, 405].includes(status) || code === 'unusable';
