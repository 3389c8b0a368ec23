import type { SearchRequest } from '../../contract/search.ts';
import { AppError } from '../../core/error.ts';
import type { ServedBy } from '../../core/served-by.ts';
import type { Context } from '../../models/context.ts';
import { hardConstraints } from '../../ranking/conflicts.ts';

/** A query's unit vector, and how it came about. null: not asked for, or no model could make one in time. */
export interface QueryVector {
  vector: Float32Array | null;
  served: ServedBy[];
}

/** The vector of a query. Where there is none to be had words alone decide, and `served` says so. */
export async function queryVector({ query, weights }: SearchRequest, { models, call }: Context): Promise<QueryVector> {
  if (weights?.semantic === 0) return { vector: null, served: [] };
  try {
    const [scored] = await models.embed.run([{ text: hardConstraints(query).wanted, as: 'query' }], call);
    return scored === undefined ? { vector: null, served: [] } : { vector: scored.output, served: [scored.served] };
  } catch (error) {
    if (call.signal.aborted || !(error instanceof AppError)) throw error;
    return { vector: null, served: [{ path: 'lexical', degraded: true, reason: `embed: ${error.code}` }] };
  }
}
