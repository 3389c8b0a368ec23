/** What speaks for a product, each 0–1. */
export interface Parts {
  /** It followed what the shopper had. */
  sequence: number;
  /** It came before what the shopper had, or was bought with it. */
  co_visit: number;
  /** It is new, and like what followed what the shopper had. */
  lent: number;
  /** It is like what the shopper had. */
  content: number;
  /** It is asked for now, by everybody. */
  popularity: number;
  /** Little is known of it, and it is shown to learn more. */
  exploration: number;
  /** How it suits what is believed of the shopper, −1 to 1. */
  profile: number;
}

/** How much each part counts. */
export type PartWeights = Record<keyof Parts, number>;

/**
 * The weights as they are shipped, chosen on the last item but one of the sequences in docs/recommendation.md; one set for every shop until
 * it has learnt its own.
 */
export const PART_WEIGHTS: PartWeights = {
  sequence: 1,
  co_visit: 0.3,
  lent: 1,
  content: 0.25,
  popularity: 0.01,
  exploration: 0,
  profile: 0.1,
};

/** The sum of the weighted parts. */
export function scoreOf(parts: Parts, weights: PartWeights): number {
  return (
    weights.sequence * parts.sequence +
    weights.co_visit * parts.co_visit +
    weights.lent * parts.lent +
    weights.content * parts.content +
    weights.popularity * parts.popularity +
    weights.exploration * parts.exploration +
    weights.profile * parts.profile
  );
}
