import type { Vectorize } from '@cloudflare/workers-types';
import { AppError } from '../../core/error.ts';
import type { VectorIndex } from '../catalog/vector-index.ts';

/** Vectors of one write or ids of one deletion, matches of a query for ids alone, dimensions, and bytes of an id. */
const LIMITS = { batch: 1_000, matches: 100, dimensions: 1_536, id: 64 };

/** The digits of a slot with what joins them to the namespace. */
const SLOT_BYTES = 17;

/**
 * `index` was created with the metric `cosine`. `namespace` keeps one catalogue's vectors by one pack apart: ASCII, at most 47 characters, as
 * each id begins with it.
 */
export interface VectorizeOptions {
  index: Pick<Vectorize, 'upsert' | 'deleteByIds' | 'query'>;
  namespace: string;
}

/**
 * Cloudflare Vectorize by its binding. Writes are there after some seconds. Throws AppError `internal` for a namespace that leaves no room
 * for a slot. Calls reject with `internal` for vectors of too many dimensions, with `upstream_unavailable` for what the index refuses, and
 * with `upstream_invalid` for matches that are not ours.
 */
export function vectorizeIndex({ index, namespace }: VectorizeOptions): VectorIndex {
  if (!/^[\x21-\x7e]+$/.test(namespace) || namespace.length > LIMITS.id - SLOT_BYTES) {
    throw new AppError('internal', {
      detail: `A Vectorize namespace must be 1 to ${LIMITS.id - SLOT_BYTES} ASCII characters; this one has ${namespace.length}.`,
    });
  }
  const prefix = `${namespace}/`;
  return {
    async put(vectors) {
      for (const { vector } of vectors) checkDimensions(vector);
      // One write must not have an id twice.
      const last = [...new Map(vectors.map((one) => [one.slot, one])).values()];
      for (const batch of inBatches(last)) {
        const records = batch.map(({ slot, vector }) => ({ id: prefix + slot, values: vector, namespace }));
        await attempt(() => index.upsert(records));
      }
    },
    async remove(slots) {
      for (const batch of inBatches(slots)) await attempt(() => index.deleteByIds(batch.map((slot) => prefix + slot)));
    },
    async nearest(vector, limit) {
      checkDimensions(vector);
      const topK = Math.min(limit, LIMITS.matches);
      // Values or metadata would allow only 20.
      const { matches } = await attempt(() =>
        index.query(vector, { topK, namespace, returnValues: false, returnMetadata: 'none' }),
      );
      return matches.map(({ id, score }) => {
        const slot = Number(id.slice(prefix.length));
        if (!id.startsWith(prefix) || !Number.isInteger(slot)) throw new AppError('upstream_invalid');
        return { slot, cosine: score };
      });
    },
  };
}

function checkDimensions(vector: Float32Array): void {
  if (vector.length <= LIMITS.dimensions) return;
  throw new AppError('internal', {
    detail: `Vectorize takes vectors of at most ${LIMITS.dimensions} numbers; this one has ${vector.length}.`,
  });
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let i = 0; i < items.length; i += LIMITS.batch) batches.push(items.slice(i, i + LIMITS.batch));
  return batches;
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('upstream_unavailable', { cause });
  }
}
