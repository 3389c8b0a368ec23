import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { intentHead, meanVector } from '../../heads/intent-head.ts';
import { tagHead, tagPrompt } from '../../heads/tag-head.ts';
import type { TagsInput } from '../../port.ts';
import { type Body, type Graphs, loadGraphs, runGraph } from './graphs.ts';
import { nextBatch } from './next-batch.ts';
import { createTokenizer, type Encoding } from './tokenizer.ts';
import type { Job, JobEnd, JobKind, JobOutputs, ToWorker, WorkerSettings } from './worker-protocol.ts';

// The thread that owns the tokenizer and both sessions. A run of onnxruntime-node blocks its thread; messages that came
// meanwhile are read before the next batch is formed, so batches are made of all that waits and nothing waits for company.

/** One input of a job, waiting. */
interface Item {
  job: OpenJob;
  index: number;
  body: Body;
  /** The lowest goes first, of those in the background after all others: the count of runs when its job came, and the inputs of its job before it. So jobs take turns, a long one
   * holds up nobody, and what comes later cannot go first forever. */
  rank: number;
  encoding: Encoding | null;
}

interface OpenJob {
  job: Exclude<Job, { kind: 'tokenize' }>;
  left: number;
  output: JobOutputs[Exclude<JobKind, 'tokenize'>];
}

const LIMITS = { items: 32, paddedTokens: 4096, runCost: 16 };
/** A run cannot be interrupted: one in the background takes about 50 ms, so that what comes meanwhile hardly waits. A long text alone
 * takes up to five times that. Smaller batches do as much: a token takes a quarter of a millisecond of one core in any of them. */
const BACKGROUND_LIMITS = { items: 8, paddedTokens: 192, runCost: 16 };
/** How many waiting texts are looked at for a batch. */
const WINDOW = 128;

if (parentPort === null) throw new Error('engine-worker.ts runs as a worker');
const port = parentPort;
const { directory, pack, threads, threadsAlone } = workerData as WorkerSettings;
const { manifest } = pack;
const hidden = manifest.hidden_size;

const [tokenizer, narrow, wide] = await Promise.all([
  readFile(join(directory, 'tokenizer.json'), 'utf8').then((json) => createTokenizer(JSON.parse(json) as object)),
  loadGraphs(directory, threads),
  threadsAlone === null ? null : loadGraphs(directory, threadsAlone),
]);

const open = new Map<number, OpenJob>();
let waiting: Item[] = [];
let ended: JobEnd[] = [];
let transfers: Transferable[] = [];
let runs = 0;
let turning = false;

port.on('message', (message: ToWorker) => {
  if ('jobs' in message) {
    for (const job of message.jobs) accept(job);
    waiting.sort(
      (a, b) =>
        Number(isBackground(a)) - Number(isBackground(b)) ||
        a.rank - b.rank ||
        a.job.job.id - b.job.job.id ||
        a.index - b.index,
    );
    answer();
    turn();
  } else if ('cancel' in message) {
    open.delete(message.cancel);
    waiting = waiting.filter(({ job }) => job.job.id !== message.cancel);
  } else {
    waiting = [];
    const sessions = [narrow, wide].flatMap((graphs) =>
      graphs === null ? [] : [graphs.embed.session, graphs.match.session],
    );
    void Promise.all(sessions.map((session) => session.release())).finally(() => port.close());
  }
});
port.postMessage({ ready: true });

function accept(job: Job): void {
  if (job.kind === 'tokenize') {
    ended.push(tokenize(job));
    return;
  }
  const count = job.inputs.length;
  const output = job.kind === 'embed' ? new Float32Array(count * hidden) : Array.from<never>({ length: count });
  const opened: OpenJob = { job, left: count, output };
  open.set(job.id, opened);
  const body = job.kind === 'tags' || job.kind === 'intent' ? 'tokens' : job.kind;
  for (let index = 0; index < count; index++) {
    waiting.push({ job: opened, index, body, rank: runs + index, encoding: null });
  }
}

function tokenize({ id, inputs }: Extract<Job, { kind: 'tokenize' }>): JobEnd {
  try {
    const output = inputs.map((text) => {
      const { ids, pieces, offsets } =
        typeof text === 'string' ? tokenizer.encode(text) : tokenizer.encodePair(...text);
      return ids.map((token, at) => ({ id: token, text: pieces[at] ?? '', offsets: offsets[at] ?? null }));
    });
    return { id, output };
  } catch (error) {
    return { id, fault: String(error) };
  }
}

function isBackground({ job }: Item): boolean {
  return job.job.urgency === 'background';
}

/** Runs the next batch after the messages that have come by now. */
function turn(): void {
  if (turning || waiting.length === 0) return;
  turning = true;
  setImmediate(() => {
    void step().finally(() => {
      turning = false;
      turn();
    });
  });
}

