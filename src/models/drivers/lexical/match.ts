import { softmax } from '../../../core/math.ts';
import { RELATIONS } from '../../../core/relation.ts';
import { MATCH_FEATURES, matchFeatures } from './match-features.ts';

/**
 * What each feature adds to the score of exact, substitute, complement and irrelevant. Fitted once by multinomial logistic
 * regression (L2 1e-3, 6,000 Adam steps) on the train split of the hand-written relation pairs, centred, rounded to a
 * tenth. Two are set by hand: `exclusion_violated`, since a stated exclusion is hard, and `none_covered`, since the pairs
 * were chosen to be hard while most of a shop's products share no word with a query and have nothing to do with it.
 */
const WEIGHTS: Readonly<Record<(typeof MATCH_FEATURES)[number], readonly [number, number, number, number]>> = {
  bias: [0.3, -0.1, -0.5, 0.3],
  coverage: [0.3, 0.2, -0.4, -0.1],
  coverage_squared: [1.2, 0.1, -0.4, -0.9],
  all_covered: [0.3, -0.9, 0.8, -0.2],
  density: [-1.4, 1.1, 0, 0.2],
  head_agrees: [-0.5, 0, 0.5, 0],
  head_differs: [-0.3, -0.1, 0.1, 0.4],
  head_is_last: [0.4, 0.4, -0.4, -0.4],
  accessory_added: [-0.3, -0.5, 1.1, -0.3],
  accessory_missing: [0, -0.1, 0.1, 0],
  made_for: [0.1, -0.6, 0.6, -0.1],
  brand_agrees: [0.2, -0.3, 0, 0.1],
  brand_differs: [-0.6, 1.1, -0.8, 0.3],
  number_missing: [-0.4, -0.2, 0.4, 0.2],
  number_differs: [0.1, 0.8, -0.6, -0.2],
  color_differs: [-0.4, 0.7, 0.3, -0.6],
  audience_differs: [0.1, -0.1, -0.6, 0.6],
  aspect_differs: [-0.6, 1.2, -0.6, -0.1],
  exclusion_violated: [-1.5, 1, 0, 0.5],
  query_is_short: [-0.6, 0, 0.4, 0.2],
  head_text: [-0.1, 0, -0.3, 0.4],
  none_covered: [-0.6, -0.1, -0.3, 1],
};

/**
 * The relation of a product to a query by words alone, for when no model answers: probabilities of `RELATIONS` in order
 * (exact, substitute, complement, irrelevant), summing to 1. Weighs word overlap, agreement of the head nouns, accessory
 * words, contradicting model numbers, brands, colours, sizes, and exclusions. Without any shared word it says irrelevant.
 */
export function lexicalMatch(query: string, productText: string): [number, number, number, number] {
  const features = matchFeatures(query, productText);
  const scores = RELATIONS.map((_, relation) =>
    MATCH_FEATURES.reduce((sum, name, index) => sum + (WEIGHTS[name][relation] ?? 0) * (features[index] ?? 0), 0),
  );
  const [exact = 0, substitute = 0, complement = 0, irrelevant = 0] = softmax(scores);
  return [exact, substitute, complement, irrelevant];
}
