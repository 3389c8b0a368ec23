/** What the retrieval says of a product. */
export interface Retrieved {
  keyword: number | null;
  semantic: number | null;
}

/** TODO placeholder. */
export function estimateRelevance({ keyword, semantic }: Retrieved): number {
  return 0.3 * (keyword ?? 0) + 0.3 * Math.max(0, semantic ?? 0);
}
