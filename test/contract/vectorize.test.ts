import { expect, test } from 'vitest';
import { vectorizeIndex } from '../../src/state/drivers/vectorize.ts';
import { fakeVectorize } from '../support/fake-vectorize.ts';

const angle = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

test('the nearest come first, once they are there', async () => {
  const index = fakeVectorize(2);
  const vectors = vectorizeIndex({ index, namespace: 'shop/pack' });
  await vectors.put([
    { slot: 1, vector: angle(0) },
    { slot: 2, vector: angle(60) },
    { slot: 3, vector: angle(30) },
    { slot: 1, vector: angle(90) },
  ]);
  expect(await vectors.nearest(angle(0), 10)).toStrictEqual([]);
  index.settle();
  const near = await vectors.nearest(angle(0), 2);
  expect(near.map(({ slot }) => slot)).toStrictEqual([3, 2]);
  expect(near[0]?.cosine).toBeCloseTo(Math.cos(Math.PI / 6), 5);
});

test('one catalogue sees and removes nothing of another', async () => {
  const index = fakeVectorize(2);
  const [one, other] = ['one', 'other'].map((namespace) => vectorizeIndex({ index, namespace }));
  await one?.put([{ slot: 7, vector: angle(0) }]);
  await other?.put([{ slot: 7, vector: angle(10) }]);
  await one?.remove([7, 8]);
  index.settle();
  expect(await one?.nearest(angle(0), 5)).toStrictEqual([]);
  expect(await other?.nearest(angle(0), 5)).toHaveLength(1);
});

test('large writes, deletions and queries keep to the limits', async () => {
  const index = fakeVectorize(2);
  const vectors = vectorizeIndex({ index, namespace: 'n'.repeat(47) });
  const slots = Array.from({ length: 2_100 }, (_, i) => Number.MAX_SAFE_INTEGER - i);
  await vectors.put(slots.map((slot, i) => ({ slot, vector: angle(i / 30) })));
  index.settle();
  expect(await vectors.nearest(angle(0), 500)).toHaveLength(100);
  expect((await vectors.nearest(angle(0), 1))[0]?.slot).toBe(Number.MAX_SAFE_INTEGER);
  await vectors.remove(slots);
  index.settle();
  expect(await vectors.nearest(angle(0), 500)).toStrictEqual([]);
  expect(index.calls).toStrictEqual([
    'upsert 1000',
    'upsert 1000',
    'upsert 100',
    'query 100',
    'query 1',
    'delete 1000',
    'delete 1000',
    'delete 100',
    'query 100',
  ]);
  await vectors.put([]);
  await vectors.remove([]);
  expect(index.calls).toHaveLength(9);
});

test.each(['', 'n'.repeat(48), '店', 'a b'])('the namespace %j is refused', (namespace) => {
  expect(() => vectorizeIndex({ index: fakeVectorize(2), namespace })).toThrow('must be 1 to 47 ASCII characters');
});

test('what it refuses, and what is not ours, is an AppError', async () => {
  const index = fakeVectorize(2);
  const vectors = vectorizeIndex({ index, namespace: 'shop' });
  await expect(vectors.put([{ slot: 1, vector: new Float32Array(3) }])).rejects.toMatchObject({
    code: 'upstream_unavailable',
    retryable: true,
  });
  await expect(vectors.put([{ slot: 1, vector: new Float32Array(1_537) }])).rejects.toThrow(
    'Vectorize takes vectors of at most 1536 numbers; this one has 1537.',
  );
  await index.upsert([{ id: 'by somebody else', values: [1, 0], namespace: 'shop' }]);
  index.settle();
  await expect(vectors.nearest(angle(0), 5)).rejects.toMatchObject({ code: 'upstream_invalid' });
});
