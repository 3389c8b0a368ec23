import type { EventRequest } from '../contract/events.ts';
import type { RecommendResponse } from '../contract/recommend.ts';
import type { ShopperResponse } from '../contract/shoppers.ts';
import type { ApiClient, Outcome } from './api-client.ts';
import { fieldOf, pathOf } from './shopper-identity.ts';
import type { Identity } from './shopper-identity.ts';
import type { Titles } from './titles.ts';

/** The newest steps of a shopper that the page shows. */
export const MOST_STEPS = 20;

/**
 * What is believed of somebody, and the titles of the products in it. Nobody is known before their first event or word: null is an
 * answer too.
 */
export async function askShopper(
  client: ApiClient,
  titles: Titles,
  identity: Identity,
  signal: AbortSignal,
): Promise<Outcome<ShopperResponse | null>> {
  const outcome = await client.get<ShopperResponse>(pathOf(identity), signal);
  if (outcome.kind === 'answer') await titles.ask(productsOf(outcome.answer), signal);
  const isUnknown = outcome.kind === 'problem' && outcome.problem.status === 404;
  return isUnknown ? { kind: 'answer', answer: null, trip: outcome.trip } : outcome;
}

function productsOf({ history, preferences }: ShopperResponse): string[] {
  return [...history.slice(0, MOST_STEPS).map(({ product_id: id }) => id), ...preferences.hidden];
}

/** What somebody did, as an event. A product of the shelf names the answer and its place there, which the weights are learnt of. */
export function eventOf(
  identity: Identity,
  type: EventRequest['type'],
  productId: string,
  shelf: Pick<RecommendResponse, 'recommendation_id' | 'items'> | null,
): EventRequest {
  const event = { ...fieldOf(identity), type, product_id: productId };
  const place = shelf?.items.findIndex(({ id }) => id === productId) ?? -1;
  return shelf === null || place < 0 ? event : { ...event, query_id: shelf.recommendation_id, position: place + 1 };
}
