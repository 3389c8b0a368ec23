/** A product near a vector, by its slot in the catalogue. */
export interface NearSlot {
  slot: number;
  /** −1 to 1. */
  cosine: number;
}

/**
 * An index of one pack's vectors outside the catalogue's own database, for more of them than its shards hold in memory. What is written is
 * found some seconds later, and until then the former state may be. Rejects with AppError.
 */
export interface VectorIndex {
  /** Takes unit vectors in, the last of two of one slot winning. */
  put(vectors: readonly { slot: number; vector: Float32Array }[]): Promise<void>;
  /** Unknown slots are no fault. */
  remove(slots: readonly number[]): Promise<void>;
  /** The `limit` nearest to a unit vector, best first; fewer where the index gives no more at a time. */
  nearest(vector: Float32Array, limit: number): Promise<NearSlot[]>;
}
