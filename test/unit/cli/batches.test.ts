import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { batches, inOrder } from '../../../src/cli/batches.ts';

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i += 1) yield i;
}
const limits = { items: 3, bytes: 100, size: () => 1, patience: 20 };
const open = new AbortController().signal;

describe('batches', () => {
  test('are full, and the last one what is left', async () => {
    expect(await all(batches(numbers(7), limits))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(await all(batches(numbers(0), limits))).toEqual([]);
  });

  test('keep within the bytes; one item alone may be over', async () => {
    const size = (item: number): number => (item === 3 ? 500 : 60);
    expect(await all(batches(numbers(5), { ...limits, size }))).toEqual([[0], [1], [2], [3], [4]]);
  });

  test('do not wait for a slow source', async () => {
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      await sleep(200);
      yield 2;
    }
    expect(await all(batches(slow(), limits))).toEqual([[1], [2]]);
  });
});

describe('work in order', () => {
  test('gives results in the order of the items, at most so many at once', async () => {
    let running = 0;
    let most = 0;
    const work = async (item: number): Promise<number> => {
      most = Math.max(most, (running += 1));
      await sleep(item % 2 === 0 ? 20 : 1);
      running -= 1;
      return item * 10;
    };
    expect(await all(inOrder(numbers(9), 3, work, open))).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80]);
    expect(most).toBe(3);
  });

  test('gives a result before the next item comes', async () => {
    const results: number[] = [];
    async function* waits(): AsyncGenerator<number> {
      yield 1;
      for (let i = 0; i < 100 && results.length === 0; i += 1) await sleep(5);
      yield results.length;
    }
    for await (const result of inOrder(waits(), 4, async (item) => item, open)) results.push(result);
    expect(results).toEqual([1, 1]);
  });

  test('fails as the first failure in order does', async () => {
    const work = async (item: number): Promise<number> => {
      if (item === 2) throw new Error('no');
      await sleep(5);
      return item;
    };
    const results: number[] = [];
    await expect(
      (async () => {
        for await (const result of inOrder(numbers(9), 4, work, open)) results.push(result);
      })(),
    ).rejects.toThrow('no');
    expect(results).toEqual([0, 1]);
  });

  test('ends when it is told to, in the middle of a read', async () => {
    const stop = new AbortController();
    async function* never(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => undefined);
    }
    setTimeout(() => stop.abort(), 20);
    expect(await all(inOrder(never(), 2, async (item) => item, stop.signal))).toEqual([1]);
  });
});
