/** How alike to some seeds each item is, by its number. Holds until the index is asked again. */
export interface Likeness {
  /** 0–1: the mean cosine with the seeds, by their weights; 0 for an item that the index has not got. */
  of(item: number): number;
  /**
   * The most alike, the most first, at most `limit`, none that is nothing alike; of some hundreds of items that have the
   * features that add most, of those with the same the last that came. So it is exact while no more have anything of the seeds.
   */
  top(limit: number): number[];
}

/** An item by its number, and how alike it is, or what may be expected of it. */
export interface Alike {
  item: number;
  value: number;
}
