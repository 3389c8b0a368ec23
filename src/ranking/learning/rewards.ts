/** What an event on a product that was shown is worth. A look and a click are the same here; who dismisses a product wants it less than one unseen. */
const REWARDS: Readonly<Record<string, number>> = {
  dismiss: -0.2,
  view: 0.2,
  click: 0.2,
  add_to_cart: 0.5,
  purchase: 1,
};

/** By the type of an event; 0 for none, and for what says nothing of a product. */
export function rewardOf(type: string | undefined): number {
  return type === undefined ? 0 : (REWARDS[type] ?? 0);
}

/** How fast looks get fewer down a list: between the even look at a short shelf (0) and the 1 of Joachims, Swaminathan and Schnabel 2017. */
const DECAY = 0.5;

/** No place counts as seen by fewer than this share, lest one click far down counts for many. */
const LEAST = 0.2;

/** The share of shoppers thought to look at a place, from 1: a prior, (1/place)^½, not less than .2; it is not estimated. */
export function examination(place: number): number {
  return Math.max(LEAST, place ** -DECAY);
}
