import { attributeKey } from '../core/gazetteer/same-attribute.ts';
import { type FacetValue, facet } from './facets.ts';
import { type Attributed, fieldValues } from './field-values.ts';

/** A product that may be what the shopper wants, and how likely by weight (any scale, not negative). */
export interface Likely extends Attributed {
  weight: number;
}

/** What to ask, with the values to choose from, most products first; prices from low to high. */
export interface Question {
  facet: string;
  options: FacetValue[];
  /** Bits that the answer is expected to tell of which product is wanted. */
  gain: number;
}

/** Fewer products than these are shown rather than asked about. */
const LEAST_PRODUCTS = 5;

/** Bits below which a question is not worth its time. */
const LEAST_GAIN = 0.6;

/** The most values that are offered, and the longest of them. */
const MOST_OPTIONS = 5;
const LONGEST_OPTION = 30;

/** Part of the weight whose products state a value: below it most shoppers' choice would not be among the options. */
const LEAST_STATED = 0.5;

/** What shoppers choose by, whatever the shop's own attributes are called. */
const COMMON = ['category', 'price', 'brand', 'color'] as const;

/** Names of the shop's own that tell nothing to choose by. */
const NO_CHOICE =
  /^(?:sku|mpn|gtin|ean|upc|asin|isbn|id|model|.*number|weight|dimensions?|url|date.*|货号|型号|款号|条码|.*编号|尺寸|重量|.*日期)$/i;

/**
 * The question that tells most about which of the products is wanted; null where there are few, or no answer would tell enough. The gain is
 * the mutual information of product i (probability pᵢ by weight) and answer a: I = s · (H(A) − Σ pᵢ H(A | i)), over the products that
 * state the facet, whose part of the weight is s: one that states nothing answers like all, and tells nothing. A product of several
 * values is meant by each of them alike. Facets in `without` (stated or asked already) are left out.
 */
export function chooseQuestion(products: readonly Likely[], without: ReadonlySet<string>): Question | null {
  if (products.length < LEAST_PRODUCTS) return null;
  const known = new Set([...without].map(attributeKey));
  const own = products.flatMap(({ product }) => Object.keys(product.attributes ?? {}));
  const names = [...new Set<string>([...COMMON, ...own])].filter(
    (name) => !known.has(attributeKey(name)) && !NO_CHOICE.test(name),
  );
  let best: Question | null = null;
  for (const name of names) {
    const options = facet(products, name).filter(({ value }) => value === undefined || value.length <= LONGEST_OPTION);
    // Where each product has a value of its own, the question would be which product it is.
    if (options.length < 2 || (options[0]?.count ?? 0) < 2) continue;
    const gain = gainOf(products, name, options);
    if (gain >= LEAST_GAIN && gain > (best?.gain ?? 0)) {
      best = { facet: name, options: options.slice(0, MOST_OPTIONS), gain };
    }
  }
  return best;
}

/** Bits of information that the answer about a facet gives, as `chooseQuestion` tells. */
export function gainOf(products: readonly Likely[], name: string, options: readonly FacetValue[]): number {
  const total = sum(products.map(({ weight }) => weight));
  if (total <= 0) return 0;
  const answers = products.map((one) => ({
    weight: one.weight,
    given: options.flatMap((option, i) => (isIn(one, name, option) ? [i] : [])),
  }));
  const stating = answers.filter(({ given }) => given.length > 0);
  const stated = sum(stating.map(({ weight }) => weight));
  if (stated / total < LEAST_STATED) return 0;
  const mass = options.map((_, i) =>
    sum(stating.map(({ weight, given }) => (given.includes(i) ? weight / given.length / stated : 0))),
  );
  const within = sum(stating.map(({ weight, given }) => (weight / stated) * Math.log2(given.length)));
  return (stated / total) * (entropy(mass) - within);
}

/** Whether a product has a value of a facet. */
function isIn(one: Attributed, name: string, { value, gte = -Infinity, lt = Infinity, currency }: FacetValue): boolean {
  if (name === 'price') {
    const { price } = one.product;
    return price !== undefined && price.currency === currency && price.amount >= gte && price.amount < lt;
  }
  return fieldValues(one, name).some((each) => each.toLowerCase() === value?.toLowerCase());
}

function entropy(masses: readonly number[]): number {
  return -sum(masses.map((mass) => (mass > 0 ? mass * Math.log2(mass) : 0)));
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
