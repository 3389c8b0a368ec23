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
  /** `calibration`: the version of what the account's feedback has taught of the match model, where one is in use. */
  model: { name: string; revision: string; calibration?: number };
  served_by: ServedBy;
  cache: 'hit' | 'miss' | 'partial';
}

/** The name and revision under which the rung without weights answers. */
export const LEXICAL = { name: 'lexical', revision: '1' } as const;

/**
 * The provenance of an answer that used these items: the worst rung, and whether all, some or none came from the cache. `learnt` is the
 * calibration that was applied to what a model with weights said.
 */
export function provenance(
  items: readonly Scored<Role>[],
  pack: Pack,
  learnt: { version: number } | null = null,
): Provenance {
  const served = worstServed(items.map((item) => item.served));
  const hits = items.filter((item) => item.cached).length;
  return {
    model: modelOf(served, pack, learnt),
    served_by: served,
    cache: hits === items.length ? 'hit' : hits === 0 ? 'miss' : 'partial',
  };
}

/** The model that an answer names: the pack, with the calibration that was applied, or the rung without weights, which has none. */
export function modelOf(
  { path }: ServedBy,
  { manifest: { name, revision } }: Pack,
  learnt: { version: number } | null,
): Provenance['model'] {
  if (path === 'lexical') return LEXICAL;
  return { name, revision, ...(learnt === null ? {} : { calibration: learnt.version }) };
}

/** The provenance of an answer that is made of several: the worst rung and its name, and whether all, some or none came from the cache. */
export function joinedProvenance(parts: readonly Provenance[]): Provenance {
  const served = worstServed(parts.map((part) => part.served_by));
  const worst = parts.find((part) => part.served_by === served);
  if (worst === undefined) throw new Error('no part of the answer is the worst');
  const caches = new Set(parts.map(({ cache }) => cache));
  return { ...worst, cache: caches.size === 1 ? worst.cache : 'partial' };
}
