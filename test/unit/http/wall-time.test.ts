import { describe, expect, it } from 'vitest';
import { RequestCall } from '../../../src/http/request-call.ts';
import { WallTime } from '../../../src/http/wall-time.ts';

describe('WallTime', () => {
  /** The total after work from `start` to `end` each, in the order in which it ended. */
  const total = (...work: [start: number, end: number][]): number => {
    const time = new WallTime();
    return work.reduce((sum, [start, end]) => sum + time.add(end - start, end), 0);
  };

  it.each<[string, [number, number][], number]>([
    ['one', [[0, 10]], 10],
    [
      'one after the other',
      [
        [0, 10],
        [10, 15],
        [20, 30],
      ],
      25,
    ],
    [
      'at once',
      [
        [0, 10],
        [0, 10],
        [0, 10],
      ],
      10,
    ],
    [
      'in part at once',
      [
        [0, 10],
        [5, 15],
      ],
      15,
    ],
    [
      'one within the other',
      [
        [4, 6],
        [0, 10],
      ],
      10,
    ],
    [
      'one around two and the pause between',
      [
        [2, 4],
        [6, 8],
        [0, 10],
      ],
      10,
    ],
    [
      'one that reaches into the first of two',
      [
        [0, 4],
        [6, 8],
        [2, 10],
      ],
      10,
    ],
    ['none', [], 0],
  ])('%s', (_, work, expected) => expect(total(...work)).toBe(expected));
});

describe('RequestCall', () => {
  it('counts stages by the clock, however many calls ran at once', async () => {
    const stages = { auth: 0, cache: 0, model: 0, rank: 0 };
    const call = new RequestCall({
      requestId: 'a',
      traceparent: undefined,
      account: 'shop',
      fresh: false,
      milliseconds: 1_000,
      stages,
      gone: () => new AbortController().signal,
      defer: () => {},
    });
    for (let i = 0; i < 5; i++) call.time('model', 1_000);
    call.time('cache', 500);
    expect(stages.model).toBeGreaterThanOrEqual(1_000);
    expect(stages.model).toBeLessThan(1_400);
    expect(stages.cache).toBeCloseTo(500);
    // The cache was at work while the model was.
    expect(call.busy).toBeLessThan(1_400);
  });
});
