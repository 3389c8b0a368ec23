import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TrainReport } from '../../src/cli/train/report.ts';
import { nodeApp } from '../../src/platform/node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hasPack = existsSync(join(root, 'infra/models/aisle-small/pack.json'));
const example = join(root, 'infra/training/examples/fishing.jsonl');
/** Reading and fitting take seconds on an idle machine. */
const PATIENCE = 300_000;

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-train-'))));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const start = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(root, 'src/cli/aisle.ts'), 'train', ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });

async function train(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(words);
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the child has no pipes');
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

async function dataFile(name: string, rows: readonly object[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return file;
}

describe('without a model', () => {
  test.each([
    [['--out', 'x'], '--data and --out are needed'],
    [['--data', 'a', '--out', 'x', '--task', 'rank'], '--task must be one of'],
    [['--data', 'a', '--out', 'x', '--margin', '-1'], '--margin'],
    [['--data', 'a', '--out', '.', '--base', '.'], '--out must not be --base'],
    [['--data', 'a', '--out', '.'], 'is there already'],
    [['--data', 'a', '--out', 'no/such/place'], 'there is no folder'],
  ])('%j is wrong usage', async (words, message) => {
    expect(await train(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
  });
});

describe.skipIf(!hasPack)('with the bundled pack (skipped when infra/models/aisle-small is not there)', () => {
  test('faults are told by their line, twenty at most, and nothing is written', async () => {
    const rows = Array.from({ length: 25 }, (_, i) => ({
      text: `red ${i}`,
      spans: [{ start: 0, end: 99, name: 'color' }],
    }));
    const { code, out, err } = await train('--data', await dataFile('bad.jsonl', rows), '--out', 'bad');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const told = err.trimEnd().split('\n');
    expect(told).toHaveLength(21);
    expect(told[0]).toMatch(/bad\.jsonl line 1: spans\.0 ends at 99, and the text has 5 UTF-16 units$/);
    expect(told[20]).toContain('25 faults in all');
    expect(existsSync(join(folder, 'bad'))).toBe(false);
  });

  test(
    'a pack with a new intent is written, and the API answers with it',
    async () => {
      const { code, out, err } = await train(
        '--data',
        example,
        '--task',
        'intent',
        '--out',
        'fishing',
        '--margin',
        '10',
        '--json',
      );
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const report = JSON.parse(out) as TrainReport;
      expect(report).toMatchObject({
        new_labels: { intents: ['fishing_spot'], spans: [] },
        parts: [{ part: 'intent', refused: null, held_out: { rows: 24 } }],
      });
      expect(report.parts[0]?.held_out.gain).toBeGreaterThan(0);
      const json = JSON.parse(await readFile(join(folder, 'fishing/pack.json'), 'utf8')) as Record<string, unknown>;
      expect(json).toMatchObject({
        name: 'fishing',
        revision: report.written?.revision,
        adapted_from: { ...report.base, rows: { intent: 66 } },
      });
      expect((await readdir(folder)).filter((name) => name.startsWith('fishing.'))).toEqual([]);

      const { app, close } = await nodeApp({
        MODEL_PACK: join(folder, 'fishing'),
        MODEL_THREADS: '1',
        DATA_DIR: join(folder, 'data'),
        LOG_LEVEL: 'silent',
      });
      try {
        const response = await app.request('http://127.0.0.1/v1/intent', {
          method: 'POST',
          headers: { 'content-type': 'application/json', host: '127.0.0.1', 'x-deadline-ms': '30000' },
          body: JSON.stringify({ queries: ['附近哪里可以野钓', 'red dress under $50'] }),
        });
        const body = (await response.json()) as { results: { intent: string; distribution: unknown[] }[] };
        expect(body).toMatchObject({
          results: [{ intent: 'fishing_spot' }, { intent: 'find_product' }],
          model: { name: 'fishing', revision: report.written?.revision },
          served_by: { path: 'onnx', degraded: false },
        });
        expect(body.results[0]?.distribution).toHaveLength(13);
      } finally {
        await close();
      }
    },
    PATIENCE,
  );

  test(
    'what does not get better is refused, and nothing is written',
    async () => {
      // Plain product queries: half of those to learn from are called something else, and the base has all that are held out.
      const rows = Array.from({ length: 32 }, (_, i) => ({
        query: `${['red', 'blue', 'green', 'black'][i % 4]} ${['cup', 'bag', 'lamp', 'desk'][(i >> 2) % 4]} ${i}`,
        intent: i < 24 && i % 2 === 0 ? 'deal' : 'find_product',
        split: i < 24 ? 'train' : 'dev',
      }));
      const { code, out } = await train(
        '--data',
        await dataFile('noise.jsonl', rows),
        '--out',
        'noise',
        '--margin',
        '0',
      );
      expect(code).toBe(1);
      expect(out).toContain('refused: nothing is written');
      expect((await readdir(folder)).filter((name) => name.startsWith('noise') && name !== 'noise.jsonl')).toEqual([]);
    },
    PATIENCE,
  );

  test(
    'an interruption leaves nothing',
    async () => {
      const child = start(['--data', example, '--out', 'stopped']);
      setTimeout(() => child.kill('SIGINT'), 4000);
      await once(child, 'close');
      // Before its first line has run, Node ends it.
      expect([130, 'SIGINT']).toContain(child.exitCode ?? child.signalCode);
      expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
    },
    PATIENCE,
  );
});
