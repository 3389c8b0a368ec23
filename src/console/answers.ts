/** The parts of the API's answers that the console shows. Everything optional may be missing from a degraded or older server. */

/** What every scored answer carries beside its results. */
export interface Envelope {
  model?: { name: string; revision: string };
  served_by?: ServedBy;
  usage?: { units: number };
  warnings?: string[] | undefined;
}

/** Which rung of the ladder answered, and why it was not the first. */
export interface ServedBy {
  path: string;
  degraded: boolean;
  reason?: string | undefined;
}

/** Answer of `POST /v1/intent`. */
export interface IntentAnswer extends Envelope {
  results: IntentResult[];
}

/** One query's intent; `distribution` is ordered by probability, highest first. */
export interface IntentResult {
  query: string;
  language: string | null;
  intent: string;
  sub_intent: string | null;
  confidence: number;
  distribution: { intent: string; probability: number }[];
  constraints?: Record<string, unknown>;
}

/** Answer of `POST /v1/attributes`. */
export interface AttributesAnswer extends Envelope {
  results: AttributesResult[];
}

/** One item's attributes, in the order of the items sent. */
export interface AttributesResult {
  id?: string;
  language: string | null;
  attributes: Attribute[];
}

/** One value; `value`, `text` and `evidence` are null for a name that was asked for and is not stated. */
export interface Attribute {
  name: string;
  value: string | null;
  text: string | null;
  confidence: number | null;
  evidence: Evidence | null;
  source?: string;
}

/** Where a value is stated: UTF-16 code units into the named field as sent, end exclusive. An image's evidence has no offsets. */
export interface Evidence {
  field: string;
  start?: number;
  end?: number;
}

/** Answer of `POST /v1/match`. */
export interface MatchAnswer extends Envelope {
  results: MatchResult[];
}

/** One product's relation to the query; `relevance` is the calibrated expected gain, 0 to 1; `conflicts` keep it from being exact. */
export interface MatchResult {
  id?: string;
  relation: string;
  relevance: number;
  distribution: Record<string, number>;
  conflicts?: string[];
}

/** Answer of `POST /v1/search`. */
export interface SearchAnswer extends Envelope {
  query_id: string;
  plan: SearchPlan;
  hits: Hit[];
  facets: Record<string, FacetValue[]>;
  total: number;
  next_cursor: string | null;
  /** Present while the bundled sample is shown. */
  sample?: true;
}

/** What the search made of the query. */
export interface SearchPlan {
  intent: string;
  confidence: number;
  constraints: Record<string, unknown>;
  corrected: string | null;
  expanded: { word: string; to: string[] }[];
  action: { type: string; intent: string } | null;
  relaxed: string[];
  judged: number;
  rules: { id: string; effect: string; ndcg_cost: number }[];
  empty: { cause: 'catalog' | 'filters' | 'relevance'; filters: string[]; suggestions: string[] } | null;
}

/** One product found. */
export interface Hit {
  id: string;
  product: {
    title: string;
    brand?: string;
    category?: string;
    color?: string;
    description?: string;
    price?: { amount: number; currency: string };
    stock?: number;
    language?: string;
  };
  relation: string;
  relevance: number;
  score: number;
  /** `personal`: how it suits the shopper, −1 to 1; null where it was not used. */
  signals: { personal: number | null };
  highlights: { field: string; start: number; end: number }[];
  conflicts?: string[];
  rules?: string[];
  explain?: { signal: string; value: number; weight: number; contribution: number }[];
  why?: string;
}

/** A value of a facet, or a range of prices. */
export interface FacetValue {
  value?: string;
  gte?: number;
  lt?: number;
  currency?: string | null;
  count: number;
}

/** Answer of `GET /v1/suggest`. */
export interface SuggestAnswer {
  suggestions: { text: string; kind: string; products: number }[];
}

/** RFC 9457 problem, as the API sends it. */
export interface Problem {
  status: number;
  title: string;
  detail: string | null;
  code: string | null;
  requestId: string | null;
  errors: { path: string; message: string }[];
}
