import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hasPack = existsSync(join(root, 'infra/models/aisle-small/pack.json'));
let folder: string;

const PRODUCTS = [
  { id: 'case-13', title: 'Silicone Case for iPhone 13, Midnight', price: '$19' },
  { id: 'case-12', title: 'Clear Case for iPhone 12', price: '$9' },
  { id: 'hose', title: 'Expandable Garden Hose 50 ft', price: '$25' },
  { id: 'qun', title: '红色碎花连衣裙 法式收腰 雪纺长裙', price: '¥189' },
  { id: 'xie', title: '男士跑步鞋 缓震透气', price: '¥299' },
];
const JUDGED = [
  ['iphone 13 case', 'case-13', 'exact'],
  ['iphone 13 case', 'case-12', 'substitute'],
  ['iphone 13 case', 'hose', 'irrelevant'],
  ['iphone 13 case', 'not-here', 'exact'],
  ['红色连衣裙', 'qun', 'exact'],
  ['红色连衣裙', 'xie', 'irrelevant'],
] as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-eval-'));
  const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  await writeFile(join(folder, 'products.jsonl'), lines(PRODUCTS));
  const judged = JUDGED.map(([query, product_id, label]) => ({ query, product_id, label }));
  await writeFile(join(folder, 'judged.jsonl'), lines(judged));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function evaluate(...words: string[]) {
  const child = spawn(process.execPath, [join(root, 'src/cli/aisle.ts'), 'eval', 'search', ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), MODEL_THREADS: '1' },
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

const here = ['judged.jsonl', '--catalog', 'products.jsonl'];

describe.skipIf(!hasPack)('with the pack (skipped when infra/models/aisle-small is not there)', () => {
  let before: { metrics: Record<string, { value: number }>; queries: Record<string, unknown> };

  test('judgements in both languages over a file of products', async () => {
    const { code, out, err } = await evaluate(...here, '--json', '--min', 'ndcg@10=.9');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    before = JSON.parse(out) as typeof before;
    expect(before).toMatchObject({ products: 5, judgements: 5, missing: 1, degraded: 0 });
    expect(Object.keys(before.queries).toSorted()).toEqual(['iphone 13 case', '红色连衣裙']);
    expect(before.metrics['mrr@10']?.value).toBe(1);
    expect(before.metrics['zh/ndcg@10']?.value).toBe(1);
    await writeFile(join(folder, 'same.json'), out);
    // An earlier search that was perfect where this one cannot be: what nobody found was first.
    const better = { 'ndcg@10': 2, 'mrr@10': 1, 'recall@10': 1, 'recall@50': 1, 'judged@10': 1 };
    const queries = Object.fromEntries(Object.keys(before.queries).map((query) => [query, better]));
    await writeFile(join(folder, 'better.json'), JSON.stringify({ ...before, queries }));
  });

  test('a bound that is not kept', async () => {
    const { code, out, err } = await evaluate(...here, '--min', 'ndcg@10=1.5');
    expect(code).toBe(1);
    expect(err).toContain('under 1.5');
    expect(out).toMatch(/failed +ndcg@10/);
    expect(out).toContain('iphone 13 case');
    expect(out).toContain('1 judged products are not in the catalogue');
  });

  test('a baseline that is the same is no loss; a better one is', async () => {
    const same = await evaluate(...here, '--baseline', 'same.json', '--no-loss', '--json');
    expect(same.code).toBe(0);
    const { metrics } = JSON.parse(same.out) as { metrics: Record<string, { difference: object }> };
    expect(metrics['ndcg@10']?.difference).toEqual({ value: 0, low: 0, high: 0, p: 1 });
    const lost = await evaluate(...here, '--baseline', 'better.json', '--no-loss');
    expect(lost).toMatchObject({ code: 1, err: expect.stringContaining('has lost') });
  });

  test('a metric that is none', async () => {
    const { code, err } = await evaluate(...here, '--min', 'ndcg@11=.5');
    expect({ code, isTold: err.includes('near: ndcg@10') }).toEqual({ code: 2, isTold: true });
  });
});

test.each([
  [[], 2, 'give a file of judgements'],
  [['none.jsonl'], 1, 'none.jsonl'],
  [['judged.jsonl', '--catalog', 'products.jsonl', '--url', 'http://x'], 2, 'exclude each other'],
  [['judged.jsonl', '--no-loss'], 2, '--baseline'],
  [['products.jsonl', '--catalog', 'products.jsonl'], 1, 'line 1: must have a query'],
])('%j', async (words, code, sentence) => {
  expect(await evaluate(...words)).toMatchObject({ code, err: expect.stringContaining(sentence) });
});
