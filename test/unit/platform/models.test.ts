import { expect, test } from 'vitest';
import type { Model } from '../../../src/models/port.ts';
import { readConfig } from '../../../src/platform/config.ts';
import { buildModels } from '../../../src/platform/models.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { fakePack } from '../../support/fake-pack.ts';

/** A pack whose adaptation swaps exact and substitute. */
const pack = (() => {
  const { manifest, heads } = fakePack();
  const weight = Float32Array.from([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  return { manifest, heads: { ...heads, matchAdapt: { weight, bias: new Float32Array(4), inputs: 4, outputs: 4 } } };
})();

const never = <R extends 'embed' | 'intent' | 'tags'>(role: R): Model<R> => ({
  role,
  maxBatch: 1,
  run: async () => [],
  probe: async () => ({ path: 'onnx', ok: true, name: 'none', revision: null }),
});

test('a pack’s adaptation of the match model holds for answers from the cache and without it', async () => {
  const local = {
    embed: never('embed'),
    intent: never('intent'),
    tags: never('tags'),
    match: {
      role: 'match' as const,
      maxBatch: 8,
      run: async (inputs: readonly object[]) =>
        inputs.map(() => ({ output: [1, 2, 3, 4], served: { path: 'onnx' as const, degraded: false }, cached: false })),
      probe: async () => ({ path: 'onnx' as const, ok: true, name: 'local', revision: null }),
    },
  };
  const secret = crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const { models, uncached } = buildModels({
    config: readConfig({}),
    pack,
    local,
    fetch,
    secret: () => secret,
    singleFlight: true,
  });
  const ask = async (model: Model<'match'>): Promise<unknown> =>
    (await model.run([{ query: 'a', text: 'b' }], fakeCall())).map(({ output, cached }) => ({ output, cached }));
  expect(await ask(uncached.match)).toEqual([{ output: [2, 1, 3, 4], cached: false }]);
  expect(await ask(models.match)).toEqual([{ output: [2, 1, 3, 4], cached: false }]);
  expect(await ask(models.match)).toEqual([{ output: [2, 1, 3, 4], cached: true }]);
});
