import type { RecommendExplanation } from '../../contract/explain-recommend.ts';
import type { SearchPlace } from '../../contract/explain-search.ts';
import type { ExplainRequest, ExplainResponse } from '../../contract/explain.ts';
import type { Provenance } from '../../models/context.ts';
import type { Attributed } from '../../ranking/field-values.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import type { ShopContext } from '../shop-context.ts';

/** What an explanation is given besides its request. */
export interface ExplainContext extends ShopContext {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The same where what is explained may hang on who searches. */
export interface QueryExplainContext extends ExplainContext {
  behaviour: Behaviour;
}

/** A request about a query. */
export type QueryExplainRequest = ExplainRequest & { query: string };

/** An explanation, and how many pairs were judged for it. */
export type Explained = Omit<ExplainResponse, 'usage' | 'warnings' | 'model' | 'served_by'> &
  Provenance & { judged: number };

/** An explanation of a recommendation; no pair is judged for it. */
export type ExplainedRecommendation = Omit<RecommendExplanation, 'usage' | 'warnings' | 'model' | 'served_by'> &
  Provenance & { judged: number };

/** A product to explain, with what was read from its texts; null where nobody has read them yet. */
export interface ExplainedProduct {
  product: Attributed['product'];
  attributes: Attributed['attributes'] | null;
}

/** Where a product stands in a search, but for what would change it and the sentences. */
export type Place = Omit<SearchPlace, 'counterfactual' | 'text'>;
