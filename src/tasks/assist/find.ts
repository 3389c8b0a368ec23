import type { FiltersBody } from '../../contract/filters.ts';
import type { Hit } from '../../contract/search.ts';
import type { AssistRequest, ShownProduct } from '../../contract/assist.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import { childCall } from '../../models/wrappers/child-call.ts';
import { chooseQuestion } from '../../ranking/question.ts';
import { supportOf, termsOf } from '../../ranking/support.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { recommendTask } from '../recommend.ts';
import { type SearchAnswer, searchTask } from '../search.ts';
import type { Sentence } from './draft.ts';
import { productFact, productSource } from './facts.ts';
import { listLine, nothingFound, questionText, saying } from './sayings.ts';
import { queryOf } from './query.ts';
import type { DialogueState } from './state.ts';
import { type AssistContext, plain, told, type Told } from './told.ts';

/** Products that are listed. */
const LISTED = 5;

/** Hits that a question is chosen by. */
const READ = 40;

/**
 * What is said to fit is judged exact with this relevance, and its cosine is near the best one's: the match model alone also takes a phone for
 * earphones. What is similar need be less sure.
 */
const SURE = { relevance: 0.5, distance: 0.045 };
const SIMILAR = { relevance: 0.3, distance: 0.05 };

/** The same where other titles name the thing that is looked for and this one does not. */
const SURE_UNNAMED = 0.6;

/** Milliseconds that a search may take of an answer. */
const PATIENCE = 5_000;

/** Searches the catalogue under a part of the answer's deadline. */
export async function searchFor(
  query: string,
  { limit, filters, language }: { limit: number; filters?: FiltersBody; language: Language },
  context: AssistContext,
): Promise<SearchAnswer> {
  const { call, now } = context;
  const child = childCall(call, { deadline: Math.min(call.deadline, now() + PATIENCE) });
  try {
    const request = { query, limit, explain: true, language, ...(filters === undefined ? {} : { filters }) };
    return await searchTask(request, { ...context, call: child.call });
  } finally {
    child.release();
  }
}

/** The units of a search. */
export const unitsOf = ({ judged }: SearchAnswer): number => 1 + Math.ceil(judged / 10);

/** Finds what the dialogue has come to, or says that there is nothing; asks what would narrow much down. */
export async function find(state: DialogueState, language: Language, context: AssistContext): Promise<Told> {
  const filters = filtersOf(state);
  const query = queryOf(state, language);
  const answer = await searchFor(query, { limit: READ, language, ...(filters === null ? {} : { filters }) }, context);
  const fits = answer.hits.filter(({ conflicts = [] }) => conflicts.length === 0);
  const near = nearness(answer.hits);
  const named = ofThing(fits, state);
  const sure = fits.filter((hit) => named.includes(hit) || hit.relevance >= SURE_UNNAMED);
  const exact = inOrder(surelyExact(sure, answer.hits, language), state);
  const similar = inOrder(
    inLanguage(
      named.filter((hit) => hit.relation !== 'complement' && near(hit, SIMILAR)),
      language,
    ),
    state,
  );
  const broken = answer.hits.filter(
    ({ conflicts = [], relation }) => conflicts.length > 0 && relation !== 'complement',
  );
  const closest = inLanguage(
    broken.filter((hit) => near(hit, { ...SIMILAR, relevance: 0.1 })),
    language,
  );
  const base = { provenances: [answer], units: unitsOf(answer) };
  const [heading, hits] =
    exact.length > 0
      ? [saying(exact.length === 1 ? 'oneFits' : 'exactly', language), exact.slice(0, LISTED)]
      : similar.length > 0
        ? [saying('similar', language), similar.slice(0, 3)]
        : [saying('closest', language), inOrder(closest, state).slice(0, 3)];
  if (hits.length === 0) {
    return told({ ...base, sentences: [plain(nothingFound(wishText(state, language), language))] });
  }
  const weighed = exact.map(({ product, relevance }) => ({
    product: ofKind(product as CatalogProduct, -1),
    weight: relevance,
  }));
  const question = questionOf(weighed, state, language);
  const sentences = [plain(heading), ...hits.map((hit, i) => line(hit.product as CatalogProduct, i, state, language))];
  return told({
    ...base,
    sentences,
    facts: hits.map((hit) => productFact(hit.product as CatalogProduct)),
    products: hits.map(shown),
    question,
  });
}

