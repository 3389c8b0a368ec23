import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batch } from '../../../../src/models/wrappers/batch.ts';
import { codeOf, fakeCall, fakeIntent, fakeModel } from './fake-model.ts';

describe('batch', () => {
  test('answers in the order of the inputs, each input once, in batches that fit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), fc.integer({ min: 1, max: 9 }), async (texts, maxBatch) => {
        const inner = fakeIntent({ maxBatch });
        const answers = await batch(inner).run(texts, fakeCall({ now: 0 }));
        expect(answers.map(({ output }) => output.intent[0])).toEqual(texts.map((text) => text.length));
        expect(inner.asked.flatMap(({ inputs }) => inputs).toSorted()).toEqual(texts.toSorted());
        expect(inner.asked).toHaveLength(Math.ceil(texts.length / maxBatch));
        expect(inner.asked.every(({ inputs }) => inputs.length <= maxBatch && inputs.length > 0)).toBe(true);
      }),
    );
  });

  test('puts texts of like length together, longest first', async () => {
    const inner = fakeIntent({ maxBatch: 2 });
    await batch(inner).run(['a', 'dddd', 'bb', 'ccc'], fakeCall());
    expect(inner.asked.map(({ inputs }) => inputs)).toEqual([
      ['dddd', 'ccc'],
      ['bb', 'a'],
    ]);
  });

  test('counts the query and the name to the length', async () => {
    const match = fakeModel({ role: 'match', answer: () => [0, 0, 0, 0], maxBatch: 1 });
    const pairs = [
      { query: 'q', text: 'text' },
      { query: 'long query', text: 't' },
    ];
    await batch(match).run(pairs, fakeCall());
    expect(match.asked[0]?.inputs).toEqual([pairs[1]]);
    const tags = fakeModel({ role: 'tags', answer: () => ({ spans: [] }), maxBatch: 1 });
    await batch(tags).run([{ text: 'abc' }, { text: 'a', name: 'long' }], fakeCall());
    expect(tags.asked[0]?.inputs).toEqual([{ text: 'a', name: 'long' }]);
  });

  test('has at most four batches under way', async () => {
    const inner = fakeIntent({ maxBatch: 1, steps: [{ after: 2 }] });
    await batch(inner).run(Array<string>(13).fill('x'), fakeCall());
    expect(inner.peak).toBe(4);
    expect(inner.asked).toHaveLength(13);
  });

  test('the first failure aborts the others and starts no more', async () => {
    const inner = fakeIntent({ maxBatch: 1, steps: [{ after: 1_000 }, 'upstream_overloaded', { after: 1_000 }] });
    const start = Date.now();
    expect(await codeOf(batch(inner, { concurrency: 3 }).run(['a', 'b', 'c', 'd', 'e'], fakeCall()))).toBe(
      'upstream_overloaded',
    );
    expect(Date.now() - start).toBeLessThan(500);
    expect(inner.aborted).toBe(2);
    expect(inner.asked).toHaveLength(3);
  });

  test('an answer of another length is invalid', async () => {
    const inner = fakeIntent({ maxBatch: 2 });
    const short = { ...inner, run: async () => [] };
    expect(await codeOf(batch(short).run(['a', 'b', 'c'], fakeCall()))).toBe('upstream_invalid');
    expect(await codeOf(batch(short).run(['a'], fakeCall()))).toBe('upstream_invalid');
  });
});
