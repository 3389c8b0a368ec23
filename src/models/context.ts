import { worstServed, type ServedBy } from '../core/served-by.ts';
import type { Pack } from './pack.ts';
import type { Call, Model, Role, Scored } from './port.ts';

/** The four roles, each a whole ladder. */
export type Models = { [R in Role]: Model<R> };

/** What a task is given besides its request. */
export interface Context {
  models: Models;
  pack: Pack;
  call: Call;
}

/** How an answer came about: for the body (`model`, `served_by`) and for `Cache-Status`. */
export interface Provenance {
  model: { name: string; revision: string };
  served_by: ServedBy;
  cache: 'hit' | 'miss' | 'partial';
}

/** The name and revision under which the rung without weights answers. */
export const LEXICAL = { name: 'lexical', revision: '1' } as const;

/** The provenance of an answer that used these items: the worst rung, and whether all, some or none came from the cache. */
export function provenance(items: readonly Scored<Role>[], pack: Pack): Provenance {
  const served = worstServed(items.map((item) => item.served));
  const hits = items.filter((item) => item.cached).length;
  const { name, revision } = served.path === 'lexical' ? LEXICAL : pack.manifest;
  return {
    model: { name, revision },
    served_by: served,
    cache: hits === items.length ? 'hit' : hits === 0 ? 'miss' : 'partial',
  };
}
