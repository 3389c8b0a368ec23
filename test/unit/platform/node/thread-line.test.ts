import { expect, test } from 'vitest';
import { ThreadLine } from '../../../../src/platform/node/thread-line.ts';

test('timers have their turn although there is always more asked', async () => {
  let left = 200;
  let timed = false;
  const ask = (): void => line.receive({ call: left, object: 'echo', account: 'shop', method: 'say', values: [] });
  const end = {
    postMessage(): void {
      left -= 1;
      if (left > 0 && !timed) ask();
    },
  };
  const line = new ThreadLine(end, {
    echo: () => ({ say: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1) }),
  });
  setTimeout(() => (timed = true), 5);
  ask();
  await expect.poll(() => timed).toBe(true);
  await line.done();
  expect(left).toBeGreaterThan(100);
});