async function step(): Promise<void> {
  const first = waiting[0];
  if (first === undefined) return;
  const { body } = first;
  const background = isBackground(first);
  const window: Item[] = [];
  for (const item of waiting) {
    if (isBackground(item) !== background) break;
    if (item.body === body) window.push(item);
    if (window.length === WINDOW) break;
  }
  let batch = window;
  try {
    const lengths = window.map((item) => (item.encoding ??= encode(item)).ids.length);
    batch = nextBatch(lengths, background ? BACKGROUND_LIMITS : LIMITS).flatMap((index) => window[index] ?? []);
    const chosen = new Set(batch);
    waiting = waiting.filter((item) => !chosen.has(item));
    runs += 1;
    const alone = waiting.length === 0 && batch.every(({ job }) => job.job.urgency === 'alone');
    await run((alone && wide) || narrow, body, batch);
  } catch (error) {
    const failed = new Set(batch.map(({ job }) => job));
    waiting = waiting.filter(({ job }) => !failed.has(job));
    for (const { job } of failed) {
      if (open.delete(job.id)) ended.push({ id: job.id, fault: String(error) });
    }
  }
  answer();
}

function encode({ job: { job }, index }: Item): Encoding {
  switch (job.kind) {
    case 'embed':
      return tokenizer.encode(job.inputs[index] ?? '', manifest.embed.max_tokens);
    case 'tokens':
    case 'tags':
    case 'intent':
      return tokenizer.encode(readText(job, index), manifest.tags.max_tokens);
    case 'match': {
      const { query, text } = job.inputs[index] ?? { query: '', text: '' };
      return tokenizer.encodePair(query, text, manifest.match.max_tokens);
    }
  }
}

/** The text that the tasks body reads for an input. */
function readText(job: Extract<Job, { kind: 'tokens' | 'tags' | 'intent' }>, index: number): string {
  return job.kind === 'tags' ? tagPrompt(job.inputs[index] ?? { text: '' }) : (job.inputs[index] ?? '');
}

/** The row of each item: those that read the same text, such as a query whose tags and intent are asked, share one. */
function rowsOf(batch: readonly Item[]): number[] {
  const rows = new Map<unknown, number>();
  return batch.map(({ job: { job }, index, body }) => {
    const key = body === 'tokens' && job.kind !== 'embed' && job.kind !== 'match' ? readText(job, index) : {};
    const row = rows.get(key) ?? rows.size;
    rows.set(key, row);
    return row;
  });
}

async function run(graphs: Graphs, body: Body, batch: readonly Item[]): Promise<void> {
  const rows = rowsOf(batch);
  const texts: number[][] = [];
  for (const [at, { encoding }] of batch.entries()) texts[rows[at] ?? 0] = encoding?.ids ?? [];
  const { data, size } = await runGraph(graphs[body], texts);
  for (const [at, item] of batch.entries()) settle(item, data, (rows[at] ?? 0) * size, size);
}

/** Takes one row of a run's output into its job's answer. */
function settle({ job: opened, index, encoding }: Item, data: Float32Array, at: number, size: number): void {
  const { job } = opened;
  if (!open.has(job.id)) return;
  const { ids, offsets } = encoding ?? { ids: [], offsets: [] };
  switch (job.kind) {
    case 'embed':
      (opened.output as JobOutputs['embed']).set(data.subarray(at, at + size), index * hidden);
      break;
    case 'match':
      (opened.output as JobOutputs['match'])[index] = Array.from(data.subarray(at, at + size));
      break;
    case 'tokens': {
      const vectors = data.slice(at, at + ids.length * hidden);
      (opened.output as JobOutputs['tokens'])[index] = { ids, offsets, vectors };
      break;
    }
    case 'tags': {
      const vectors = data.subarray(at, at + ids.length * hidden);
      const input: TagsInput = job.inputs[index] ?? { text: '' };
      (opened.output as JobOutputs['tags'])[index] = tagHead({ vectors, offsets }, input, pack);
      break;
    }
    case 'intent':
      (opened.output as JobOutputs['intent'])[index] = intentHead(meanVector(data, hidden, ids.length, at), pack.heads);
      break;
  }
  opened.left -= 1;
  if (opened.left > 0) return;
  open.delete(job.id);
  ended.push({ id: job.id, output: opened.output });
  if (opened.output instanceof Float32Array) transfers.push(opened.output.buffer as ArrayBuffer);
  if (job.kind === 'tokens') {
    for (const { vectors } of opened.output as JobOutputs['tokens']) transfers.push(vectors.buffer as ArrayBuffer);
  }
}

/** Sends what has ended, in one message. */
function answer(): void {
  if (ended.length === 0) return;
  port.postMessage({ ended }, transfers);
  ended = [];
  transfers = [];
}