/** Ideas for a need that names no thing: what suits it, else what the shop recommends; and a question of what kind it should be. */
export async function suggest(
  request: AssistRequest,
  state: DialogueState,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const filters = { language: [language], ...filtersOf(state) } as FiltersBody;
  const answer = await searchFor(queryOf(state, language), { limit: READ, language, filters }, context);
  const near = nearness(answer.hits);
  const suits = answer.hits.filter((hit) => (hit.conflicts ?? []).length === 0 && near(hit, SIMILAR));
  const ideas =
    suits.length >= 2 ? inOrder(suits, state).map(shown) : await recommended(request, state, language, context);
  const cost = { provenances: [answer], units: unitsOf(answer) };
  if (ideas.length === 0) {
    return told({ ...cost, sentences: [plain(nothingFound(wishText(state, language), language))] });
  }
  const products = ideas.slice(0, LISTED);
  const lines = products.map(({ product }, i) => line(product as CatalogProduct, i, state, language));
  return told({
    ...cost,
    sentences: [plain(saying('ideas', language)), ...lines],
    facts: products.map(({ product }) => productFact(product as CatalogProduct)),
    products,
    question: questionOf(
      ideas.map(({ product }) => ({ product: ofKind(product as CatalogProduct, 0), weight: 1 })),
      state,
      language,
    ),
  });
}

/** What the shop recommends to this shopper within the wish's price and filters; in their language where there is any. */
async function recommended(
  { shopper_id, session_id }: AssistRequest,
  state: DialogueState,
  language: Language,
  context: AssistContext,
): Promise<ShownProduct[]> {
  const { min, max } = state.price ?? {};
  const price = { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) };
  const filters = { ...filtersOf(state), ...(state.price === null ? {} : { price }) };
  const ask = async (more: FiltersBody): Promise<ShownProduct[]> => {
    const { items } = await recommendTask(
      {
        kind: 'for_you',
        limit: READ,
        language,
        filters: { ...filters, ...more } as FiltersBody,
        ...(shopper_id === undefined ? {} : { shopper_id }),
        ...(session_id === undefined ? {} : { session_id }),
      },
      { ...context, ...context.recommending, now: context.now(), defer: (work) => context.call.defer(work) },
    );
    const separator = language === 'zh' ? '；' : '; ';
    return items.map(({ product, reasons }) => ({
      product,
      relation: null,
      relevance: null,
      why: reasons.map(({ text }) => text).join(separator),
    }));
  };
  const own = await ask({ language: [language] });
  return own.length > 0 ? own : await ask({});
}

/** A product with one level of its category alone, which is what a shopper would name: the first (0) or the last (−1). */
function ofKind(product: CatalogProduct, level: 0 | -1): CatalogProduct {
  return { ...product, category: product.category?.split('>').at(level)?.trim() };
}

/** Of some hits those that are surely just what was asked for, by their relevance and by their nearness among all. */
export function surelyExact(hits: readonly Hit[], all: readonly Hit[], language: Language): Hit[] {
  const near = nearness(all);
  const exact = hits.filter((hit) => hit.relation === 'exact' && (hit.conflicts ?? []).length === 0 && near(hit, SURE));
  return inLanguage(exact, language);
}

/** Where titles name the thing that is looked for, in either language, those that do; else all. The match model also takes a bag for a tent. */
function ofThing(hits: readonly Hit[], { words }: DialogueState): readonly Hit[] {
  const terms = termsOf((words['product_type'] ?? []).join(' '));
  const named = hits.filter(({ product }) => supportOf(product.title, terms) >= 0.5);
  return named.length > 0 ? named : hits;
}

