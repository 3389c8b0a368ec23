/** How a product relates to a query, in the order of every relation distribution (the index is the class). */
export const RELATIONS = ['exact', 'substitute', 'complement', 'irrelevant'] as const;

/** One ESCI relation. */
export type Relation = (typeof RELATIONS)[number];

/**
 * Gain of each relation, 0–1, for expected relevance and nDCG.
 * Source: Reddy et al. 2022, "Shopping Queries Dataset: A Large-Scale ESCI Benchmark for Improving Product Search",
 * arXiv:2206.06588, task 1 (E 1.0, S 0.1, C 0.01, I 0.0).
 */
export const GAINS: Readonly<Record<Relation, number>> = {
  exact: 1,
  substitute: 0.1,
  complement: 0.01,
  irrelevant: 0,
};
