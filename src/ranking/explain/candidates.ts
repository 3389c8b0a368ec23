import { matchGazetteer, wordIn } from '../../core/gazetteer/match-gazetteer.ts';
import type { Language } from '../../core/language.ts';
import { overlaps } from '../../core/overlaps.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import type { Product } from '../../core/product.ts';
import type { Agreement } from './agreement.ts';
import { changeBetween, replaceStretch, wholeStretch } from './edit-text.ts';

/** A change of one field of a query or a product, and both as they are then. */
export interface Candidate {
  field: string;
  /** What was there; empty where something was added. */
  from: string;
  /** What stands there now; empty where something was taken away. */
  to: string;
  query: string;
  product: Product;
}

/** A word with its weight for the answered relation. */
export interface WeighedWord {
  field: string;
  text: string;
  start: number;
  end: number;
  weight: number;
}

/** What changes are made of. */
export interface Grounds {
  query: string;
  product: Product;
  agreements: readonly Agreement[];
  /** What kind of thing the product is, in its own words. */
  types: readonly string[];
  words: readonly WeighedWord[];
  language: Language;
}

/** The most changes that are tried, and the words of each side that are taken away. */
const MOST = 24;
const MOST_WORDS = 3;

/** Words that are not worth to be taken away by themselves. */
const GLUE = /^(?:a|an|the|for|with|of|in|on|to|and|or|by|from|is|的|了|和|与|或|是|有|用)$/i;

/** A value longer than this is no word to ask for. */
const LONGEST = 40;

/** The limits that `/v1/match` has for these texts. */
const LONGEST_QUERY = 512;
const LONGEST_TITLE = 1_000;

/**
 * Changes that may turn the relation, those of the evidence first: a wish dropped or replaced by what the product has; the product's word
 * replaced by the wish, or the wish added to its title; the words that weigh most taken away, one by one. None twice, none that leaves a
 * text blank.
 */
export function counterfactualCandidates(grounds: Grounds): Candidate[] {
  const all = [...ofQuery(grounds), ...ofProduct(grounds), ...ofWords(grounds)];
  const known = new Set<string>();
  return all
    .filter(({ query, product, from, to, field }) => {
      const key = `${field}\n${query}\n${JSON.stringify(product)}`;
      const isNew = !known.has(key);
      known.add(key);
      return (
        isNew &&
        from !== to &&
        query.trim() !== '' &&
        query.length <= LONGEST_QUERY &&
        product.title.trim() !== '' &&
        product.title.length <= LONGEST_TITLE
      );
    })
    .slice(0, MOST);
}

function asked({ query, product }: Grounds, now: string): Candidate {
  return { field: 'query', ...changeBetween(query, now), query: now, product };
}

/** The product with another text in a field, as a candidate; null where it has no such field. */
function offered({ query, product }: Grounds, field: string, edit: (text: string) => string): Candidate | null {
  const [name = '', index] = field.split('.');
  if (name === 'bullets' && index !== undefined) {
    const old = product.bullets?.[Number(index)];
    if (old === undefined) return null;
    const now = edit(old);
    const bullets = (product.bullets ?? [])
      .map((text, i) => (i === Number(index) ? now : text))
      .filter((text) => text !== '');
    return { field, ...changeBetween(old, now), query, product: { ...product, bullets } };
  }
  if (name !== 'title' && name !== 'brand' && name !== 'color' && name !== 'description') return null;
  const old = product[name];
  if (old === undefined) return null;
  const now = edit(old);
  const { [name]: _, ...rest } = product;
  const changed = now === '' && name !== 'title' ? rest : { ...product, [name]: now };
  return { field, ...changeBetween(old, now), query, product: changed as Product };
}

function ofQuery(grounds: Grounds): Candidate[] {
  const { query, agreements, types, language } = grounds;
  const type = types.find((text) => text.length <= LONGEST);
  const replaced = agreements.flatMap(({ at, agrees, found, name }) => {
    if (at === null || agrees === true || name === 'price' || name === 'not') return [];
    const value = name === 'product_type' ? type : found?.split('/')[0]?.trim();
    return value === undefined || value.length > LONGEST
      ? []
      : [replaceStretch(query, at, inLanguage(value, language))];
  });
  const dropped = agreements.flatMap(({ at, agrees }) =>
    at === null || agrees === true ? [] : [replaceStretch(query, at, '')],
  );
  // Of a complement or something else: what the product itself is.
  const instead = type === undefined ? [] : [inLanguage(type, language)];
  return [...replaced, ...dropped, ...instead].map((now) => asked(grounds, now));
}

/** A known word in the language of the query; any other as it is. */
function inLanguage(value: string, language: Language): string {
  const [known] = matchGazetteer(value);
  return known?.text.length === value.length ? (wordIn(language, known) ?? value) : value;
}

function ofProduct(grounds: Grounds): Candidate[] {
  const { agreements } = grounds;
  const found = agreements.flatMap(({ name, wanted, found: value, agrees }): (Candidate | null)[] => {
    if (name === 'price') return agrees === false ? [cheaper(grounds)] : [];
    if (agrees === true) return [];
    if (value === null) return name === 'not' ? [] : [offered(grounds, 'title', (title) => added(title, wanted))];
    const to = name === 'not' ? '' : wanted;
    const each = value.split('/').map((part) => part.trim());
    return ['title', 'brand', 'color'].map((field) => offered(grounds, field, (text) => swapped(text, each, to)));
  });
  const lost = agreements.flatMap(({ agrees, found: value }) =>
    agrees === true && value !== null ? [offered(grounds, 'title', (text) => swapped(text, [value], ''))] : [],
  );
  return [...found, ...lost].filter((one) => one !== null);
}

const added = (title: string, wanted: string): string => `${title} ${wanted}`;

/** The text with the first of these words that stands in it replaced; itself where there is none. */
function swapped(text: string, words: readonly string[], to: string): string {
  const [at] = words.flatMap((word) => wholeStretch(text, word) ?? []);
  return at === undefined ? text : replaceStretch(text, at, to);
}

/** The product at the price that the query has for its bound. */
function cheaper({ query, product }: Grounds): Candidate | null {
  const wanted = parseQuery(query).price;
  if (product.price === undefined || wanted === null) return null;
  const { amount, currency } = product.price;
  const bound = amount > (wanted.max ?? Infinity) ? wanted.max : wanted.min;
  if (bound === undefined) return null;
  return {
    field: 'price',
    from: `${amount} ${currency}`,
    to: `${bound} ${currency}`,
    query,
    product: { ...product, price: { amount: bound, currency } },
  };
}

function ofWords(grounds: Grounds): Candidate[] {
  // Half a price says something else; the whole of it is dropped as a wish.
  const whole = grounds.agreements.filter(({ name }) => name === 'price' || name === 'not');
  const isPart = (word: WeighedWord): boolean =>
    word.field === 'query' && whole.some(({ at }) => at !== null && overlaps(word, at));
  const heavy = grounds.words
    .filter((word) => word.weight > 0 && !GLUE.test(word.text) && !isPart(word))
    .toSorted((a, b) => b.weight - a.weight);
  const [asking, offering] = [
    heavy.filter(({ field }) => field === 'query'),
    heavy.filter(({ field }) => field !== 'query'),
  ];
  return [...asking.slice(0, MOST_WORDS), ...offering.slice(0, MOST_WORDS)].flatMap((word) => {
    const edit = (text: string): string => replaceStretch(text, word, '');
    return (word.field === 'query' ? asked(grounds, edit(grounds.query)) : offered(grounds, word.field, edit)) ?? [];
  });
}
