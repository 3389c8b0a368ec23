import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { serve } from '@hono/node-server';
import { explainResponse } from '../../../src/contract/explain.ts';
import { matchResponse } from '../../../src/contract/match.ts';
import { shuffled } from '../../../src/core/random.ts';
import type { Relation } from '../../../src/core/relation.ts';
import { nodeApp } from '../../../src/platform/node.ts';
import { byWeight, faithfulnessOf } from '../../../src/ranking/explain/faithfulness.ts';
import { maskKey } from '../../../src/ranking/explain/mask.ts';
import { type SeenWords, seenWords } from '../../../src/tasks/explain/seen-words.ts';
import type { Pair } from '../../../src/tasks/match.ts';
import { type BenchResult, rowOf } from '../measure.ts';

/** What the package is given, until it is as comprehensive as ours. */
const BUDGETS = [32, 64, 128, 256, 512, 1_024];

/** As its documentation has it (ten words at most have a weight), and without that. */
const VARIANTS = ['default', 'none'] as const;

const PAIRS = 100;
const SEED = 1;

/** A pair to explain, with the relation that is answered. */
interface Row {
  pair: Pair;
  seen: SeenWords;
  relation: Relation;
}

/** Weights with the model calls that they took. */
interface Attributed {
  weights: number[];
  calls: number;
}

type Post = (path: string, body: object) => Promise<unknown>;

/** How many model calls ours and the package's need for weights that are as comprehensive, over ESCI's pairs. */
export async function modelCalls(data: string, python: string, count: number): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-explain-'));
  const app = await nodeApp({ DATA_DIR: folder, LOG_LEVEL: 'silent', SAMPLE: 'off' });
  const server = serve({ fetch: app.app.fetch, hostname: '127.0.0.1', port: 0 });
  const url = await new Promise<string>((done) => {
    server.once('listening', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  const post: Post = async (path, body) => {
    const headers = { 'content-type': 'application/json', 'x-deadline-ms': '30000' };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return await response.json();
  };
  try {
    const rows = await rowsOf(join(resolve(data), 'match-en/esci-pairs.jsonl'), count, post);
    return await compare(rows, post, (variant, budget) => byPackage(rows, { python, url, variant, budget }));
  } finally {
    server.close();
    await app.close();
    await rm(folder, { recursive: true });
  }
}

async function compare(
  rows: readonly Row[],
  post: Post,
  ask: (variant: string, budget: number) => Promise<Attributed[]>,
): Promise<BenchResult> {
  const notes: string[] = [];
  const measure = async (
    name: string,
    all: readonly Attributed[],
  ): Promise<{ name: string; calls: number[]; mean: number }> => {
    const figures = [];
    for (const [i, row] of rows.entries()) figures.push(await faithfulness(row, all[i]?.weights ?? [], post));
    const calls = all.map((each) => each.calls);
    const comprehensiveness = mean(figures.map((figure) => figure.comprehensiveness));
    const sufficiency = mean(figures.map((figure) => figure.sufficiency));
    notes.push(
      `${name}: comprehensiveness ${comprehensiveness.toFixed(4)}, sufficiency ${sufficiency.toFixed(4)}, ${mean(calls).toFixed(0)} model calls`,
    );
    return { name, calls, mean: comprehensiveness };
  };
  const own = [];
  for (const method of ['occlusion', 'lime', 'shap']) own.push(await measure(method, await byOurs(rows, method, post)));
  await measure(
    'random',
    rows.map(({ seen: { words } }, i) => ({ weights: shuffled([...words.keys()], i), calls: 0 })),
  );
  const [first] = own;
  if (first === undefined) throw new Error('no method of ours');
  const reached = [];
  for (const variant of VARIANTS) {
    for (const budget of BUDGETS) {
      const found = await measure(`shap ${variant} ${budget}`, await ask(variant, budget));
      if (found.mean < first.mean && budget !== BUDGETS.at(-1)) continue;
      reached.push(found);
      break;
    }
  }
  // The better of the two is the peer.
  const peer = reached.reduce((one, other) => (mean(other.calls) < mean(one.calls) ? other : one));
  const row = rowOf(
    {
      name: 'model calls for the same comprehensiveness',
      unit: 'calls',
      better: 'less',
      target: 3,
      peerName: peer.name,
    },
    first.calls.map((ours, i) => ({ ours, peer: peer.calls[i] ?? NaN })),
  );
  return { rows: [row], notes };
}

async function rowsOf(file: string, count: number, post: Post): Promise<Row[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const pairs = shuffled(
    lines.map((line) => JSON.parse(line) as { query: string; title: string }),
    SEED,
  ).filter(({ title }) => title.length < 480);
  const rows: Row[] = [];
  for (const { query, title } of pairs.slice(0, count)) {
    const pair = { query, product: { title } };
    const [relation] = (await judged([pair], post)).map((result) => result.relation);
    if (relation !== undefined) rows.push({ pair, seen: seenWords(pair), relation });
  }
  return rows;
}

async function judged(pairs: readonly Pair[], post: Post) {
  const results = [];
  for (let at = 0; at < pairs.length; at += PAIRS) {
    const answer = matchResponse.parse(await post('/v1/match', { pairs: pairs.slice(at, at + PAIRS) }));
    if (answer.served_by.degraded) throw new Error('the model did not answer');
    results.push(...answer.results);
  }
  return results;
}

async function byOurs(rows: readonly Row[], method: string, post: Post): Promise<Attributed[]> {
  const all: Attributed[] = [];
  for (const { pair } of rows) {
    const answer = explainResponse.parse(await post('/v1/explain', { ...pair, method }));
    if (answer.target === 'recommend') throw new Error('another target was explained');
    const { tokens, samples } = answer;
    all.push({ weights: tokens.map(({ weight }) => weight), calls: samples });
  }
  return all;
}

async function faithfulness({ seen, relation }: Row, weights: readonly number[], post: Post) {
  const { masks, figures } = faithfulnessOf(byWeight(weights));
  const distinct = [...new Map(masks.map((mask) => [maskKey(mask), mask]))];
  const results = await judged(
    distinct.map(([, mask]) => seen.pairOf(mask)),
    post,
  );
  const values = new Map(distinct.map(([key], i) => [key, results[i]?.distribution[relation] ?? NaN]));
  return figures((mask) => values.get(maskKey(mask)) ?? NaN);
}

async function byPackage(
  rows: readonly Row[],
  { python, url, variant, budget }: { python: string; url: string; variant: string; budget: number },
): Promise<Attributed[]> {
  const script = fileURLToPath(new URL('../peers/kernel_shap.py', import.meta.url));
  const child = spawn(python, [script, url, String(budget), variant], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = rows.map(({ pair: { query, product }, seen: { words }, relation }) => {
    const stretches = (field: string, from: string): string[] =>
      words.filter((word) => word.field === field).map((word) => from.slice(word.from, word.to));
    return JSON.stringify({ query: stretches('query', query), title: stretches('title', product.title), relation });
  });
  child.stdin.end(lines.join('\n'));
  const output = await text(child.stdout);
  const all = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Attributed);
  if (all.length !== rows.length) throw new Error(`${script} answered ${all.length} of ${rows.length} rows`);
  return all;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
