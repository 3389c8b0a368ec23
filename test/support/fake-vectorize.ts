import type { VectorizeOptions } from '../../src/state/drivers/vectorize.ts';

type Index = VectorizeOptions['index'];

/** A Vectorize index in memory that keeps to the documented limits, and shows writes only once `settle` was called. */
export interface FakeVectorize extends Index {
  settle(): void;
  /** What the calls were, in order. */
  calls: string[];
}

interface Kept {
  values: readonly number[];
  namespace: string | undefined;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

function refuse(isWrong: boolean, what: string): void {
  if (isWrong) throw new Error(`VECTOR_ERROR (code = 40000): ${what}`);
}

/** https://developers.cloudflare.com/vectorize/platform/limits/ */
export function fakeVectorize(dimensions: number): FakeVectorize {
  refuse(dimensions > 1_536, 'at most 1536 dimensions');
  const shown = new Map<string, Kept>();
  let waiting: (() => void)[] = [];
  const calls: string[] = [];
  const later = (change: () => void) => {
    waiting.push(change);
    return Promise.resolve({ mutationId: String(waiting.length) });
  };
  return {
    calls,
    settle() {
      for (const change of waiting) change();
      waiting = [];
    },
    async upsert(vectors) {
      calls.push(`upsert ${vectors.length}`);
      refuse(vectors.length === 0 || vectors.length > 1_000, '1 to 1000 vectors a batch');
      refuse(new Set(vectors.map(({ id }) => id)).size < vectors.length, 'an id twice in a batch');
      for (const { id, values, namespace = '' } of vectors) {
        refuse(bytes(id) > 64 || bytes(namespace) > 64, 'ids and namespaces of at most 64 bytes');
        refuse(values.length !== dimensions, `${dimensions} dimensions`);
      }
      return await later(() => {
        for (const { id, values, namespace } of vectors) shown.set(id, { values: [...values], namespace });
      });
    },
    async deleteByIds(ids) {
      calls.push(`delete ${ids.length}`);
      refuse(ids.length === 0 || ids.length > 1_000, '1 to 1000 ids a batch');
      return await later(() => {
        for (const id of ids) shown.delete(id);
      });
    },
    async query(vector, { topK = 5, namespace, returnValues = false, returnMetadata = 'none' } = {}) {
      calls.push(`query ${topK}`);
      refuse(vector.length !== dimensions, `${dimensions} dimensions`);
      const isBare = !returnValues && (returnMetadata === 'none' || returnMetadata === false);
      refuse(topK < 1 || topK > (isBare ? 100 : 20), 'topK');
      const matches = [...shown]
        .filter(([, kept]) => namespace === undefined || kept.namespace === namespace)
        .map(([id, { values }]) => ({ id, score: cosine([...vector], values) }))
        .toSorted((one, other) => other.score - one.score)
        .slice(0, topK);
      return { matches, count: matches.length };
    },
  };
}

function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}
