import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Model } from '../../../src/models/port.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { ODD_TEXTS, type Started, testAnyModel } from './any-model.ts';

/** Runs what every `embed` driver promises. `size`: the pack's hidden size. */
export function describeEmbedModel(name: string, start: () => Promise<Started<'embed'> & { size: number }>): void {
  describe(`${name}: embed`, () => {
    let started: Started<'embed'> & { size: number };
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.stop());
    testAnyModel(
      () => started,
      [
        { text: 'red dress', as: 'query' },
        { text: '不锈钢保温杯', as: 'document' },
      ],
    );

    test('unit vectors of the pack’s size, for odd texts too', async () => {
      const inputs = ODD_TEXTS.map((text) => ({ text, as: 'query' as const }));
      for (const { output } of await started.model.run(inputs, fakeCall())) {
        expect(output).toBeInstanceOf(Float32Array);
        expect(output).toHaveLength(started.size);
        expect(Math.hypot(...output)).toBeCloseTo(1, 4);
      }
    });

    test('a query and a document of the same words differ', async () => {
      const [query, document] = await vectors(started.model, ['query', 'document']);
      expect(cosine(query, document)).toBeLessThan(0.9999);
    });

    test('alone or in a batch, the same', async () => {
      const texts = [
        'red dress',
        '华为手机壳 不要透明的',
        'a much longer text about nothing in particular, to be padded',
      ];
      const inputs = texts.map((text) => ({ text, as: 'document' as const }));
      const batch = await started.model.run(inputs, fakeCall());
      for (const [i, input] of inputs.entries()) {
        const [alone] = await started.model.run([input], fakeCall());
        expect(cosine(alone?.output, batch[i]?.output)).toBeGreaterThan(0.99);
      }
    });
  });
}

async function vectors(model: Model<'embed'>, as: readonly ('query' | 'document')[]): Promise<Float32Array[]> {
  const answers = await model.run(
    as.map((kind) => ({ text: 'red dress', as: kind })),
    fakeCall(),
  );
  return answers.map(({ output }) => output);
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return (a ?? new Float32Array()).reduce((sum, x, i) => sum + x * (b?.[i] ?? 0), 0);
}
