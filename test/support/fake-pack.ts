import type { Linear, Pack } from '../../src/models/pack.ts';

/** Tags of the fake pack. A fake token vector has one position a tag, so that its heads are tables anybody can read. */
export const FAKE_TAGS = ['O', 'B-brand', 'I-brand', 'B-color', 'I-color'];

/** Relations in the order of the fake pack, which is that of RELATIONS. */
export const FAKE_LABELS = ['exact', 'substitute', 'complement', 'irrelevant'];

/** Size of the fake pack's vectors. */
export const FAKE_SIZE = 8;

/** Most tokens that the fake pack's bodies take. */
export const FAKE_MAX_TOKENS = 128;

/** A pack without graphs: identity heads over the vectors of `fake-body.ts`. */
export function fakePack(): Pack {
  const calibration = { slope: 1, offset: 0 };
  return {
    manifest: {
      format: 2,
      name: 'fake',
      revision: 'fake-1',
      hidden_size: FAKE_SIZE,
      embed: { query_prefix: 'query: ', document_prefix: 'passage: ', max_tokens: FAKE_MAX_TOKENS },
      intent: { labels: ['find_product', 'other'], sub_labels: [], temperature: 1 },
      tags: {
        labels: FAKE_TAGS,
        max_tokens: FAKE_MAX_TOKENS,
        calibration,
        named_calibration: calibration,
        not_stated_calibration: calibration,
      },
      match: { labels: FAKE_LABELS, max_tokens: FAKE_MAX_TOKENS, temperature: 1 },
    },
    heads: {
      // The more of a query's tokens have a tag, the likelier it is a product that is wanted.
      intent: rows([[1, 2, 3, 4], [0]]),
      subIntent: rows([[0]]),
      tags: rows([[0], [1], [2], [3], [4]]),
      // O, B of any name, I of any name.
      named: rows([[0], [1, 3], [2, 4]]),
      matchAdapt: null,
    },
  };
}

/** A layer whose outputs are eight times the sum of the named inputs. */
function rows(sums: readonly (readonly number[])[]): Linear {
  const weight = new Float32Array(sums.length * FAKE_SIZE);
  for (const [row, inputs] of sums.entries()) for (const input of inputs) weight[row * FAKE_SIZE + input] = 8;
  return { weight, bias: new Float32Array(sums.length), inputs: FAKE_SIZE, outputs: sums.length };
}
