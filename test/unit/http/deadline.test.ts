import { describe, expect, it } from 'vitest';
import { deadlineMilliseconds } from '../../../src/http/deadline.ts';

describe('deadlineMilliseconds', () => {
  it.each([
    [undefined, 1, 2_000],
    [undefined, 64, 2_000],
    [undefined, 65, 2_032],
    [undefined, 65.3, 2_041],
    [undefined, 128, 4_000],
    [undefined, 10_000, 30_000],
    ['250', 64, 250],
    ['99999', 1, 30_000],
  ])('%s and %i texts', (header, texts, expected) => expect(deadlineMilliseconds(header, texts)).toBe(expected));

  it.each(['0', '-1', '1.5', 'soon', '9'.repeat(40)])('refuses %s', (header) => {
    expect(() => deadlineMilliseconds(header, 1)).toThrow('X-Deadline-Ms');
  });
});
