import { expect, test } from 'vitest';
import { timeOrderedId } from '../../../src/core/time-ordered-id.ts';

test('an id has the time of RFC 9562’s example, its version and variant', () => {
  const id = timeOrderedId(0x017f22e279b0);
  expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids of one millisecond differ, those of a later one sort after them', () => {
  const now = Date.UTC(2026, 0);
  const ids = new Set(Array.from({ length: 1_000 }, () => timeOrderedId(now)));
  expect(ids.size).toBe(1_000);
  const later = timeOrderedId(now + 1);
  for (const id of ids) expect(id < later).toBe(true);
  expect(timeOrderedId(1) < timeOrderedId(now)).toBe(true);
});
