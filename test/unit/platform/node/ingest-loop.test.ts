import { expect, test, vi } from 'vitest';
import { ingestLoop } from '../../../../src/platform/node/ingest-loop.ts';

/** Accounts with so many open pieces each, and what was done on them. */
function accounts(open: Record<string, number>, fails: (turn: number) => boolean = () => false) {
  const done: string[] = [];
  const faults: unknown[] = [];
  let turn = 0;
  const loop = ingestLoop({
    ingest: async (account) => {
      turn += 1;
      if (fails(turn)) throw new Error(`turn ${turn}`);
      await Promise.resolve();
      if ((open[account] ?? 0) === 0) return 'none';
      open[account] = (open[account] ?? 0) - 1;
      done.push(account);
      return 'more';
    },
    failed: (error) => faults.push(error),
  });
  return { loop, done, faults, open };
}

test('works through what is open, of several accounts side by side', async () => {
  const { loop, done } = accounts({ a: 3, b: 2 });
  loop.wake('a');
  loop.wake('b');
  await vi.waitFor(() => expect(done.toSorted()).toEqual(['a', 'a', 'a', 'b', 'b']));
  expect(done.slice(0, 2)).toEqual(['a', 'b']);
  await loop.close();
});

test('work that comes while the last look is taken is not left', async () => {
  const { loop, done, open } = accounts({ a: 1 });
  loop.wake('a');
  await vi.waitFor(() => expect(done).toEqual(['a']));
  for (let i = 0; i < 50; i++) {
    open['a'] = 1;
    loop.wake('a');
    await Promise.resolve();
  }
  await vi.waitFor(() => expect(open['a']).toBe(0));
  await loop.close();
});

test('a failure is told and tried again, later each time; waking does not press', async () => {
  const { loop, done, faults } = accounts({ a: 1 }, (turn) => turn <= 2);
  const begin = performance.now();
  loop.wake('a');
  for (let i = 0; i < 10; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    loop.wake('a');
  }
  expect(faults).toHaveLength(1);
  await vi.waitFor(() => expect(done).toEqual(['a']), { timeout: 10_000 });
  expect(faults).toHaveLength(2);
  expect(performance.now() - begin).toBeGreaterThan(1_450);
  await loop.close();
});

test('ends, whatever is open', async () => {
  const { loop, done, faults } = accounts({ a: 1_000_000 }, (turn) => turn > 5);
  loop.wake('a');
  await vi.waitFor(() => expect(faults).toHaveLength(1));
  await loop.close();
  loop.wake('a');
  expect(done).toHaveLength(5);
  expect(faults).toHaveLength(1);
});

test('what is for later is looked for again, once however often it is woken meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const looks: string[] = [];
    let answer: 'later' | 'none' = 'later';
    const loop = ingestLoop({
      ingest: async (account) => {
        looks.push(account);
        return Promise.resolve(answer);
      },
      failed: () => {},
    });
    for (let i = 0; i < 3; i++) {
      loop.wake('a');
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(looks).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toHaveLength(4);
    answer = 'none';
    await vi.advanceTimersByTimeAsync(200_000);
    expect(looks).toHaveLength(5);
    await loop.close();
  } finally {
    vi.useRealTimers();
  }
});
