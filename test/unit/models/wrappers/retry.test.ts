import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { retry, type RetryOptions } from '../../../../src/models/wrappers/retry.ts';
import { codeOf, fakeCall, fakeIntent, type Step, wait } from './fake-model.ts';

/** A retry on a clock by hand. */
function harness(steps: Step[], options: RetryOptions = {}) {
  const inner = fakeIntent({ steps });
  const clock = { now: 0 };
  const slept: number[] = [];
  const model = retry(inner, {
    now: () => clock.now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      clock.now += milliseconds;
    },
    random: () => 1,
    ...options,
  });
  return { inner, model, slept };
}

describe('retry', () => {
  test('tries a retryable failure again, after waits that double', async () => {
    const { inner, model, slept } = harness(['upstream_unavailable', 'upstream_overloaded', 'ok']);
    expect(await model.run(['abc'], fakeCall({ now: 0 }))).toHaveLength(1);
    expect(inner.asked).toHaveLength(3);
    expect(slept).toEqual([50, 100]);
  });

  test('the wait is anywhere from nought to its bound, and the bound is capped', async () => {
    const none = harness(['upstream_timeout', 'ok'], { random: () => 0 });
    await none.model.run(['a'], fakeCall({ now: 0 }));
    expect(none.slept).toEqual([0]);
    const capped = harness(['upstream_timeout'], { retries: 4, base: 100, cap: 150 });
    await codeOf(capped.model.run(['a'], fakeCall({ now: 0 })));
    expect(capped.slept).toEqual([100, 150, 150, 150]);
  });

  test('gives up after two retries with the last error', async () => {
    const { inner, model } = harness(['upstream_unavailable', 'upstream_unavailable', 'upstream_overloaded']);
    expect(await codeOf(model.run(['a'], fakeCall({ now: 0 })))).toBe('upstream_overloaded');
    expect(inner.asked).toHaveLength(3);
  });

  test.each<Step>(['upstream_rejected', 'upstream_unauthorized', 'upstream_invalid', new Error('a defect')])(
    'does not try %s again',
    async (step) => {
      const { inner, model } = harness([step, 'ok']);
      await expect(model.run(['a'], fakeCall({ now: 0 }))).rejects.toThrow(Error);
      expect(inner.asked).toHaveLength(1);
    },
  );

  test('waits as long as Retry-After says', async () => {
    const { model, slept } = harness([new AppError('upstream_overloaded', { retryAfter: 1 }), 'ok']);
    await model.run(['a'], fakeCall({ now: 0 }));
    expect(slept).toEqual([1_000]);
  });

  test('gives up at once when wait and try would not fit before the deadline', async () => {
    const asked = harness([new AppError('upstream_overloaded', { retryAfter: 2 }), 'ok']);
    expect(await codeOf(asked.model.run(['a'], fakeCall({ now: 0, in: 2_000 })))).toBe('upstream_overloaded');
    expect(asked.slept).toEqual([]);
    const short = harness(['upstream_unavailable', 'ok']);
    expect(await codeOf(short.model.run(['a'], fakeCall({ now: 0, in: 55 })))).toBe('upstream_unavailable');
    expect(short.inner.asked).toHaveLength(1);
  });

  test('a caller who leaves ends the wait', async () => {
    const inner = fakeIntent({ steps: ['upstream_unavailable', 'ok'] });
    const call = fakeCall();
    const model = retry(inner, { base: 1_000, random: () => 1 });
    const start = Date.now();
    const outcome = codeOf(model.run(['a'], call));
    await wait(5);
    call.leave();
    expect(await outcome).toBe('upstream_unavailable');
    expect(Date.now() - start).toBeLessThan(500);
    expect(inner.asked).toHaveLength(1);
  });

  test('an aborted call is not tried again', async () => {
    const { inner, model } = harness(['upstream_unavailable', 'ok']);
    const call = fakeCall({ now: 0 });
    call.leave();
    expect(await codeOf(model.run(['a'], call))).toBe('upstream_unavailable');
    expect(inner.asked).toHaveLength(1);
  });
});
