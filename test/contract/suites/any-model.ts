import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/error.ts';
import { PATHS } from '../../../src/core/served-by.ts';
import type { Inputs, Model, Role } from '../../../src/models/port.ts';
import { fakeCall } from '../../support/fake-call.ts';

/** A started model and what ends it. */
export interface Started<R extends Role> {
  model: Model<R>;
  stop: () => Promise<void>;
}

/** Legal texts that break what is careless with text. */
export const ODD_TEXTS = [
  '👟 red 红色',
  'a\u0000b',
  '\u202Eabc\u202C',
  'lone \uD83D surrogate',
  'ﬁne ½ ㎏ …',
  'x'.repeat(10_000),
  '　全角　空格　',
];

/** What holds for each role. `started` is read inside the tests only. */
export function testAnyModel<R extends Role>(started: () => Started<R>, inputs: readonly [Inputs[R], Inputs[R]]): void {
  test('of nothing, nothing', async () => {
    expect(await started().model.run([], fakeCall())).toEqual([]);
  });

  test('one item an input, in order, with its provenance', async () => {
    const { model } = started();
    const [first, second] = inputs;
    const both = await model.run([first, second, first], fakeCall());
    expect(both).toHaveLength(3);
    expect(both[2]?.output).toEqual(both[0]?.output);
    expect(both[1]?.output).not.toEqual(both[0]?.output);
    for (const { served, cached } of both) {
      expect(PATHS).toContain(served.path);
      expect(served.degraded).toBe(served.path === 'lexical');
      expect(cached).toBe(false);
    }
  });

  test('a call that is aborted already rejects with an AppError', async () => {
    const call = fakeCall({ signal: AbortSignal.abort() });
    const error = await started()
      .model.run([inputs[0]], call)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(['upstream_timeout', 'deadline_exceeded']).toContain((error as AppError).code);
  });

  test('the probe says ok, with a name', async () => {
    const probe = await started().model.probe(new AbortController().signal);
    expect(probe).toMatchObject({ ok: true, name: expect.stringMatching(/./) });
    expect(started().model.maxBatch).toBeGreaterThanOrEqual(1);
  });
}
