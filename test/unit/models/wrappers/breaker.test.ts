import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { breaker, closedBreaker, type BreakerOptions } from '../../../../src/models/wrappers/breaker.ts';
import { codeOf, fakeCall, fakeIntent, type Step, wait } from './fake-model.ts';

/** A breaker on a clock by hand. `go` is one request's outcome. */
function harness(steps: Step[], options: BreakerOptions = {}) {
  const clock = { now: 1_000_000 };
  const inner = fakeIntent({ steps });
  const state = closedBreaker();
  const model = breaker(inner, { failures: 3, state, now: () => clock.now, ...options });
  const go = async (): Promise<string> => {
    try {
      await model.run(['x'], fakeCall());
      return 'ok';
    } catch (error) {
      return error instanceof AppError ? error.code : 'defect';
    }
  };
  const times = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await go();
  };
  return { clock, inner, state, model, go, times };
}

describe('breaker', () => {
  test('opens after failures in a row, and then fails at once', async () => {
    const { inner, state, model, go, times } = harness([
      'upstream_invalid',
      'upstream_unauthorized',
      new Error('defect'),
    ]);
    await times(3);
    expect(state.openedAt).toBe(1_000_000);
    expect(await go()).toBe('upstream_unavailable');
    expect(inner.asked).toHaveLength(3);
    const error = await model.run(['x'], fakeCall()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      retryAfter: 5,
      detail: 'Not asked since 1970-01-01T00:16:40.000Z because it kept failing; the next try is in 5 s.',
    });
  });

  test('a success in between starts the count anew', async () => {
    const down: Step = 'upstream_unavailable';
    const { state, times } = harness([down, down, 'ok', down, down, 'ok']);
    await times(6);
    expect(state.openedAt).toBeNull();
  });

  test('opens by the rate of failures within the window', async () => {
    const steps: Step[] = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'ok' : 'upstream_overloaded'));
    const flaky = harness(steps, { volume: 10, rate: 0.5 });
    await flaky.times(9);
    expect(flaky.state.openedAt).toBeNull();
    await flaky.times(1);
    expect(flaky.state.openedAt).not.toBeNull();
    const old = harness(steps, { volume: 10, rate: 0.5, window: 1_000 });
    await old.times(9);
    old.clock.now += 1_001;
    await old.times(1);
    expect(old.state.openedAt).toBeNull();
  });

  test('after the cooldown one probe goes through, and its success closes it', async () => {
    const down: Step = 'upstream_unavailable';
    const { clock, inner, state, go, times } = harness([down, down, down, { after: 20 }, 'ok']);
    await times(3);
    clock.now += 5_000;
    expect(await Promise.all([go(), go(), go()])).toEqual(['ok', 'upstream_unavailable', 'upstream_unavailable']);
    expect(inner.asked).toHaveLength(4);
    expect(state).toMatchObject({ openedAt: null, consecutive: 0 });
    expect(await go()).toBe('ok');
  });

  test('a probe that fails leaves it open for another cooldown', async () => {
    const { clock, inner, state, go, times } = harness(['upstream_unavailable']);
    await times(3);
    clock.now += 5_000;
    await go();
    clock.now += 4_999;
    await go();
    expect(inner.asked).toHaveLength(4);
    expect(state.openedAt).toBe(1_000_000);
    clock.now += 1;
    await go();
    expect(inner.asked).toHaveLength(5);
  });

  test('a probe that never ends does not keep it open', async () => {
    const down: Step = 'upstream_unavailable';
    const { clock, model, go, times } = harness([down, down, down, { after: 300, deaf: true }, 'ok']);
    await times(3);
    clock.now += 5_000;
    void model.run(['x'], fakeCall());
    clock.now += 5_000;
    expect(await go()).toBe('ok');
  });

  test('obeys Retry-After beyond the cooldown, up to a minute', async () => {
    const { clock, inner, go, times } = harness([new AppError('upstream_overloaded', { retryAfter: 3_600 })]);
    await times(3);
    clock.now += 59_999;
    await go();
    expect(inner.asked).toHaveLength(3);
    clock.now += 1;
    await go();
    expect(inner.asked).toHaveLength(4);
  });

  test("the input's fault is no failure, and closes it as a probe", async () => {
    const rejected = harness(['upstream_rejected']);
    await rejected.times(10);
    expect(rejected.state.openedAt).toBeNull();
    const unable = harness(['not_implemented']);
    await unable.times(10);
    expect(unable.state.openedAt).toBeNull();
    const down: Step = 'upstream_unavailable';
    const probe = harness([down, down, down, 'upstream_rejected']);
    await probe.times(3);
    probe.clock.now += 5_000;
    expect(await probe.go()).toBe('upstream_rejected');
    expect(probe.state.openedAt).toBeNull();
  });

  test('callers who leave count as nothing, and give the probe back', async () => {
    const down: Step = 'upstream_unavailable';
    const { clock, inner, state, model, times } = harness([down, down, down, { after: 1_000 }]);
    await times(3);
    clock.now += 5_000;
    for (const asked of [4, 5]) {
      const call = fakeCall();
      const outcome = model.run(['x'], call).catch(String);
      await wait(1);
      call.leave();
      expect(await outcome).toContain('gone');
      expect(inner.asked).toHaveLength(asked);
    }
    expect(state.consecutive).toBe(3);
  });

  test('timeouts count only when the endpoint had its time', async () => {
    const slow = harness([{ after: 1_000 }], { patience: 250 });
    const timeout = async (waited: number): Promise<void> => {
      const ending = new AbortController();
      const outcome = codeOf(slow.model.run(['x'], fakeCall({ signal: ending.signal })));
      slow.clock.now += waited;
      ending.abort(new AppError('upstream_timeout'));
      expect(await outcome).toBe('upstream_timeout');
    };
    for (let i = 0; i < 5; i++) await timeout(249);
    expect(slow.state).toMatchObject({ consecutive: 0, openedAt: null });
    for (let i = 0; i < 3; i++) await timeout(250);
    expect(slow.state.openedAt).not.toBeNull();
  });

  test('models may share a state', async () => {
    const state = closedBreaker();
    const down = breaker(fakeIntent({ steps: ['upstream_unavailable'] }), { failures: 1, state });
    const up = fakeIntent();
    await codeOf(down.run(['x'], fakeCall()));
    expect(await codeOf(breaker(up, { state }).run(['x'], fakeCall()))).toBe('upstream_unavailable');
    expect(up.asked).toHaveLength(0);
  });
});
