import { normalise } from '../../../core/math.ts';
import type { Model } from '../../port.ts';
import { copyVector, invalidAnswer, listOf } from '../upstream-fault.ts';
import { huggingfaceClient, type HuggingfaceOptions } from './client.ts';

/**
 * The `embed` role by the task `feature-extraction`. A pooled answer is taken as it is; an answer of token vectors
 * (what the Python pipeline gives) is averaged, as the pack's encoder does.
 */
export function huggingfaceEmbed(options: HuggingfaceOptions): Model<'embed'> {
  const client = huggingfaceClient(options);
  const { hidden_size: size, embed: prefixes } = options.pack.manifest;
  return {
    role: 'embed',
    maxBatch: options.maxBatch ?? 32,
    probe: (signal) => client.probe(signal),

    async run(inputs, call) {
      if (inputs.length === 0) return [];
      const texts = inputs.map(({ text, as }) =>
        ((as === 'query' ? prefixes.query_prefix : prefixes.document_prefix) + text).toWellFormed(),
      );
      const answer = await client.ask(
        call,
        (library, endpoint, rest) =>
          library.featureExtraction({ ...endpoint, inputs: texts, normalize: true, truncate: true }, rest),
        texts.length * prefixes.max_tokens * size,
      );
      return listOf(answer, inputs.length).map((value) => ({
        output: pooled(value, size),
        served: client.served,
        cached: false,
      }));
    },
  };
}

/** `[size]`, or token vectors `[tokens][size]`, or the same in a list of one. */
function pooled(value: unknown, size: number): Float32Array {
  const vector = new Float32Array(size);
  const rows: unknown = depth(value) === 3 && Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (depth(rows) === 1) copyVector(rows, size, vector);
  else if (Array.isArray(rows) && rows.length > 0) {
    const row = new Float32Array(size);
    for (const token of rows) {
      copyVector(token, size, row);
      for (let i = 0; i < size; i++) vector[i] = (vector[i] as number) + (row[i] as number) / rows.length;
    }
  }
  if (!vector.some((x) => x !== 0)) throw invalidAnswer('has a vector of zeros');
  return normalise(vector);
}

function depth(value: unknown): number {
  return Array.isArray(value) ? 1 + depth(value[0]) : 0;
}