/** Whether a hit is relevant enough, and in meaning near enough to the nearest of the hits; one that is not embedded yet is not far. */
function nearness(hits: readonly Hit[]): (hit: Hit, least: { relevance: number; distance: number }) => boolean {
  const best = Math.max(...hits.map(({ signals }) => signals.semantic ?? -1));
  return ({ relevance, signals: { semantic } }, least) =>
    relevance >= least.relevance && (semantic === null || best - semantic <= least.distance);
}

/** A product in another language is shown only where the best in the shopper's own are worth less than this part of it. */
const OWN_LANGUAGE = 0.75;

/** Those in the shopper's language, where they are about as relevant as the others. */
function inLanguage(hits: readonly Hit[], language: Language): Hit[] {
  const best = (list: readonly Hit[]): number => Math.max(0, ...list.map(({ relevance }) => relevance));
  const own = hits.filter(({ product }) => (product.language ?? detectLanguage(product.title)) === language);
  return own.length > 0 && best(own) >= OWN_LANGUAGE * best(hits) ? own : [...hits];
}

/** The wish as it is told back: what is looked for, the price, what it must not be. */
export function wishText(state: DialogueState, language: Language): string {
  const chosen = Object.values(state.chosen).flat();
  const more = chosen.filter((value) => !(state.seeking ?? '').includes(value));
  const separator = language === 'zh' ? '，' : ', ';
  const rest = queryOf({ ...state, seeking: null }, language);
  return [[state.seeking ?? '', ...more].join(' ').trim(), rest].filter((part) => part !== '').join(separator);
}

function filtersOf({ chosen, otherThan, seen }: DialogueState): FiltersBody | null {
  const not = {
    ...(otherThan.length === 0 ? {} : { brand: [...otherThan] }),
    ...(seen.length === 0 ? {} : { id: [...seen] }),
  };
  const fields = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, [...values]]));
  if (Object.keys(fields).length === 0 && Object.keys(not).length === 0) return null;
  return { ...fields, ...(Object.keys(not).length === 0 ? {} : { not }) } as FiltersBody;
}

/** By price where that was asked for; what states its price before what does not where the price matters. Otherwise as found. */
function inOrder(hits: readonly Hit[], { order, price }: DialogueState): Hit[] {
  const amount = ({ product }: Hit): number | null => product.price?.amount ?? null;
  if (order === null && price === null) return [...hits];
  const sign = order === 'dearest' ? -1 : order === 'cheapest' ? 1 : 0;
  return hits.toSorted((a, b) => {
    const [left, right] = [amount(a), amount(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

function line(product: CatalogProduct, i: number, { price, order }: DialogueState, language: Language): Sentence {
  const silent =
    (price !== null || order !== null) && product.price === undefined
      ? language === 'zh'
        ? '（未标价）'
        : ' (price not stated)'
      : '';
  return { text: listLine(i + 1, product.title, product.price) + silent, sources: [productSource(product.id)] };
}

function shown({ product, relation, relevance, why = '' }: Hit): ShownProduct {
  return { product, relation, relevance, why };
}

/** What to ask next, by what the shop itself states of the products: what was read from their texts is too various to choose by. */
function questionOf(
  products: readonly { product: CatalogProduct; weight: number }[],
  state: DialogueState,
  language: Language,
): Told['question'] {
  const known = [...state.asked, ...Object.keys(state.words), ...Object.keys(state.chosen)];
  const without = new Set([...known, ...(state.price === null ? [] : ['price'])]);
  const question = chooseQuestion(
    products.map((one) => ({ ...one, attributes: [] })),
    without,
  );
  if (question === null) return null;
  const { facet } = question;
  // What stands between options stands within none, so that the answer can be told from the question.
  const options = question.options.filter(({ value = '' }) => !/, | or |、|还是|[?？]/.test(value));
  if (options.length < 2) return null;
  return { text: questionText(facet, options, language), facet, options };
}
