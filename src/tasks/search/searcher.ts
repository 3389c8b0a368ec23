import type { Hit, SearchRequest } from '../../contract/search.ts';
import { AppError } from '../../core/error.ts';
import { traitsOf } from '../../core/product-traits.ts';
import type { ServedBy } from '../../core/served-by.ts';
import type { Call } from '../../models/port.ts';
import type { Attributed } from '../../ranking/field-values.ts';
import { personalise } from '../../ranking/personalise.ts';
import { type Belief, suits, telling } from '../../ranking/profile.ts';
import { score } from '../../ranking/score.ts';
import type { Behaviour, Impression } from '../../state/behaviour/port.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { beliefsOf } from '../shoppers/beliefs.ts';
import type { Ranking } from './ranking.ts';

/** Who searches. */
export interface Searcher {
  /** As the request names them; null: it names nobody. */
  id: string | null;
  /** What is believed of them; empty where nothing is, they don't want it used, or the request doesn't. */
  beliefs: readonly Belief[];
  /** Whether what they are shown may be kept under their name. */
  isLogged: boolean;
  /** Why they could not be read; null: they were. */
  fault: string | null;
}

/** A product as it is now, with what was read of it. */
export type Found = Attributed & { product: CatalogProduct };

/** The shopper or session that a request names. Where they cannot be read the search is as for nobody, and `fault` tells. */
export async function searcherOf(
  { shopper_id, session_id, weights }: SearchRequest,
  behaviour: Pick<Behaviour, 'shopper'>,
  { signal }: Pick<Call, 'signal'>,
): Promise<Searcher> {
  const id = shopper_id ?? session_id ?? null;
  if (id === null) return { id, beliefs: [], isLogged: false, fault: null };
  try {
    const shopper = await behaviour.shopper(id);
    const beliefs = weights?.personal === 0 ? [] : beliefsOf(shopper);
    return { id, beliefs, isLogged: shopper?.preferences.personalise !== false, fault: null };
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return { id, beliefs: [], isLogged: false, fault: `personal: ${error.code}` };
  }
}

/** How models have answered, degraded where the searcher could not be read. */
export function servedFor({ fault }: Searcher, served: ServedBy): ServedBy {
  if (fault === null) return served;
  const reason = [served.reason, fault].filter((one) => one !== undefined).join('; ');
  return { ...served, degraded: true, reason };
}

/**
 * A ranking as one shopper gets it. `products` are those of its hits; what is gone suits nobody. `scored`: the sum of the contributions that
 * count, all unless given.
 */
export function personalRanking(
  ranking: Ranking,
  beliefs: readonly Belief[],
  products: ReadonlyMap<string, Found>,
  weight: number,
  scored: typeof score = score,
): Ranking {
  const pins = new Set(ranking.effects.flatMap(({ id, effect }) => (effect === 'pin' ? [id] : [])));
  const traits = new Map([...products].map(([id, one]) => [id, traitsOf(one.product, one.attributes)]));
  const told = telling(beliefs, [...traits.values()]);
  const hits = ranking.hits.map((hit) => {
    const own = traits.get(hit.id);
    const personal = own === undefined ? 0 : suits(told, own).value;
    const pinned = hit.rules.some((rule) => pins.has(rule));
    return { ...hit, personal, pinned, score: scored({ ...hit, personal }, weight) };
  });
  return { ...ranking, hits: personalise(hits) };
}

/** Names the way an answer is made, for what is learnt of it. */
const POLICY = 'search-1';

/** What a page showed, so that events can name it. */
export function impressionOf(
  queryId: string,
  { id, isLogged }: Searcher,
  hits: readonly Hit[],
  at: number,
): Impression {
  return {
    answerId: queryId,
    shopper: isLogged ? id : null,
    kind: 'search',
    policy: POLICY,
    at,
    items: hits.map(({ id: product, signals }, i) => ({
      id: product,
      position: i + 1,
      propensity: 1,
      signals: Object.fromEntries(Object.entries(signals).filter((one): one is [string, number] => one[1] !== null)),
    })),
  };
}
