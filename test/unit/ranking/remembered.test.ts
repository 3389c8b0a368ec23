import { expect, test } from 'vitest';
import { remembered } from '../../../src/ranking/remembered.ts';

/** A function that counts how often it is asked. */
function counted(most: number) {
  const of = remembered<number>(most);
  let reads = 0;
  return {
    length: (key: string) =>
      of(key, () => {
        reads += 1;
        return key.length;
      }),
    reads: () => reads,
  };
}

test('what was asked before is not read again', () => {
  const { length, reads } = counted(2);
  expect([length('a'), length('bb'), length('a')]).toEqual([1, 2, 1]);
  expect(reads()).toBe(2);
});

test('the oldest goes first', () => {
  const { length, reads } = counted(2);
  for (const key of ['a', 'b', 'c', 'b', 'c']) length(key);
  expect(reads()).toBe(3);
  length('a');
  expect(reads()).toBe(4);
});

test('a long key is not kept', () => {
  const { length, reads } = counted(2);
  const key = 'x'.repeat(1_001);
  expect([length(key), length(key)]).toEqual([1_001, 1_001]);
  expect(reads()).toBe(2);
});
