import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LruCache } from '../../../../src/state/store/lru-cache.ts';

test('forgets what was not used for the longest time', () => {
  const cache = new LruCache<number>({ entries: 2, bytes: 100 });
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

test('is bounded by bytes, and keeps nothing that is over the bound alone', () => {
  const cache = new LruCache<number>({ entries: 100, bytes: 10 });
  cache.set('a', 1, 6);
  cache.set('b', 2, 4);
  cache.set('b', 3, 5);
  expect([cache.size, cache.bytes, cache.get('a')]).toEqual([1, 5, undefined]);
  cache.set('b', 4, 11);
  expect([cache.size, cache.bytes]).toEqual([0, 0]);
});

test('never holds more than its bounds, and only what was set last', () => {
  const step = fc.tuple(fc.constantFrom('get', 'set', 'delete'), fc.constantFrom(...'abcdef'), fc.nat({ max: 8 }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const cache = new LruCache<number>({ entries: 3, bytes: 12 });
      const set = new Map<string, number>();
      for (const [operation, key, size] of steps) {
        if (operation === 'delete') cache.delete(key);
        if (operation === 'set') {
          cache.set(key, size, size);
          set.set(key, size);
        }
        expect(operation === 'get' ? [undefined, set.get(key)] : [operation === 'set' ? size : undefined]).toContain(
          cache.get(key),
        );
        expect(cache.size).toBeLessThanOrEqual(3);
        expect(cache.bytes).toBeLessThanOrEqual(12);
      }
    }),
  );
});
