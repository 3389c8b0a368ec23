import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeCall } from '../../support/fake-call.ts';
import { ODD_TEXTS, type Started, testAnyModel } from './any-model.ts';

/** Runs what every `intent` driver promises. `intents`, `subIntents`: how many logits the pack's heads give. */
export function describeIntentModel(
  name: string,
  start: () => Promise<Started<'intent'> & { intents: number; subIntents: number }>,
): void {
  describe(`${name}: intent`, () => {
    let started: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.stop());
    testAnyModel(() => started, ['red dress', '我的快递到哪了']);

    test('one logit a label, and one more for no sub-intent, for odd texts too', async () => {
      for (const { output } of await started.model.run(ODD_TEXTS, fakeCall())) {
        expect([output.intent.length, output.subIntent.length]).toEqual([started.intents, started.subIntents]);
        expect([...output.intent, ...output.subIntent].every(Number.isFinite)).toBe(true);
      }
    });

    test('alone or in a batch, nearly the same', async () => {
      const texts = [
        'red dress',
        '华为手机壳 不要透明的',
        'a much longer text about nothing in particular, to be padded',
      ];
      const batch = await started.model.run(texts, fakeCall());
      for (const [i, text] of texts.entries()) {
        const [alone] = await started.model.run([text], fakeCall());
        const best = (logits: readonly number[] = []): number => logits.indexOf(Math.max(...logits));
        expect(best(alone?.output.intent)).toBe(best(batch[i]?.output.intent));
      }
    });
  });
}
