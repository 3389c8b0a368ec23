import type { AssistRequest, ShownProduct } from '../../contract/assist.ts';
import type { FiltersBody } from '../../contract/filters.ts';
import type { Language } from '../../core/language.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { recommendTask } from '../recommend.ts';
import { productFact } from './facts.ts';
import { filtersOf, inOrder, nearness, searchFor, showed, SIMILAR, unitsOf } from './hits.ts';
import { queryOf } from './query.ts';
import { nothingFound, saying } from './sayings.ts';
import { line, LISTED, ofKind, questionOf, shown, wishText } from './shown.ts';
import type { DialogueState } from './state.ts';
import { type AssistContext, plain, together, told, type Told } from './told.ts';
import { needOf } from './wish.ts';

/** Products that ideas are chosen from. */
const READ = 40;

/** Ideas for a need that names no thing: what suits it as it was said, else what it is for, else what the shop recommends, and said to be that; and a question of what kind it should be. */
export async function suggest(
  request: AssistRequest,
  state: DialogueState,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const filters = { language: [language], ...filtersOf(state) } as FiltersBody;
  const ask = async (seeking: string | null, least: number): Promise<Ideas | null> => {
    const query = queryOf({ ...state, seeking }, language);
    const answer = await searchFor(query, { limit: READ, language, filters, request }, context);
    const near = nearness(answer.hits);
    const hits = inOrder(
      answer.hits.filter((hit) => (hit.conflicts ?? []).length === 0 && near(hit, SIMILAR)),
      state,
    );
    cost = together(cost, told({ provenances: [answer], units: unitsOf(answer) }));
    if (hits.length < least) return null;
    return { products: hits.map(shown), heading: 'ideas', queryId: showed(answer, hits.slice(0, LISTED), context) };
  };
  let cost = told({});
  const need = needOf(state);
  const found = (await ask(state.seeking, 2)) ?? (need === null ? null : await ask(need, 1));
  const ideas = found ?? (await recommended(request, state, language, context));
  if (ideas.products.length === 0) {
    return { ...cost, sentences: [plain(nothingFound(wishText(state, language), language))] };
  }
  const products = ideas.products.slice(0, LISTED);
  const lines = products.map(({ product }, i) => line(product as CatalogProduct, i, state, language));
  return {
    ...cost,
    sentences: [plain(saying(ideas.heading, language)), ...lines],
    facts: products.map(({ product }) => productFact(product as CatalogProduct)),
    products,
    queryId: ideas.queryId,
    question: questionOf(
      ideas.products.map(({ product }) => ({ product: ofKind(product as CatalogProduct, 0), weight: 1 })),
      state,
      language,
    ),
  };
}

interface Ideas {
  products: ShownProduct[];
  heading: 'ideas' | 'unsuited';
  queryId: string | null;
}

/** What the shop recommends to this shopper within the wish's price and filters; in their language where there is any. */
async function recommended(
  { shopper_id, session_id }: AssistRequest,
  state: DialogueState,
  language: Language,
  context: AssistContext,
): Promise<Ideas> {
  const { min, max } = state.price ?? {};
  const price = { ...(min === undefined ? {} : { gte: min }), ...(max === undefined ? {} : { lte: max }) };
  const filters = { ...filtersOf(state), ...(state.price === null ? {} : { price }) };
  const ask = async (more: FiltersBody): Promise<Ideas> => {
    const { items, recommendation_id } = await recommendTask(
      {
        kind: 'for_you',
        // No more than is listed: what is kept as shown is learnt of.
        limit: LISTED,
        language,
        filters: { ...filters, ...more } as FiltersBody,
        ...(shopper_id === undefined ? {} : { shopper_id }),
        ...(session_id === undefined ? {} : { session_id }),
      },
      { ...context, weights: await context.weights(), now: context.now(), defer: (work) => context.call.defer(work) },
    );
    const separator = language === 'zh' ? '；' : '; ';
    const products = items.map(({ product, reasons }) => ({
      product,
      relation: null,
      relevance: null,
      why: reasons.map(({ text }) => text).join(separator),
    }));
    return { products, heading: 'unsuited', queryId: recommendation_id };
  };
  const own = await ask({ language: [language] });
  return own.products.length > 0 ? own : await ask({});
}
