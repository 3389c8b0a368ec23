import { expect, test } from 'vitest';
import { intentHead, meanVector } from '../../../../src/models/heads/intent-head.ts';
import { FAKE_SIZE, fakePack } from '../../../support/fake-pack.ts';

test('the mean of the token vectors, from where they begin', () => {
  const vectors = Float32Array.of(9, 9, 1, 2, 3, 4, 8, 0);
  expect([...meanVector(vectors, 2, 3, 2)]).toEqual([4, 2]);
  expect([...meanVector(Float32Array.of(1, 3, 5, 7), 2)]).toEqual([3, 5]);
  expect([...meanVector(new Float32Array(), 2)]).toEqual([0, 0]);
});

test('both heads read the mean', () => {
  const mean = new Float32Array(FAKE_SIZE);
  mean.set([0.25, 0.5, 0.25]);
  expect(intentHead(mean, fakePack().heads)).toEqual({ intent: [6, 2], subIntent: [2] });
});
