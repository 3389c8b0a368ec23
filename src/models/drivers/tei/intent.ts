import { intentHead } from '../../heads/intent-head.ts';
import type { Model } from '../../port.ts';
import { copyVector, listOf } from '../upstream-fault.ts';
import { teiClient, type TeiOptions } from './client.ts';

/** The `intent` role on a TEI process with the tagger's body: `POST /embed` for the mean of a query's token vectors as it is, the heads here. */
export function teiIntent(options: TeiOptions): Model<'intent'> {
  const client = teiClient(options);
  const size = options.pack.manifest.hidden_size;
  return {
    role: 'intent',
    maxBatch: client.maxBatch,
    probe: (signal) => client.probe('embedding', signal),

    async run(queries, call) {
      if (queries.length === 0) return [];
      const inputs = queries.map((query) => query.toWellFormed());
      const answer = await client.post(
        '/embed',
        { inputs, normalize: false, truncate: true },
        inputs.length * size,
        call,
      );
      return listOf(answer, queries.length).map((value) => {
        const mean = new Float32Array(size);
        copyVector(value, size, mean);
        return { output: intentHead(mean, options.pack.heads), served: client.served, cached: false };
      });
    },
  };
}
