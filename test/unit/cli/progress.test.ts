import { expect, test } from 'vitest';
import { createProgress, progressLine } from '../../../src/cli/progress.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';

test.each([
  [1200, 10_000, 4, '1,200/10,000 (12 %)  300/s  30 s left'],
  [10, 1000, 10, '10/1,000 (1 %)  1.0/s  16 min 30 s left'],
  [10, 100_000, 10, '10/100,000 (0 %)  1.0/s  27 h 46 min left'],
  [500, undefined, 2, '500  250/s'],
  [12, 10, 1, '12  12/s'],
  [0, 10, 1, '0/10 (0 %)  0.0/s'],
])('%d of %d after %d s', (done, total, seconds, line) => expect(progressLine(done, total, seconds)).toBe(line));

test('the line comes late, seldom, and only to a terminal', () => {
  let time = 0;
  const shown: string[] = [];
  const terminal = { showsProgress: true, status: (line: string) => void shown.push(line) } as unknown as Terminal;
  const progress = createProgress(terminal, 100, () => time);
  for (time of [100, 600, 800, 900, 1000, 1100]) progress.add(10);
  progress.end();
  expect(shown).toEqual(['30/100 (30 %)  38/s  2 s left', '50/100 (50 %)  50/s  1 s left', '']);
  const silent = createProgress({ ...terminal, showsProgress: false }, 100, () => time);
  time = 9000;
  silent.add(50);
  expect(shown).toHaveLength(3);
});
