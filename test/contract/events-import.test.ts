import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';

const command = fileURLToPath(new URL('../../src/cli/aisle.ts', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-events-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function aisle(words: readonly string[], stdin = '') {
  const child = spawn(process.execPath, [command, 'events', ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), MODEL_LOCAL: 'off' },
  });
  child.stdin.on('error', () => undefined).end(stdin);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

const write = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), content);
  return name;
};

/** What the file has of a shopper, once no process has it open. */
async function shopper(id: string) {
  const state = nodeBehaviour({ directory: join(folder, 'data'), shards: 1 });
  try {
    return await state.of('local').shopper(id);
  } finally {
    state.close();
  }
}

test('a log in a table: the columns are shown, the order is the file’s, and a second time counts nothing', async () => {
  const rows = ['甲,dress,pv', '甲,hat,buy', '乙,裙子,cart', '甲,NA,pv', '甲,shoe,cart'];
  const file = await write('log.csv', `用户,商品,行为\n${rows.join('\n')}\n`);
  const first = await aisle(['import', file, '--rejects', 'rejects.jsonl']);
  expect(first).toMatchObject({ code: 1, err: '' });
  expect(first.out).toMatch(/shopper_id +← 用户/);
  expect(first.out).toMatch(/at +← \(none: a minute apart\)/);
  expect(first.out).toContain('4 accepted, 0 known already, 0 of no use, 1 rejected');
  expect(first.out).toContain('1 × product_id is required for a view (line 5)');
  expect(JSON.parse(await readFile(join(folder, 'rejects.jsonl'), 'utf8'))).toMatchObject({ line: 5 });
  expect((await shopper('甲'))?.history.map(({ productId, type }) => [productId, type])).toEqual([
    ['dress', 'view'],
    ['hat', 'purchase'],
    ['shoe', 'add_to_cart'],
  ]);
  const second = JSON.parse((await aisle(['import', file, '--json'])).out) as object;
  expect(second).toMatchObject({ rows: 5, accepted: 0, duplicates: 4, rejected: 1 });
});

test('a bulk file of User Behavior Insights, packed', async () => {
  const lines = [
    { index: { _index: 'ubi_queries', _id: 'q1' } },
    { query_id: 'q1', client_id: 'c1', user_query: 'dress', timestamp: '2026-05-01T10:00:00.000Z' },
    { index: { _index: 'ubi_events', _id: 'e1' } },
    {
      action_name: 'click',
      client_id: 'c1',
      query_id: 'q1',
      timestamp: '2026-05-01T10:00:09.000Z',
      event_attributes: { object: { object_id: 'dress' }, position: { ordinal: 1 } },
    },
    { action_name: 'page_exit', client_id: 'c1', timestamp: '2026-05-01T10:01:00.000Z' },
  ];
  const file = await write('ubi.ndjson.gz', gzipSync(lines.map((line) => JSON.stringify(line)).join('\n')));
  const { code, out } = await aisle(['import', file]);
  expect(code).toBe(0);
  expect(out).toContain('read client_id → session_id');
  expect(out).toContain('2 accepted, 0 known already, 1 of no use, 0 rejected');
  expect(out).toContain('1 × action_name "page_exit" says nothing that is used (line 5)');
  expect(await shopper('c1')).toMatchObject({
    guest: true,
    events: 2,
    history: [{ productId: 'dress', type: 'click' }],
  });
});

test('times as logs have them', async () => {
  const rows = ['a,p1,1777629600', 'a,p2,1777629600500', 'a,p3,2026-05-01 10:00:01', 'a,p4,2026-05-02', 'a,p5,soon'];
  rows.push('a,p6,2026-05-02 10:00', 'a,p7,2026/5/3 8:00');
  const { out } = await aisle(['import', '-', '--type', 'view'], `user_id,item_id,timestamp\n${rows.join('\n')}\n`);
  expect(out).toContain('6 accepted');
  expect(out).toMatch(/1 × at must be an ISO 8601 date/);
  expect((await shopper('a'))?.history.map(({ at }) => new Date(at).toISOString())).toEqual([
    '2026-05-01T10:00:00.000Z',
    '2026-05-01T10:00:00.500Z',
    '2026-05-01T10:00:01.000Z',
    '2026-05-02T00:00:00.000Z',
    '2026-05-02T10:00:00.000Z',
    '2026-05-03T08:00:00.000Z',
  ]);
});

test.each([
  [['import'], 'give one FILE'],
  [[], 'say `aisle events import FILE`'],
  [['import', 'log.csv', '--map', 'colour=行为'], '--map: there is no field `colour`'],
  [['import', 'log.csv', '--map', 'type=none'], '--map type: there is no column `none`'],
  [['import', '-', '--resume'], '--resume needs a file'],
])('%j is wrong usage', async (words, sentence) => {
  await write('log.csv', '用户,商品,行为\n甲,a,pv\n');
  const { code, err } = await aisle(words);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

test('a file of no shoppers says which column to name', async () => {
  const { code, err } = await aisle(['import', '-'], 'who,what\n1,2\n');
  expect(code).toBe(2);
  expect(err).toContain('no column is a shopper: say --map shopper_id=COLUMN, one of who, what');
});
