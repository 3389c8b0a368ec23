import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { behaviourSuite } from './suites/behaviour-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-behaviour-'));
const one = nodeBehaviour({ directory: join(folder, 'one'), shards: 1 });
const three = nodeBehaviour({ directory: join(folder, 'three'), shards: 3 });
afterAll(() => {
  one.close();
  three.close();
  rmSync(folder, { recursive: true });
});

behaviourSuite('a file', () => one.of(randomUUID()));
behaviourSuite('three files', () => three.of(randomUUID()));

test('what is read again from the file is what was in memory', async () => {
  const directory = join(folder, 'again');
  const before = nodeBehaviour({ directory, shards: 1 });
  const at = Date.now();
  const events = Array.from({ length: 400 }, (_, i) => ({
    id: `e${i}`,
    type: i % 7 === 0 ? ('purchase' as const) : ('click' as const),
    shopper: `s${i % 9}`,
    guest: false,
    productId: `p${(i * i) % 31}`,
    at: at - (i % 5 === 0 ? 1_000_000 * i : 100_000 * (400 - i)),
  }));
  const ids = Array.from({ length: 31 }, (_, i) => `p${i}`);
  await before.of('shop').record(events, []);
  const told = await before.of('shop').neighbours(ids, 50);
  const shopper = await before.of('shop').shopper('s3');
  before.close();
  const after = nodeBehaviour({ directory, shards: 1 });
  const again = await after.of('shop').neighbours(ids, 50);
  const inOrder = (all: typeof told) => all.neighbours.map((list) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  // It is kept with six decimals.
  const near = inOrder(told).map((list) =>
    list.map((each) => ({
      ...each,
      after: expect.closeTo(each.after, 3) as number,
      before: expect.closeTo(each.before, 3) as number,
    })),
  );
  expect(inOrder(again)).toEqual(near);
  expect((await after.of('shop').shopper('s3'))?.history).toEqual(shopper?.history);
  // Late ones and repeated ones too: everything can be taken back.
  for (let i = 0; i < 9; i++) await after.of('shop').forget(`s${i}`);
  const left = await after.of('shop').neighbours(ids, 50);
  expect(left.counts.map(({ events: n }) => n)).toEqual(ids.map(() => 0));
  expect(left.neighbours.flat()).toEqual([]);
  after.close();
});

test('of a very long history the last 1,000 events can be taken back; what came before stays counted', async () => {
  const state = nodeBehaviour({ directory: join(folder, 'long'), shards: 1 });
  const behaviour = state.of('shop');
  const start = Date.UTC(2026, 0);
  const events = Array.from({ length: 3_000 }, (_, i) => ({
    id: `long-${i}`,
    type: 'view' as const,
    shopper: 's',
    guest: false,
    productId: `p${i % 50}`,
    at: start + i * 60_000,
  }));
  await behaviour.record(events, []);
  expect(await behaviour.shopper('s')).toMatchObject({ events: 3_000, lastSeen: start + 2_999 * 60_000 });
  const ids = Array.from({ length: 50 }, (_, i) => `p${i}`);
  await behaviour.forget('s');
  const { counts, neighbours } = await behaviour.neighbours(ids, 50);
  const left = counts.slice(0, 50).reduce((sum, each) => sum + each.events, 0);
  expect(left).toBeGreaterThanOrEqual(1_900);
  expect(left).toBeLessThanOrEqual(2_000);
  expect(neighbours.flat().every(({ after, before }) => after >= 0 && before >= 0)).toBe(true);
  expect(await behaviour.shopper('s')).toBeNull();
  state.close();
});

test('what was learnt, and what is kept to judge it, outlive the process', async () => {
  const directory = join(folder, 'learnt');
  const before = nodeBehaviour({ directory, shards: 2 });
  const at = Date.now();
  const signals = [{ sequence: 0.8 }, { sequence: 0.1, content: 0.7 }];
  const draws = { kind: 'similar', version: 0, diversity: 0, parts: ['sequence'], signals: [[0.8], [0.1]] };
  const places = [{ among: [0, 1], likeness: [0, 0], chosen: 1, propensity: 0.2 }];
  for (let i = 0; i < 30; i++) {
    await before.of('shop').shown({
      answerId: `a${i}`,
      shopper: `s${i}`,
      kind: 'recommend',
      policy: 'recommend-3',
      at,
      items: signals.map((own, place) => ({ id: `p${place}`, position: place + 1, propensity: 0.2, signals: own })),
      draws: { ...draws, places },
    });
  }
  const events = Array.from({ length: 30 }, (_, i) => ({
    id: `e${i}`,
    type: 'purchase' as const,
    shopper: `s${i}`,
    guest: false,
    productId: 'p0',
    answerId: `a${i}`,
    at,
  }));
  await before.of('shop').record(events, []);
  const page = { kind: 'similar', since: at, until: at, limit: 50, skip: 0 };
  const [learnt, replayed] = [await before.of('shop').learnt(), await before.of('shop').replay(page)];
  expect(learnt.every(({ similar }) => (similar?.events ?? 0) > 0)).toBe(true);
  expect(replayed.length).toBeGreaterThan(5);
  expect(replayed.every(({ events: [first] }) => first === 'purchase')).toBe(true);
  before.close();
  const after = nodeBehaviour({ directory, shards: 2 });
  expect(await after.of('shop').learnt()).toEqual(learnt);
  expect(await after.of('shop').replay(page)).toEqual(replayed);
  after.close();
});
