/** What goes with a product: the weights of "came after it" and "came before it", and how many shoppers bought both. */
export interface Link {
  id: string;
  after: number;
  before: number;
  boughtTogether: number;
}

/** A product's own counts. */
export interface Counts {
  id: string;
  /** Events that speak for it now. */
  popularity: number;
  /** All of its events. */
  events: number;
  /** The sum of the weights of its links. */
  weight: number;
}
