import { expect, test } from 'vitest';
import type { AppError } from '../../../src/core/error.ts';
import { places } from '../../../src/core/places.ts';

/** Work that ends when it is told. */
function works() {
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  return { begun, work, endNext: () => ends.shift()?.() };
}

const codeOf = (error: AppError): string => error.code;

test('so many at once, in order, and whoever fails leaves its place', async () => {
  const { begun, work, endNext } = works();
  const inPlace = places({ atOnce: 1, mostWaiting: 2, longestWait: 1_000, refusal: 'overloaded' });
  const failed = inPlace(() => Promise.reject(new Error('broken')));
  const all = ['a', 'b'].map((name) => inPlace(work(name)));
  await expect(failed).rejects.toThrow('broken');
  await expect.poll(() => begun).toEqual(['a']);
  endNext();
  await expect.poll(() => begun).toEqual(['a', 'b']);
  endNext();
  expect(await Promise.all(all)).toEqual(['a', 'b']);
});

test('too many wait', async () => {
  const { begun, work, endNext } = works();
  const inPlace = places({ atOnce: 1, mostWaiting: 0, longestWait: 1_000, refusal: 'overloaded' });
  const first = inPlace(work('a'));
  expect(await inPlace(work('b')).catch(codeOf)).toBe('overloaded');
  await expect.poll(() => begun).toEqual(['a']);
  endNext();
  expect(await first).toBe('a');
});

test('what waited too long is not begun, and holds up nobody', async () => {
  let time = 0;
  const { begun, work, endNext } = works();
  const inPlace = places({ atOnce: 1, mostWaiting: 9, longestWait: 100, refusal: 'overloaded', now: () => time });
  const first = inPlace(work('a'));
  const gone = [inPlace(work('b')), inPlace(work('c'))].map((waiting) => waiting.catch(codeOf));
  time = 90;
  const waits = inPlace(work('d'));
  time = 150;
  await expect.poll(() => begun).toEqual(['a']);
  endNext();
  expect(await Promise.all(gone)).toEqual(['overloaded', 'overloaded']);
  await expect.poll(() => begun).toEqual(['a', 'd']);
  endNext();
  expect(await Promise.all([first, waits])).toEqual(['a', 'd']);
  const last = inPlace(work('e'));
  await expect.poll(() => begun.at(-1)).toBe('e');
  endNext();
  expect(await last).toBe('e');
});
