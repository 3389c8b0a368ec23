import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, startServer } from '../support/start-server.ts';

const command = fileURLToPath(new URL('../../src/cli/aisle.ts', import.meta.url));
let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-import-'));
  server = await startServer({ MODEL_LOCAL: 'off', API_KEYS: 'shop=secret' });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function aisle(words: readonly string[], stdin = '') {
  const child = spawn(process.execPath, [command, 'import', ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      MODEL_LOCAL: 'off',
      AISLE_KEY: 'secret',
    },
  });
  child.stdin.on('error', () => undefined).end(stdin);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

const write = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), content);
  return name;
};
const ask = async (path: string) =>
  (await fetch(`${server.url}${path}`, { headers: { authorization: 'Bearer secret' } })).json() as Promise<
    Record<string, unknown>
  >;

test('a CSV into this machine’s catalogue, and again for nothing', async () => {
  const rows = Array.from({ length: 450 }, (_, i) => `${i},"裙子 ""${i}""",¥${i},红`);
  const file = await write('rows.csv', `商品编号,商品名称,售价,颜色\n${rows.join('\n')}\n`);
  const first = await aisle([file]);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/price +← +售价 +0 CNY/);
  expect(first.out).toContain('450 created, 0 updated, 0 unchanged, 0 rejected');
  const second = JSON.parse((await aisle([file, '--json'])).out) as object;
  expect(second).toMatchObject({ unchanged: 450, created: 0, catalog: { products: 450 } });
});

test('what is rejected is told by reason and line, written down, and stops nothing', async () => {
  const lines = [
    { id: 'a', title: 'Lamp', price: '$5' },
    { id: 'b', title: '' },
    '{',
    { id: 'c', title: 'x'.repeat(1001) },
    { id: 'd', title: '台灯', price: 5 },
  ];
  const content = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const file = await write('some.jsonl.gz', gzipSync(content));
  const { code, out } = await aisle([file, '--url', server.url, '--rejects', 'rejects.jsonl']);
  expect(code).toBe(1);
  expect(out).toContain('2 created, 0 updated, 0 unchanged, 3 rejected');
  for (const sentence of [
    '1 × title is required (line 2)',
    '1 × is not JSON (line 3)',
    '1 × title must have at most 1000 characters (line 4)',
    'price has no currency, and is left out: say --currency (line 5)',
  ]) {
    expect(out).toContain(sentence);
  }
  const rejects = (await readFile(join(folder, 'rejects.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(rejects.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([2, 3, 4]);
  expect(await ask('/v1/products/a')).toMatchObject({ title: 'Lamp', price: { amount: 5, currency: 'USD' } });
});

test('a dry run writes nothing, and judges as the API does', async () => {
  const before = await ask('/v1/catalog');
  const csv = 'id,label,price\nz,Chair,3\nz2,,4\n';
  const words = ['-', '--url', server.url, '-n', '--map', 'title=label', '--currency', 'EUR'];
  const { code, out } = await aisle(words, csv);
  expect(code).toBe(1);
  expect(out).toContain('"amount": 3');
  expect(out).toContain('1 would be written, 1 rejected; nothing was');
  expect(out).toContain('1 × title is required (line 3)');
  expect(await ask('/v1/catalog')).toEqual(before);
});

test('an import that is broken off goes on behind the last row that is in', async () => {
  const lines = Array.from({ length: 900 }, (_, i) => JSON.stringify({ id: `r-${i}`, title: `Rug ${i}` }));
  const file = await write('long.jsonl', lines.join('\n'));
  const child = spawn(process.execPath, [command, 'import', file, '--data', join(folder, 'broken'), '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], MODEL_LOCAL: 'off' },
  });
  const state = (): number => {
    const [kept] = globSync(join(folder, 'broken/imports/*.json'));
    try {
      return kept === undefined ? 0 : (JSON.parse(readFileSync(kept, 'utf8')) as { rows: number }).rows;
    } catch {
      return 0;
    }
  };
  const ended = once(child, 'close');
  while (state() === 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await ended;
  const done = state();
  expect([200, 400, 600, 800]).toContain(done);
  const rest = JSON.parse((await aisle([file, '--data', join(folder, 'broken'), '--resume', '--json'])).out) as object;
  expect(rest).toMatchObject({ rows: 900 - done, rejected: 0, catalog: { products: 900 } });
  const again = JSON.parse((await aisle([file, '--data', join(folder, 'broken'), '--resume', '--json'])).out) as object;
  expect(again).toMatchObject({ rows: 900, unchanged: 900 });
});

describe('what cannot be done says why', () => {
  test.each([
    [[], 2, 'give one FILE'],
    [['none.csv'], 1, 'none.csv'],
    [['-', '--resume'], 2, '--resume'],
    [['-', '--currency', 'XYZ'], 2, 'ISO 4217'],
    [['-', '--format', 'xml'], 2, '--format'],
    [['-', '--url', 'http://127.0.0.1:9'], 1, 'cannot reach'],
    [['-', '--skip', 'titel'], 2, 'near: title'],
    [['-', '--map', 'title=nmae'], 2, 'near: '],
  ])('%j', async (words, code, sentence) => {
    const ended = await aisle(words, '{"id": "a", "title": "b"}');
    expect(ended).toMatchObject({ code, err: expect.stringContaining(sentence) });
  });

  test('no title', async () => {
    expect(await aisle(['-'], 'a,b\n1,2\n')).toMatchObject({ code: 2, err: expect.stringContaining('--map title=') });
  });
});
