import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** 40 users who go round twelve items one after the other, each from another one on. */
const USERS = 40;
const ITEMS = ['茶', '杯', '壶', ...'abcdefghi'];
const line = (user: number): string =>
  [`user-${user}`, ...Array.from({ length: 6 }, (_, i) => ITEMS[(user + i) % ITEMS.length])].join(' ');
const SEQUENCES = Array.from({ length: USERS }, (_, user) => line(user));
/** Neighbours in the round share a feature. */
const ATTRIBUTES = Object.fromEntries(ITEMS.map((id, i) => [id, [Math.floor(i / 2), `odd-${i % 2}`]]));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-recommend-'));
  await writeFile(join(folder, 'round.txt'), SEQUENCES.join('\n'));
  await writeFile(join(folder, 'round.json'), JSON.stringify(ATTRIBUTES));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function evaluate(...words: string[]) {
  const child = spawn(process.execPath, [join(root, 'src/cli/aisle.ts'), 'eval', 'recommend', ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

const given = ['round.txt', '--attributes', 'round.json'];
const FIGURES = ['hr@5', 'hr@10', 'hr@20', 'ndcg@5', 'ndcg@10', 'ndcg@20'];

describe('sequences of users', () => {
  test('what always follows comes first', async () => {
    const { code, out, err } = await evaluate(...given, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out) as Record<string, number>;
    expect(report).toMatchObject({ users: USERS, items: ITEMS.length, skipped: { lines: 0, users: 0 } });
    for (const name of FIGURES) expect(report[name]).toBeGreaterThan(0.8);
    expect(Object.keys(report)).toEqual(expect.arrayContaining([...FIGURES, 'users']));
    expect((await evaluate(...given, '--json')).out).toBe(out);
  });

  test('beside the usual ways, and as a table', async () => {
    const { code, out } = await evaluate(...given, '--baselines', '--validation');
    expect(code).toBe(0);
    expect(out.split('\n').map((row) => row.split(/\s+/)[0])).toEqual([
      '',
      'aisle',
      'popularity',
      'plain_counts',
      'item_knn',
      '',
    ]);
  });

  test('users that nothing is known of, by how many of their first events are', async () => {
    const { code, out } = await evaluate(...given, '--cold-users', '--json');
    expect(code).toBe(0);
    type Row = Record<'aisle' | 'popularity' | 'content_alone', Record<string, number> | null> & { events: number };
    const { cold_users: rows } = JSON.parse(out) as { cold_users: Row[] };
    expect(rows.map(({ events }) => events)).toEqual([0, 1, 2, 3]);
    const [none, one] = rows;
    expect(none?.content_alone).toBeNull();
    // With nothing known it is what is popular; one event is enough for what follows it.
    expect(none?.aisle).toEqual(none?.popularity);
    expect(one?.aisle?.['hr@5']).toBe(1);
    expect(one?.aisle?.['ndcg@5']).toBeGreaterThan(one?.popularity?.['ndcg@5'] ?? 1);
    const users = one?.aisle?.['users'] ?? 0;
    expect(users).toBeGreaterThan(0);
    expect(users).toBeLessThan(USERS);
    expect((await evaluate(...given, '--cold-users')).out).toContain('1: content alone');
  });

  test('items that nobody has had are found by what they are like', async () => {
    const many = Array.from({ length: 300 }, (_, user) => {
      const items = [0, 1, 2, 3, 4].map((step) => `i${(user * 7 + step) % 60}`);
      return [`u${user}`, ...items].join(' ');
    });
    const features = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`i${i}`, [`f${Math.floor(i / 3)}`]]));
    await writeFile(join(folder, 'many.txt'), many.join('\r\n'));
    await writeFile(join(folder, 'many.json'), JSON.stringify(features));
    const { out } = await evaluate('many.txt', '--attributes', 'many.json', '--cold', '--json');
    const report = JSON.parse(out) as Record<string, number> & { compared: Record<string, Record<string, number>> };
    expect(report['unseen']).toBeGreaterThan(0);
    expect(report['hr@20']).toBeGreaterThan(0.5);
    expect(report.compared['popularity']?.['hr@20']).toBe(0);
  });
});

describe('files that cannot be used', () => {
  const write = async (name: string, body: string): Promise<string> => {
    await writeFile(join(folder, name), body);
    return name;
  };

  test('odd lines are told and passed over', async () => {
    const file = await write(
      'odd.txt',
      [...SEQUENCES, 'alone', 'user-1 a b', `long ${'x'.repeat(300)}`, ''].join('\n'),
    );
    const { code, out, err } = await evaluate(file, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ users: USERS, skipped: { lines: 3 } });
    expect(err).toContain('line 41: user `alone` has no item');
    expect(err).toContain('line 42: user `user-1` was there before');
    expect(err).toContain('line 43: an id is longer than 256 characters');
  });

  test.each<[string, () => Promise<string[]>, string]>([
    ['a file that is not there', async () => ['nowhere.txt'], 'nowhere.txt cannot be read (ENOENT)'],
    ['an empty file', async () => [await write('empty.txt', '\n')], 'no line has a user and items'],
    ['one item a user', async () => [await write('short.txt', 'u1 a\nu2 b')], 'no user has an item to look for'],
    ['attributes that are no JSON', async () => ['round.txt', '--attributes', 'round.txt'], 'round.txt is not JSON'],
    [
      'attributes that are no object',
      async () => ['round.txt', '--attributes', await write('list.json', '[1]')],
      'must be an object of item → list of attribute ids',
    ],
    [
      'an attribute that is no list',
      async () => ['round.txt', '--attributes', await write('odd.json', '{"茶": "green"}')],
      'item `茶` must have a list of ids',
    ],
  ])('%s', async (_, words, message) => {
    const { code, out, err } = await evaluate(...(await words()), '--json');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
  });

  test('wrong usage', async () => {
    expect((await evaluate()).code).toBe(2);
    expect((await evaluate('a.txt', 'b.txt')).code).toBe(2);
    const { code, err } = await evaluate('round.txt', '--depth', '3');
    expect(code).toBe(2);
    expect(err).toContain('--depth');
  });
});
