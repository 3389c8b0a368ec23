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
const pack = join(root, 'infra/models/aisle-small');
let folder: string;

const FILES: Readonly<Record<string, readonly (object | string)[]>> = {
  'intents.jsonl': [
    { query: '我的快递到哪了', intent: 'order_status', sub_intent: 'track_order' },
    { query: 'red dress under $50', intent: 'find_product' },
    { query: '送女朋友什么生日礼物好', intent: 'discover' },
    { query: 'tommy hilfiger mens slim jeans 32x30', intent: 'find_product' },
  ],
  'tags.jsonl': [
    {
      text: '🎁 tommy hilfiger mens jeans',
      spans: [
        { start: 3, end: 17, name: 'brand' },
        { start: 18, end: 22, name: 'audience' },
        { start: 23, end: 28, name: 'product_type' },
      ],
    },
  ],
  'attributes.jsonl': [
    { title: 'Jade Leaf Organic Matcha, 100 g', attributes: { Brand: ['Jade Leaf'], 净含量: ['100 g'], Voltage: [] } },
  ],
  'pairs.jsonl': [
    { query: 'iphone 13 case', title: 'Silicone Case for iPhone 13', relation: 'exact' },
    { query: 'iphone 13 case', title: 'Expandable Garden Hose 50 ft', relation: 'irrelevant' },
    { query: 'iphone 13 手机壳', title: '苹果 iPhone 13 手机壳 液态硅胶', relation: 'exact' },
  ],
  'bad.jsonl': [...Array.from({ length: 25 }, () => '{'), { query: 'red dress under $50', intent: 'find_product' }],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-eval-'));
  for (const [name, rows] of Object.entries(FILES)) {
    const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
    await writeFile(join(folder, name), lines.join('\n'));
  }
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function evaluate(words: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'src/cli/aisle.ts'), 'eval', ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), MODEL_THREADS: '1', ...env },
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

describe('without a model', () => {
  test.each([
    [[], 'give a SET'],
    [['intent/writen'], 'near: intent/written'],
    [['intent/written'], '--data'],
    [['intents.jsonl', '--min', 'accuracy'], 'METRIC=NUMBER'],
    [['intents.jsonl', '--min', 'intent/written/accuracy=1'], 'of none of the sets intents.jsonl'],
    [['intents.jsonl', '--samples', '5'], 'from 100 to 100000'],
    [['intents.jsonl', '--url', 'http://127.0.0.1:9', '--pack', 'x'], 'exclude each other'],
  ])('%j is wrong usage', async (words, said) => {
    const { code, out, err } = await evaluate(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  test('sets are listed with their licence class', async () => {
    const { code, out } = await evaluate(['--list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toContainEqual({ name: 'match/esci', licence: 'A', about: expect.any(String) });
  });

  test('wrong lines are told, the first twenty, and nothing is scored', async () => {
    const { code, out, err } = await evaluate(['bad.jsonl']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('bad.jsonl line 20: is not JSON');
    expect(err).not.toContain('line 21');
    expect(err).toContain('25 lines are wrong');
  });

  test('a folder of sets that is not there', async () => {
    const { code, err } = await evaluate(['intent/written', '--data', 'none']);
    expect(code).toBe(1);
    expect(err).toContain(join('none', 'written/intents.jsonl'));
  });
});

describe('with the lexical rung alone', () => {
  const lexical = { MODEL_LOCAL: 'off' };

  test('nothing is scored', async () => {
    const { code, out, err } = await evaluate(['intents.jsonl'], lexical);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('the full model does not answer');
  });

  test('unless that is allowed, and then it is told', async () => {
    const { code, out, err } = await evaluate(['intents.jsonl', '--allow-degraded', '--json'], lexical);
    expect(code).toBe(0);
    expect(err).toContain("1 answers are not the full model's");
    expect(JSON.parse(out)).toMatchObject({ degraded: 1, sets: { 'intents.jsonl': { rows: 4 } } });
  });
});

describe.skipIf(!existsSync(join(pack, 'pack.json')))('in process (skipped when the pack is not there)', () => {
  const isFinite = (value: unknown): boolean =>
    typeof value === 'number'
      ? Number.isFinite(value)
      : value === null || typeof value !== 'object' || Object.values(value).every(isFinite);

  test('all four kinds of files, as one object of finite numbers', async () => {
    const { code, out, err } = await evaluate([
      'intents.jsonl',
      'tags.jsonl',
      'attributes.jsonl',
      'pairs.jsonl',
      '--json',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out);
    expect(isFinite(report)).toBe(true);
    expect(report).toMatchObject({
      pack: 'bundled',
      model: { name: 'aisle-small', revision: expect.stringMatching(/^[0-9a-f]{12}$/) },
      degraded: 0,
      samples: 1000,
      seed: 1,
      sets: {
        'intents.jsonl': { rows: 4, texts: 4, skipped: 0, metrics: { accuracy: { n: 4 }, 'zh/accuracy': { n: 2 } } },
        'tags.jsonl': { rows: 1, metrics: { span_recall: { n: 3 }, offset_violations: { value: 0 } } },
        'attributes.jsonl': { rows: 1, metrics: { value_recall: { n: 2 }, not_stated_recall: { n: 1 } } },
        'pairs.jsonl': { rows: 3, texts: 2, metrics: { ndcg: { value: 1, n: 1 }, accuracy: { n: 3 } } },
      },
    });
    const { value, low, high } = report.sets['intents.jsonl'].metrics.accuracy;
    expect(value).toBeGreaterThanOrEqual(0.75);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
  });

  test('bounds decide the exit code; one that no figure has is wrong usage, after the report', async () => {
    const kept = await evaluate(['pairs.jsonl', '--min', 'pairs.jsonl/ndcg=1', '--max', 'pairs.jsonl/ece=1']);
    expect(kept).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('passed  pairs.jsonl/ndcg 1.000 ≥ 1'),
    });
    const broken = await evaluate(['pairs.jsonl', '--min', 'pairs.jsonl/ndcg=1.1']);
    expect(broken).toMatchObject({ code: 1, err: 'aisle: pairs.jsonl/ndcg is 1, under 1.1\n' });
    const slip = await evaluate(['pairs.jsonl', '--min', 'pairs.jsonl/ndgc=1']);
    expect(slip).toMatchObject({
      code: 2,
      out: expect.stringContaining('ndcg'),
      err: expect.stringContaining('near: pairs.jsonl/ndcg'),
    });
  });

  test('a pack and itself do not differ', async () => {
    const { code, out } = await evaluate(['intents.jsonl', '--compare', pack, '--json']);
    expect(code).toBe(0);
    const { compared, sets } = JSON.parse(out);
    expect(compared).toMatchObject({ pack, model: { name: 'aisle-small' } });
    const { value, other, difference } = sets['intents.jsonl'].metrics.accuracy;
    expect(other.value).toBe(value);
    expect(difference).toEqual({ value: 0, low: 0, high: 0, p: 1 });
  });

  test('wrong lines can be left out; a table shows how many', async () => {
    const { code, out } = await evaluate(['bad.jsonl', '--skip-bad']);
    expect(code).toBe(0);
    expect(out).toContain('bad.jsonl  rows 1, texts 1, wrong lines left out 25');
    expect(out).toMatch(/^accuracy +1\.000 +1\.000 – 1\.000 +1$/m);
  });
});
