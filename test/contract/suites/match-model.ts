import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { argmax } from '../../../src/core/math.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { ODD_TEXTS, type Started, testAnyModel } from './any-model.ts';

/** Runs what every `match` driver promises. */
export function describeMatchModel(name: string, start: () => Promise<Started<'match'>>): void {
  describe(`${name}: match`, () => {
    let started: Started<'match'>;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.stop());
    testAnyModel(
      () => started,
      [
        { query: 'red dress', text: 'red dress' },
        { query: 'red dress', text: 'garden hose 20 m' },
      ],
    );

    test('four finite logits, for odd texts too', async () => {
      const inputs = ODD_TEXTS.map((text) => ({ query: 'red', text }));
      for (const { output } of await started.model.run(inputs, fakeCall())) {
        expect(output).toHaveLength(4);
        expect(output.every(Number.isFinite)).toBe(true);
      }
    });

    test('the thing itself is exact, a thing apart is not, in both languages', async () => {
      const answers = await started.model.run(
        [
          { query: 'red dress', text: 'red dress' },
          { query: '红色 连衣裙', text: '红色 连衣裙' },
          { query: 'red dress', text: 'garden hose 20 m' },
          { query: '红色 连衣裙', text: '汽车 机油 滤芯' },
        ],
        fakeCall(),
      );
      expect(answers.map(({ output }) => argmax(output) === 0)).toEqual([true, true, false, false]);
    });

    test('one pair is answered as in a batch', async () => {
      const pair = { query: 'red dress', text: 'a red dress for the summer' };
      const [alone] = await started.model.run([pair], fakeCall());
      const batch = await started.model.run([{ query: 'a', text: 'b' }, pair], fakeCall());
      for (const [i, logit] of (alone?.output ?? []).entries()) {
        expect(Math.abs((batch[1]?.output[i] ?? NaN) - logit)).toBeLessThan(0.3);
      }
    });
  });
}
