import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED_PACK, loadPack, startEngine } from '../../platform/node/pack.ts';
import { type Command, readWords, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { adaptPack } from '../train/adapt.ts';
import { checkRows, LEAST } from '../train/check.ts';
import { bodiesOf } from '../train/features.ts';
import { readGuard } from '../train/guard.ts';
import { LEAST_OF_NEW } from '../train/labels.ts';
import { DataError } from '../train/read-lines.ts';
import { reportLines, type TrainReport } from '../train/report.ts';
import { type Part, readRows } from '../train/rows.ts';
import { writePack } from '../train/write-pack.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const GUARD = at('infra/models/guard.jsonl');
const REHEARSAL = at('infra/models/rehearsal.jsonl');

/** Parts of a pack by the task that they serve. */
const TASKS: Readonly<Record<string, readonly Part[]>> = {
  intent: ['intent'],
  attributes: ['tags', 'named'],
  match: ['match'],
  all: ['intent', 'tags', 'named', 'match'],
};

/** Faults of a file that are told one by one. */
const SHOWN_FAULTS = 20;

/** `aisle train`. */
export const train: Command = {
  name: 'train',
  summary: 'adapt a model pack to a shop with a few dozen examples',
  help: `Usage: aisle train --data FILE --out FOLDER [OPTIONS]

Fits the heads of a model pack to a shop's examples, in seconds to minutes; the large graphs stay as they are. The new pack is written
only if it is better on the rows held out and not worse on the guard: else nothing is, and the exit code is 1.

JSON lines, each of one kind, all with an optional "split": "train"|"dev" (else one text in four is held out):
  {"query": …, "intent": …, "sub_intent": …}                    sub_intent may be null (none) or left out (not said)
  {"text": …, "spans": [{"start": 0, "end": 4, "name": …}]}     offsets in UTF-16 units, end exclusive
  {"title": …, "attributes": {"Color": ["red"], "Size": []}}    values as they stand in the title; [] is not stated
  {"query": …, "title": …, "relation": …}                       or "product" in place of "title"
At least ${LEAST.train} examples to learn from and ${LEAST.heldOut} held out are needed for each head, and ${LEAST_OF_NEW} rows for a name that is new.

Options:
      --data FILE         the examples
      --out FOLDER        where the new pack is to be; nothing may be there
      --base FOLDER       the pack to adapt; the bundled one unless given
      --task TASK         intent, attributes, match, or all that the file has rows for (all)
      --new-labels A,B    names that are meant, though they are nearly known ones
      --guard FILE        rows that must stay right, in the same format; a set of general goods unless given
      --margin N          points of the deciding metric that the guard may lose (2)
      --seed N            draws the held-out texts and the folds (1)
      --threads N         threads of the models; one a core unless given
      --json              the report as one JSON object

Examples:
  aisle train --data infra/training/examples/fishing.jsonl --out ./fishing-pack
  aisle serve --pack ./fishing-pack
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      data: { type: 'string' },
      out: { type: 'string' },
      base: { type: 'string' },
      task: { type: 'string' },
      'new-labels': { type: 'string' },
      guard: { type: 'string' },
      margin: { type: 'string' },
      seed: { type: 'string' },
      threads: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals.length > 0) throw new UsageError('train takes options only');
    const { data, out, base = BUNDLED_PACK, task = 'all' } = values;
    if (data === undefined || out === undefined) throw new UsageError('--data and --out are needed');
    const parts = TASKS[task];
    if (parts === undefined) throw new UsageError(`--task must be one of ${Object.keys(TASKS).join(', ')}`);
    checkPlace(base, out);
    const margin = (wholeNumber('margin', values.margin, 0, 100) ?? 2) / 100;
    const seed = wholeNumber('seed', values.seed, 0, 2 ** 31) ?? 1;
    const threads = wholeNumber('threads', values.threads, 1, 1024);
    const meant = new Set(values['new-labels']?.split(',').map((name) => name.trim()));
    try {
      return await adapt(
        { data, out, base, parts, meant, guard: values.guard, margin, seed, threads },
        values.json === true,
        terminal,
      );
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      tellFaults(error, terminal);
      return EXIT.failed;
    }
  },
};

interface Job {
  data: string;
  out: string;
  base: string;
  parts: readonly Part[];
  meant: ReadonlySet<string>;
  guard: string | undefined;
  margin: number;
  seed: number;
  threads: number | undefined;
}

async function adapt(job: Job, asJson: boolean, terminal: Terminal): Promise<number> {
  const started = Date.now();
  const { signal } = terminal;
  const { base, data, margin, seed } = job;
  const pack = await loadPack(base);
  const checked = checkRows(data, await readRows(data), { ...job, manifest: pack.manifest });
  const guard = await readGuard(job.guard ?? GUARD, checked, pack.manifest);
  const rehearsal = await readRows(REHEARSAL);
  const engine = await startEngine(base, pack, job.threads);
  const progress = createProgress(terminal, undefined);
  try {
    const bodies = bodiesOf(engine, pack, signal, (count) => progress.add(count));
    const status = (text: string): void => terminal.status(text);
    const adapted = await adaptPack(pack, { checked, guard, rehearsal, margin, bodies, seed, signal, status });
    const isBetter = adapted.parts.every(({ refused }) => refused === null);
    const rows = Object.fromEntries(
      adapted.parts.map(({ part, train: count, held_out: held }) => [part, count + held.rows]),
    );
    const metrics = Object.fromEntries(
      adapted.parts.map(({ part, metric, held_out: held, guard: kept }) => [
        part,
        { metric, held_out: held, guard: kept },
      ]),
    );
    const written = isBetter ? await writePack(base, job.out, adapted.pack, { rows, metrics }, signal) : null;
    const { name, revision } = pack.manifest;
    const report: TrainReport = {
      base: { name, revision },
      written: written === null ? null : { folder: job.out, ...written },
      new_labels: {
        intents: checked.labels.intents,
        sub_intents: checked.labels.subIntents.map((one) => one.name),
        spans: checked.labels.spans,
      },
      duplicates: checked.duplicates,
      margin,
      seed,
      parts: adapted.parts,
      seconds: (Date.now() - started) / 1000,
    };
    progress.end();
    await terminal.print(asJson ? `${JSON.stringify(report)}\n` : `${reportLines(report, terminal).join('\n')}\n`);
    return isBetter ? EXIT.ok : EXIT.failed;
  } finally {
    progress.end();
    await engine.close();
  }
}

/** The new pack stands in a place of its own. */
function checkPlace(base: string, out: string): void {
  const place = resolve(out);
  if (place === resolve(base)) throw new UsageError('--out must not be --base: a pack is never changed');
  if (existsSync(place)) throw new UsageError(`--out ${out} is there already: remove it, or choose another place`);
  if (!existsSync(dirname(place))) throw new UsageError(`--out: there is no folder ${dirname(place)}`);
}

function tellFaults({ file, faults }: DataError, terminal: Terminal): void {
  for (const { line, message } of faults.slice(0, SHOWN_FAULTS)) {
    terminal.warn(`aisle: ${file}${line === 0 ? '' : ` line ${line}:`} ${message}`);
  }
  if (faults.length > SHOWN_FAULTS) terminal.warn(`aisle: ${file}: ${faults.length} faults in all`);
}
