import { normalise } from '../../../core/math.ts';
import type { Model } from '../../port.ts';
import { copyVector, invalidAnswer, listOf } from '../upstream-fault.ts';
import { teiClient, type TeiOptions } from './client.ts';

/** The `embed` role by `POST /embed`: the pack's prefix before each text, unit vectors of the pack's size back. */
export function teiEmbed(options: TeiOptions): Model<'embed'> {
  const client = teiClient(options);
  const { hidden_size: size, embed: prefixes } = options.pack.manifest;
  return {
    role: 'embed',
    maxBatch: client.maxBatch,
    probe: (signal) => client.probe('embedding', signal),

    async run(inputs, call) {
      if (inputs.length === 0) return [];
      // A lone surrogate makes TEI refuse the whole batch.
      const texts = inputs.map(({ text, as }) =>
        ((as === 'query' ? prefixes.query_prefix : prefixes.document_prefix) + text).toWellFormed(),
      );
      const answer = await client.post(
        '/embed',
        { inputs: texts, normalize: true, truncate: true },
        texts.length * size,
        call,
      );
      return listOf(answer, inputs.length).map((value) => {
        const vector = new Float32Array(size);
        copyVector(value, size, vector);
        if (!vector.some((x) => x !== 0)) throw invalidAnswer('has a vector of zeros');
        // Half-precision endpoints answer lengths that are a little off one.
        return { output: normalise(vector), served: client.served, cached: false };
      });
    },
  };
}
