import { expect, test } from 'vitest';
import { intentHead } from '../../../../src/models/heads/intent-head.ts';
import type { Linear, Pack } from '../../../../src/models/pack.ts';
import { intentFromEmbed } from '../../../../src/models/wrappers/intent.ts';
import { codeOf, fakeCall, fakeModel } from './fake-model.ts';

const layer = (outputs: number): Linear => ({
  weight: Float32Array.from({ length: 2 * outputs }, (_, i) => i),
  bias: new Float32Array(outputs),
  inputs: 2,
  outputs,
});
const pack: Pack = {
  manifest: {
    format: 1,
    name: 'test',
    revision: 'r1',
    hidden_size: 2,
    embed: { query_prefix: 'query: ', document_prefix: 'passage: ', max_tokens: 8 },
    intent: { labels: ['a', 'b', 'c'], sub_labels: [], temperature: 1 },
    tags: {
      labels: ['O', 'B-x', 'I-x'],
      max_tokens: 8,
      calibration: { slope: 1, offset: 0 },
      named_calibration: { slope: 1, offset: 0 },
      not_stated_calibration: { slope: 1, offset: 0 },
    },
    match: { labels: ['a', 'b', 'c', 'd'], max_tokens: 8, temperature: 1 },
  },
  heads: {
    intentHidden: null,
    intent: layer(3),
    subIntent: layer(1),
    tags: layer(3),
    named: layer(3),
    matchAdapt: null,
  },
};

test('embeds each text as a query and applies the heads', async () => {
  const vector = Float32Array.of(0.6, 0.8);
  const embed = fakeModel({ role: 'embed', answer: () => vector, path: 'gpu', maxBatch: 32 });
  const model = intentFromEmbed(embed, pack);
  expect([model.role, model.maxBatch]).toEqual(['intent', 32]);
  expect(await model.run(['红色连衣裙'], fakeCall())).toEqual([
    { output: intentHead(vector, pack.heads), served: { path: 'gpu', degraded: false }, cached: false },
  ]);
  expect(embed.asked[0]?.inputs).toEqual([{ text: '红色连衣裙', as: 'query' }]);
});

test('a vector of another length is invalid', async () => {
  const embed = fakeModel({ role: 'embed', answer: () => new Float32Array(3) });
  expect(await codeOf(intentFromEmbed(embed, pack).run(['a'], fakeCall()))).toBe('upstream_invalid');
});
