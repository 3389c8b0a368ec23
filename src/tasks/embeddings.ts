import type { EmbeddingsRequest } from '../contract/embeddings.ts';
import { normalise } from '../core/math.ts';
import { type Context, provenance, type Provenance } from '../models/context.ts';

/** Unit vectors of the texts, in order, cut to `dimensions` components (and to unit length again) where asked. */
export async function embeddingsTask(
  request: EmbeddingsRequest,
  { models, pack, call }: Context,
): Promise<Provenance & { vectors: Float32Array[] }> {
  const texts = typeof request.input === 'string' ? [request.input] : request.input;
  const as = request.input_type ?? 'document';
  const scored = await models.embed.run(
    texts.map((text) => ({ text, as })),
    call,
  );
  const { dimensions } = request;
  const vectors = scored.map(({ output }) =>
    dimensions === undefined ? output : normalise(output.slice(0, dimensions)),
  );
  return { vectors, ...provenance(scored, pack) };
}
