import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { ladder } from '../../../../src/models/wrappers/ladder.ts';
import { codeOf, fakeCall, fakeIntent, type FakeModel, type Step, wait } from './fake-model.ts';

const gpu = (...steps: Step[]): FakeModel<'intent'> => fakeIntent({ path: 'gpu', steps });
const onnx = (...steps: Step[]): FakeModel<'intent'> => fakeIntent({ path: 'onnx', steps });
const lexical = (): FakeModel<'intent'> => fakeIntent({ path: 'lexical' });

/** A ladder of all three. */
function three(first: FakeModel<'intent'>, second: FakeModel<'intent'>, third: FakeModel<'intent'> = lexical()) {
  return ladder([
    { path: 'gpu', model: first },
    { path: 'onnx', model: second },
    { path: 'lexical', model: third },
  ]);
}

async function elapsed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
}

describe('ladder', () => {
  test('the first rung answers, without a reason', async () => {
    const second = onnx();
    const answers = await three(gpu(), second).run(['a', 'bb'], fakeCall());
    expect(answers.map(({ served }) => served)).toEqual([
      { path: 'gpu', degraded: false },
      { path: 'gpu', degraded: false },
    ]);
    expect(second.asked).toHaveLength(0);
  });

  test('a failing rung is passed over, and the reason says why in fixed words', async () => {
    const secret = new AppError('upstream_invalid', { detail: 'upstream says hello' });
    const [one] = await three(gpu(secret), onnx()).run(['a'], fakeCall());
    expect(one?.served).toEqual({ path: 'onnx', degraded: false, reason: 'gpu: upstream_invalid' });
    const [two] = await three(gpu('upstream_unavailable'), onnx(new TypeError('defect'))).run(['a'], fakeCall());
    expect(two?.served).toEqual({
      path: 'lexical',
      degraded: true,
      reason: 'gpu: upstream_unavailable; onnx: internal',
    });
  });

  test('two rungs of one path that fail alike are one reason', async () => {
    const model = ladder([
      { path: 'gpu', model: gpu('upstream_timeout') },
      { path: 'gpu', model: gpu('upstream_timeout') },
      { path: 'onnx', model: onnx() },
    ]);
    expect((await model.run(['a'], fakeCall()))[0]?.served.reason).toBe('gpu: upstream_timeout');
  });

  test('a slow rung leaves time for the next ones, deaf or not', async () => {
    for (const deaf of [false, true]) {
      const slow = gpu({ after: 3_000, deaf });
      const call = fakeCall({ in: 400 });
      const start = performance.now();
      const [answer] = await three(slow, onnx({ after: 3_000, deaf })).run(['a'], call);
      const took = performance.now() - start;
      expect(answer?.served.reason).toBe('gpu: upstream_timeout; onnx: upstream_timeout');
      expect(took).toBeGreaterThan(330);
      expect(took).toBeLessThan(450);
      expect(slow.aborted).toBe(1);
      // Seven tenths of the time are the first rung's, and it is told so.
      expect((slow.asked[0]?.call.deadline ?? 0) - call.deadline).toBeCloseTo(-120, -1);
    }
  });

  test('all fail: the last error becomes model_unavailable', async () => {
    const model = three(
      gpu('upstream_unauthorized'),
      onnx('upstream_unavailable'),
      fakeIntent({ steps: [new AppError('upstream_overloaded', { retryAfter: 60 })] }),
    );
    const error = await model.run(['a'], fakeCall()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'model_unavailable',
      status: 503,
      retryAfter: 5,
      detail: 'gpu: upstream_unauthorized; onnx: upstream_unavailable; lexical: upstream_overloaded',
    });
  });

  test.each([false, true])('the deadline holds when the last rung is slow (deaf: %s)', async (deaf) => {
    const work = three(
      gpu('upstream_unavailable'),
      onnx({ after: 3_000, deaf }),
      fakeIntent({ steps: [{ after: 3_000, deaf }] }),
    ).run(['a'], fakeCall({ in: 300 }));
    const took = await elapsed(work);
    expect(await codeOf(work)).toBe('deadline_exceeded');
    expect(Math.abs(took - 300)).toBeLessThan(50);
  });

  test('a single rung has the whole time and no more', async () => {
    const alone = (after: number) => ladder([{ path: 'onnx', model: onnx({ after }) }]);
    expect(await alone(150).run(['a'], fakeCall({ in: 200 }))).toHaveLength(1);
    const late = alone(3_000).run(['a'], fakeCall({ in: 200 }));
    expect(Math.abs((await elapsed(late)) - 200)).toBeLessThan(50);
    expect(await codeOf(late)).toBe('deadline_exceeded');
    expect(await codeOf(alone(1).run(['a'], fakeCall({ in: -1 })))).toBe('deadline_exceeded');
  });

  test('the last rung still answers when the deadline has just passed, and no rung is asked long after', async () => {
    const first = gpu();
    const call = fakeCall({ in: 1 });
    await wait(8);
    expect(call.signal.aborted).toBe(true);
    const [answer] = await three(first, onnx()).run(['a'], call);
    expect(answer?.served).toEqual({
      path: 'lexical',
      degraded: true,
      reason: 'gpu: deadline_exceeded; onnx: deadline_exceeded',
    });
    expect(first.asked).toHaveLength(0);
    const old = fakeCall({ in: 1, deadline: Date.now() - 60 });
    const last = lexical();
    expect(await codeOf(three(gpu(), onnx(), last).run(['a'], old))).toBe('deadline_exceeded');
    expect(last.asked).toHaveLength(0);
  });

  test('a caller who leaves is not answered by a lower rung', async () => {
    const first = gpu({ after: 1_000 });
    const [second, last] = [onnx(), lexical()];
    const call = fakeCall();
    const work = three(first, second, last).run(['a'], call);
    const took = elapsed(work);
    await wait(20);
    call.leave();
    expect(await took).toBeLessThan(500);
    expect(await codeOf(work)).toBe('model_unavailable');
    expect([first.aborted, second.asked.length, last.asked.length]).toEqual([1, 0, 0]);
    const gone = gpu();
    expect(await codeOf(three(gone, second, last).run(['a'], call))).toBe('model_unavailable');
    expect(gone.asked).toHaveLength(0);
  });

  test('takes no end of time for a call without a deadline', async () => {
    const call = fakeCall({ deadline: Infinity, now: 0 });
    expect((await three(gpu({ after: 20 }), onnx()).run(['a'], call))[0]?.served.path).toBe('gpu');
  });

  test('tells of failures, and counts the time of nested ladders once', async () => {
    const told: string[] = [];
    const inside = three(gpu('upstream_overloaded'), onnx());
    const model = ladder(
      [
        { path: 'gpu', model: gpu('upstream_unavailable') },
        { path: 'onnx', model: inside },
      ],
      {
        failed: (path, error) => told.push(`${path} ${error instanceof AppError ? error.code : ''}`),
      },
    );
    const call = fakeCall();
    const [answer] = await model.run(['a'], call);
    expect(answer?.served.reason).toBe('gpu: upstream_unavailable; gpu: upstream_overloaded');
    expect(told).toEqual(['gpu upstream_unavailable']);
    expect(call.stages.model).toHaveLength(1);
  });

  test('probes: the best rung that would answer', async () => {
    const down = { ...gpu(), probe: () => Promise.reject(new AppError('upstream_unavailable')) };
    const signal = new AbortController().signal;
    expect(await three(down, onnx()).probe(signal)).toMatchObject({ path: 'onnx', ok: true });
    const only = ladder([{ path: 'gpu', model: down }]);
    expect(await only.probe(signal)).toEqual({
      path: 'gpu',
      ok: false,
      name: 'gpu',
      revision: null,
      detail: 'upstream_unavailable',
    });
  });
});
