import type { AssistRequest } from '../../contract/assist.ts';
import type { Hit } from '../../contract/search.ts';
import type { Language } from '../../core/language.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { productFact } from './facts.ts';
import {
  filtersOf,
  inLanguage,
  inOrder,
  nearness,
  ofThing,
  searchFor,
  showed,
  SIMILAR,
  surelyExact,
  unitsOf,
} from './hits.ts';
import { queryOf } from './query.ts';
import { mendedTo, nothingFound, saying } from './sayings.ts';
import { line, LISTED, ofKind, questionOf, shown, wishText } from './shown.ts';
import type { DialogueState } from './state.ts';
import { type AssistContext, plain, together, told, type Told } from './told.ts';

/** Hits that a question is chosen by. */
const READ = 40;

/** The same where other titles name the thing that is looked for and this one does not. */
const SURE_UNNAMED = 0.6;

/**
 * Finds what the dialogue has come to, or says that there is nothing; asks what would narrow much down. Where nothing is just what was asked
 * for and the search mended typing errors, it says so and finds what the mended words say: models read 兰牙 as a brand.
 */
export async function find(
  state: DialogueState,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const filters = filtersOf(state);
  const query = queryOf(state, language);
  const answer = await searchFor(
    query,
    { limit: READ, language, request, ...(filters === null ? {} : { filters }) },
    context,
  );
  const fits = answer.hits.filter(({ conflicts = [] }) => conflicts.length === 0);
  const near = nearness(answer.hits);
  const named = ofThing(fits, state);
  // What is not named, and is in the other language, is easily taken for something else: black tea for a red kettle.
  const isLikely = ({ product }: Hit): boolean => named !== fits || (product.language ?? language) === language;
  const sure = fits.filter((hit) => hit.relevance >= SURE_UNNAMED || (named.includes(hit) && isLikely(hit)));
  const exact = inOrder(surelyExact(sure, answer.hits, language), state);
  const similar = inOrder(
    inLanguage(
      named.filter((hit) => hit.relation !== 'complement' && isLikely(hit) && near(hit, SIMILAR)),
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
  const { corrected } = answer.plan;
  if (exact.length === 0 && corrected !== null) {
    const mended = await find({ ...state, seeking: corrected }, request, language, context);
    if (mended.products.length > 0) {
      return together(told({ ...base, sentences: [plain(mendedTo(corrected, language))] }), mended);
    }
  }
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
    queryId: showed(answer, hits, context),
    question,
  });
}
