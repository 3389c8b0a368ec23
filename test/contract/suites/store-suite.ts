import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/core/store.ts';

/** A store under test. `pass` moves its clock, where it has one that can be moved. */
export interface StoreUnderTest {
  store: Store;
  pass?: (milliseconds: number) => void;
  close?: () => void | Promise<void>;
}

/** What every store promises. Keys are as the cache makes them: 64 hexadecimal digits. */
export function storeSuite(name: string, open: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  const key = (digit: string): string => digit.repeat(64);

  describe(`store: ${name}`, () => {
    let tested: StoreUnderTest;
    beforeAll(async () => {
      tested = await open();
    });
    afterAll(async () => {
      await tested?.close?.();
    });

    test('has nothing for a key that was never put', async () => {
      expect(await tested.store.get(key('0'))).toBeNull();
    });

    test.each([
      ['JSON', '{"paths":"1","answers":[[[0.1,-2e-7],[0]]]}'],
      ['any characters', '价格 ✓ 👩‍👩‍👧 \u0001 " \\ \n'],
      ['nothing', ''],
      ['a megabyte', 'x'.repeat(1_000_000)],
    ])('gives back %s', async (_, value) => {
      await tested.store.put(key('1'), value, 3_600);
      expect(await tested.store.get(key('1'))).toBe(value);
    });

    test('keeps keys apart, and the value put last', async () => {
      await tested.store.put(key('2'), 'old', 3_600);
      await tested.store.put(key('3'), 'other', 3_600);
      await tested.store.put(key('2'), 'new', 3_600);
      expect(await Promise.all([key('2'), key('3')].map((one) => tested.store.get(one)))).toEqual(['new', 'other']);
    });

    test('takes a time to live shorter or finer than its backend knows', async () => {
      for (const ttl of [1, 60.5, 30 * 24 * 60 * 60]) await tested.store.put(key('4'), `${ttl}`, ttl);
      expect(await tested.store.get(key('4'))).toBe('2592000');
    });

    test('takes concurrent writes', async () => {
      const keys = Array.from({ length: 50 }, (_, i) => i.toString(16).padStart(64, 'a'));
      await Promise.all(keys.map((one, i) => tested.store.put(one, `${i}`, 3_600)));
      expect(await Promise.all(keys.map((one) => tested.store.get(one)))).toEqual(keys.map((_, i) => `${i}`));
    });

    test('forgets what has expired', async ({ skip }) => {
      if (tested.pass === undefined) return skip('its clock is its own');
      await tested.store.put(key('5'), 'short', 10);
      await tested.store.put(key('6'), 'long', 100);
      tested.pass(9_999);
      expect(await tested.store.get(key('5'))).toBe('short');
      tested.pass(1);
      expect(await tested.store.get(key('5'))).toBeNull();
      expect(await tested.store.get(key('6'))).toBe('long');
    });
  });
}
