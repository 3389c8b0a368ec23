import { expect, test, vi } from 'vitest';
import { AppError } from '../../../src/core/error.ts';
import { dailyTally } from '../../../src/http/tally.ts';
import type { Account, DailyCount } from '../../../src/state/account/port.ts';

const DAY = 24 * 60 * 60 * 1_000;

function counting() {
  const written: { account: string; counts: readonly DailyCount[] }[] = [];
  const clock = { now: 100 * DAY };
  const deferred: Promise<unknown>[] = [];
  const disk = { full: false };
  const open = (account: string): Account =>
    ({
      count: async (counts: readonly DailyCount[]) => {
        if (disk.full) throw new AppError('storage_unavailable');
        written.push({ account, counts });
      },
    }) as unknown as Account;
  const tally = dailyTally({ account: open }, () => clock.now);
  const defer = (work: Promise<unknown>): void => void deferred.push(work);
  return { tally, written, clock, deferred, defer, disk };
}

test('many requests are one write, some seconds later', async () => {
  vi.useFakeTimers();
  const { tally, written, deferred, defer } = counting();
  for (let i = 0; i < 500; i++) tally.add('shop', [['intent', i % 5 === 0 ? 'other' : 'find_product']], defer);
  tally.add('rival', [['intent', 'deal']], defer);
  tally.add('shop', [], defer);
  expect(deferred).toHaveLength(2);
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);
  await Promise.all(deferred);
  expect(written).toEqual([
    {
      account: 'shop',
      counts: [
        { day: 100, name: 'intent', value: 'other', n: 100 },
        { day: 100, name: 'intent', value: 'find_product', n: 400 },
      ],
    },
    { account: 'rival', counts: [{ day: 100, name: 'intent', value: 'deal', n: 1 }] },
  ]);
  tally.add('shop', [['intent', 'deal']], defer);
  expect(deferred).toHaveLength(3);
  vi.useRealTimers();
});

test('it is written at once when asked, and nothing where nothing was seen', async () => {
  const { tally, written, clock, defer } = counting();
  await tally.flush('shop');
  tally.add('shop', [['intent', 'other']], defer);
  clock.now += DAY;
  tally.add('shop', [['intent', 'other']], defer);
  await tally.flush('shop');
  expect(written.map(({ counts }) => counts.map(({ day, n }) => [day, n]))).toEqual([
    [
      [100, 1],
      [101, 1],
    ],
  ]);
  await tally.flush('shop');
  expect(written).toHaveLength(1);
});

test('many values don’t pile up in memory', async () => {
  const { tally, written, deferred, defer } = counting();
  for (let i = 0; i < 1_000; i++) tally.add('shop', [['brand', `b${i}`]], defer);
  await deferred[1];
  expect(written[0]?.counts).toHaveLength(1_000);
});

test('what could not be written goes with the next write', async () => {
  vi.useFakeTimers();
  const { tally, written, deferred, defer, disk } = counting();
  disk.full = true;
  tally.add('shop', [['intent', 'other']], defer);
  await Promise.all([
    expect(deferred[0]).rejects.toMatchObject({ code: 'storage_unavailable' }),
    vi.advanceTimersByTimeAsync(3_000),
  ]);
  disk.full = false;
  tally.add('shop', [['intent', 'other']], defer);
  tally.add('shop', [['intent', 'deal']], defer);
  await vi.advanceTimersByTimeAsync(3_000);
  await deferred[1];
  const counts = [
    { day: 100, name: 'intent', value: 'other', n: 2 },
    { day: 100, name: 'intent', value: 'deal', n: 1 },
  ];
  expect(written).toEqual([{ account: 'shop', counts }]);
  expect(deferred).toHaveLength(2);
  vi.useRealTimers();
});

test('of writes that fail for long not all values are kept, and not every request writes', async () => {
  vi.useFakeTimers();
  const { tally, written, deferred, defer, disk } = counting();
  disk.full = true;
  for (let i = 0; i < 10_000; i++) {
    tally.add('shop', [['brand', `b${i}`]], (work) => {
      defer(work.catch(() => {}));
    });
    await Promise.resolve();
  }
  expect(deferred.length).toBeLessThan(50);
  await vi.advanceTimersByTimeAsync(3_000);
  await Promise.all(deferred);
  disk.full = false;
  await tally.flush('shop');
  expect(written[0]?.counts.length).toBeGreaterThanOrEqual(500);
  expect(written[0]?.counts.length).toBeLessThanOrEqual(1_000);
  vi.useRealTimers();
});
