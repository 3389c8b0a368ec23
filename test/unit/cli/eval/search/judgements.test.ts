import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBaseline } from '../../../../../src/cli/eval/search/baseline.ts';
import { readJudgements, readTopics } from '../../../../../src/cli/eval/search/judgements.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-judged-'))));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function file(content: string, name = 'judged'): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const read = async (content: string, topics: ReadonlyMap<string, string> | null = null) =>
  Object.fromEntries(
    [...(await readJudgements([await file(content)], topics))].map(([query, judged]) => [
      query,
      Object.fromEntries(judged),
    ]),
  );

test('ESCI’s labels as words and letters, in JSON lines and CSV', async () => {
  const lines = ['exact', 'substitute', 'complement', 'irrelevant'].map((label, i) =>
    JSON.stringify({ query: '手机壳', product_id: `p${i}`, label }),
  );
  expect(await read(lines.join('\n'))).toEqual({ 手机壳: { p0: 1, p1: 0.1, p2: 0.01, p3: 0 } });
  const csv = 'query_id,query,product_id,esci_label\n1,"a, b",x,E\n1,"a, b",y,I\n';
  expect(await read(csv)).toEqual({ 'a, b': { x: 1, y: 0 } });
});

test('numbers are gains; the last judgement counts; spam is worth nothing', async () => {
  expect(await read('query\tdocid\trating\na\tx\t3\na\tx\t2\na\ty\t-2\n')).toEqual({ a: { x: 2, y: 0 } });
});

test('qrels with the queries of a file', async () => {
  const topics = await readTopics(await file('1\tred dress\n2\t红色 连衣裙\n', 'topics'));
  expect(await read('1 0 d-1 2\n2 0 d-2 0\r\n1 Q0 d-3 1\n', topics)).toEqual({
    'red dress': { 'd-1': 2, 'd-3': 1 },
    '红色 连衣裙': { 'd-2': 0 },
  });
});

test.each([
  ['1 0 d-1 2\n1 0 d-2\n', 'line 2: must be `query 0 product relevance`'],
  ['{"query": "a", "product_id": "b"}', 'line 1: must have a query, a product_id and a label'],
  ['{"query": "a", "product_id": "b", "label": "so-so"}', 'line 1: must be judged by'],
  ['{"query": "a", "label": "exact"}', 'line 1: must have a query and a product'],
  ['{"query": "a"\n', 'line 1: is not JSON'],
])('%j is refused', async (content, sentence) => {
  await expect(read(content)).rejects.toThrow(sentence);
});

test('a query that --queries does not have, a line of it that is none', async () => {
  await expect(read('1 0 d 1\n', new Map([['2', 'x']]))).rejects.toThrow('no query 1');
  await expect(readTopics(await file('1\n', 'bad-topics'))).rejects.toThrow('line 1');
});

test('a baseline is what the command printed', async () => {
  const report = { model: { name: 'm', revision: 'r' }, queries: { a: { 'ndcg@10': 0.5, 'mrr@10': null } } };
  const baseline = await readBaseline(await file(JSON.stringify({ ...report, more: 1 }), 'base.json'));
  expect([...baseline.queries]).toEqual([['a', { 'ndcg@10': 0.5, 'mrr@10': null }]]);
  await expect(readBaseline(await file('{}', 'other.json'))).rejects.toThrow('eval search --json');
  await expect(readBaseline(await file('nope', 'other.json'))).rejects.toThrow('eval search --json');
});
