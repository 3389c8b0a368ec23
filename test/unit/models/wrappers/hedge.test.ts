import { describe, expect, test } from 'vitest';
import { hedge, type HedgeOptions } from '../../../../src/models/wrappers/hedge.ts';
import { codeOf, fakeCall, fakeIntent, type FakeModel, type Step, wait } from './fake-model.ts';

/** A hedge that has seen `seen` quick answers, on real timers. */
async function warm(
  firstSteps: Step[],
  second: FakeModel<'intent'>,
  options: Partial<HedgeOptions<'intent'>> = {},
  seen = 20,
) {
  const first = fakeIntent({ path: 'gpu', steps: [...Array<Step>(seen).fill('ok'), ...firstSteps] });
  const model = hedge(first, { second, share: 0.05, least: 10, ...options });
  for (let i = 0; i < seen; i++) await model.run(['x'], fakeCall());
  return { first, model };
}

const second = (...steps: Step[]): FakeModel<'intent'> => fakeIntent({ path: 'onnx', steps });

describe('hedge', () => {
  test('a slow request is sent again, and the second wins', async () => {
    const other = second('ok');
    const { first, model } = await warm([{ after: 1_000 }], other);
    const start = Date.now();
    const [answer] = await model.run(['abc'], fakeCall());
    expect(answer?.served.path).toBe('onnx');
    expect(Date.now() - start).toBeLessThan(500);
    expect(other.asked).toHaveLength(1);
    expect(first.aborted).toBe(1);
  });

  test('the first may still win, and the second is aborted', async () => {
    const other = second({ after: 1_000 });
    const { model } = await warm([{ after: 40 }], other);
    const [answer] = await model.run(['abc'], fakeCall());
    expect(answer?.served.path).toBe('gpu');
    expect(other.asked).toHaveLength(1);
    expect(other.aborted).toBe(1);
  });

  test('a quick request is sent once', async () => {
    const other = second('ok');
    const { model } = await warm(['ok'], other);
    await model.run(['abc'], fakeCall());
    await wait(20);
    expect(other.asked).toHaveLength(0);
  });

  test('waits for the 95th percentile, within its bounds', async () => {
    const clock = { now: 0 };
    const waits: number[] = [];
    const inner = fakeIntent();
    const timed = {
      ...inner,
      run: async (...args: Parameters<typeof inner.run>) => {
        clock.now += args[0].length === 1 ? 100 : 5;
        return inner.run(...args);
      },
    };
    const model = hedge(timed, {
      second: inner,
      samples: 3,
      least: 10,
      most: 50,
      now: () => clock.now,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        await wait(1_000);
      },
    });
    for (let i = 0; i < 4; i++) await model.run(['a'], fakeCall());
    for (let i = 0; i < 4; i++) await model.run(['a', 'b'], fakeCall());
    expect(waits).toEqual([50, 10]);
  });

  test('at most the share is sent twice', async () => {
    const other = second('ok');
    const { model } = await warm([{ after: 20 }], other, { least: 1, most: 1, share: 0.1 });
    for (let i = 0; i < 30; i++) await model.run(['x'], fakeCall());
    expect(other.asked).toHaveLength(5);
  });

  test('does nothing before it has seen enough', async () => {
    const other = second('ok');
    const { model } = await warm([{ after: 30 }], other, { samples: 20, share: 1 }, 19);
    await model.run(['x'], fakeCall());
    expect(other.asked).toHaveLength(0);
  });

  test('a failure before the second request fails at once', async () => {
    const other = second('ok');
    const { model } = await warm(['upstream_unavailable'], other, { least: 500 });
    const start = Date.now();
    expect(await codeOf(model.run(['x'], fakeCall()))).toBe('upstream_unavailable');
    expect(Date.now() - start).toBeLessThan(250);
    expect(other.asked).toHaveLength(0);
  });

  test('a failure after it leaves the answer to the other', async () => {
    const { model } = await warm([{ after: 30, next: 'upstream_unavailable' }], second({ after: 40 }));
    expect((await model.run(['x'], fakeCall()))[0]?.served.path).toBe('onnx');
    const { model: back } = await warm([{ after: 40 }], second('upstream_unavailable'));
    expect((await back.run(['x'], fakeCall()))[0]?.served.path).toBe('gpu');
  });

  test("when both fail, the first request's error is thrown", async () => {
    const { model } = await warm([{ after: 30, next: 'upstream_overloaded' }], second('upstream_unauthorized'));
    expect(await codeOf(model.run(['x'], fakeCall()))).toBe('upstream_overloaded');
  });

  test('a caller who leaves ends both', async () => {
    const other = second({ after: 1_000 });
    const { first, model } = await warm([{ after: 1_000 }], other);
    const call = fakeCall();
    const outcome = model.run(['x'], call).catch(String);
    await wait(30);
    call.leave();
    expect(await outcome).toContain('gone');
    expect([first.aborted, other.aborted]).toEqual([1, 1]);
  });
});
