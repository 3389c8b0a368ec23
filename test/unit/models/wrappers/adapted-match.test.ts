import { expect, test } from 'vitest';
import type { Path } from '../../../../src/core/served-by.ts';
import type { Model } from '../../../../src/models/port.ts';
import { adaptedMatch } from '../../../../src/models/wrappers/adapted-match.ts';
import { fakeCall } from '../../../support/fake-call.ts';
import { fakePack } from '../../../support/fake-pack.ts';

const model = (path: Path): Model<'match'> => ({
  role: 'match',
  maxBatch: 7,
  run: async (inputs) =>
    inputs.map(() => ({ output: [1, 2, 3, 4], served: { path, degraded: path === 'lexical' }, cached: false })),
  probe: async () => ({ path, ok: true, name: 'm', revision: null }),
});

/** Swaps exact and substitute, and lifts irrelevant by one. */
const pack = (() => {
  const { manifest, heads } = fakePack();
  const weight = Float32Array.from([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  return {
    manifest,
    heads: { ...heads, matchAdapt: { weight, bias: Float32Array.of(0, 0, 0, 1), inputs: 4, outputs: 4 } },
  };
})();

const ask = async (path: Path) =>
  (await adaptedMatch(model(path), pack).run([{ query: 'a', text: 'b' }], fakeCall()))[0]?.output;

test('the GPU and the local pack are adapted alike, word overlap is not', async () => {
  expect(await ask('gpu')).toEqual([2, 1, 3, 5]);
  expect(await ask('onnx')).toEqual([2, 1, 3, 5]);
  expect(await ask('lexical')).toEqual([1, 2, 3, 4]);
});

test('a pack without an adaptation changes nothing', () => {
  const inner = model('gpu');
  expect(adaptedMatch(inner, fakePack())).toBe(inner);
  expect(adaptedMatch(inner, pack)).toMatchObject({ role: 'match', maxBatch: 7 });
});
