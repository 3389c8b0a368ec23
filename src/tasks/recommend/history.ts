import type { RecommendRequest } from '../../contract/recommend.ts';
import type { Shopper } from '../../state/behaviour/port.ts';

/** What an answer starts from. */
export interface History {
  /** Products, oldest first. */
  products: string[];
  /** What must not come: bought, dismissed or hidden. */
  without: Set<string>;
  /** What was odd about the steps of the request. */
  warnings: string[];
}

/** So far ahead, in milliseconds, a caller's clock may be, as for events. */
const AHEAD = 5 * 60_000;

/** The steps that are known and those of the request, and the products that it names. `now` in milliseconds since the epoch. */
export function historyOf(request: RecommendRequest, shopper: Shopper | null, now: number): History {
  const { steps: sent, warnings } = inTime(request.history ?? [], now);
  const steps = [
    ...(shopper?.preferences.personalise === true ? shopper.history : []),
    ...sent.map(({ product_id, type = 'view' as const }) => ({ productId: product_id, type })),
  ];
  const without = new Set(shopper?.preferences.hidden);
  for (const { productId, type } of steps) if (type === 'dismiss' || type === 'purchase') without.add(productId);
  const dismissed = new Set(steps.flatMap(({ productId, type }) => (type === 'dismiss' ? [productId] : [])));
  const own = steps.flatMap(({ productId }) => (dismissed.has(productId) ? [] : [productId]));
  const asked = request.product_ids ?? [];
  // Products of the page are all that its shelves are about.
  const isPage = asked.length > 0 && request.kind !== undefined && request.kind !== 'for_you';
  return { products: isPage ? asked : [...own, ...asked], without, warnings };
}

type Step = NonNullable<RecommendRequest['history']>[number];

/** Steps in the order of their times, where all have one that can be; else in the order sent. */
function inTime(steps: readonly Step[], now: number): { steps: readonly Step[]; warnings: string[] } {
  const times = steps.map(({ at }) => (at === undefined ? Number.NaN : Date.parse(at)));
  const ahead = times.findIndex((time) => time > now + AHEAD);
  if (ahead >= 0) {
    return {
      steps,
      warnings: [`history[${ahead}].at is more than 5 minutes ahead: the steps are taken in the order sent`],
    };
  }
  if (times.some(Number.isNaN)) return { steps, warnings: [] };
  const order = [...steps.keys()].toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  return { steps: order.map((i) => steps[i] as Step), warnings: [] };
}
