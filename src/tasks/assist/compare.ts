import type { AssistRequest } from '../../contract/assist.ts';
import type { Language } from '../../core/language.ts';
import { compareProducts, type ComparisonRow } from '../../ranking/comparison.ts';
import type { ReadTurn } from './dialogue.ts';
import type { Sentence } from './draft.ts';
import { productFact, productSource } from './facts.ts';
import { searchFor, surelyExact, unitsOf } from './hits.ts';
import type { KnownProduct } from './listed.ts';
import { labelOf, listLine, nothingFound, saying } from './sayings.ts';
import { namesThing, wishOf, wordsOf } from './wish.ts';
import { type AssistContext, plain, told, type Told } from './told.ts';

/** The most products of a table, and of its rows that are told as sentences. */
const MOST_PRODUCTS = 4;
const MOST_TOLD = 5;

/** What stands between two things that are compared. */
const BETWEEN = /\s+(?:vs\.?|versus|or|and|against|with|to)\s+|和|与|跟|还是|对比|比较|、|,|，/i;
const AROUND =
  /^(?:please |can you |help me )*(?:compare|difference between|what'?s? (?:is )?the dif+e?re?nce between|which (?:one )?is better[,:]?|how (?:does|do))\s*(?:the\s+)?|(?:哪个|哪款|哪一款|哪种|谁)(?:更)?(?:好|值|强|便宜|适合).*$|买?哪(?:个|款|种)$|(?:有(?:什么|啥|何))?(?:区别|差别|不同|不一样|对比|比较).*$|[,，]?\s*which (?:one )?(?:is|should).*$|[?？。.!！]+$/gi;

/** A table of the products that the turn points at or names, and in sentences what differs; asks which where there are not two. */
export async function compare(
  turn: ReadTurn,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const { product_ids: onPage = [] } = request;
  const { ordinals, refersTo, text } = turn.cues;
  const points = ordinals.length >= 2 || refersTo !== null || !namesThing(wordsOf(turn.intent), text);
  const pointed = points ? await pointedAt(turn, onPage, context) : [];
  if (pointed.length >= 2) return comparison(pointed.slice(0, MOST_PRODUCTS), language, told({}));
  const named = await namedIn(turn, request, language, context);
  if (named.products.length >= 2) return comparison(named.products, language, named.cost);
  const wish = wishOf(turn.cues.text);
  const answer = await searchFor(wish, { limit: 20, language, request }, context);
  const cost = told({ provenances: [answer], units: unitsOf(answer) });
  const ids = surelyExact(answer.hits, answer.hits, language)
    .slice(0, 3)
    .map(({ id }) => id);
  const found = await known(ids, context);
  if (found.length >= 2) return comparison(found, language, cost);
  const isNamed = namesThing(wordsOf(turn.intent), text);
  const says = isNamed ? nothingFound(wish, language) : saying('needTwo', language);
  return { ...cost, sentences: [plain(says)] };
}

async function pointedAt(
  { cues: { ordinals, refersTo }, before: { listed } }: ReadTurn,
  onPage: readonly string[],
  context: AssistContext,
): Promise<KnownProduct[]> {
  const ids = listed.length > 0 ? listed.map(({ id }) => id) : [...onPage];
  const places = ordinals.length >= 2 ? ordinals : refersTo === 'two' ? [0, 1] : ids.map((_, i) => i);
  const chosen = places.flatMap((place) => ids.at(place) ?? []);
  return await known([...new Set(chosen)].slice(0, MOST_PRODUCTS), context);
}

async function known(ids: readonly string[], { catalog }: AssistContext): Promise<KnownProduct[]> {
  if (ids.length === 0) return [];
  return (await catalog.get(ids)).filter((one) => one !== null);
}

/** The products of `A vs B`: of each side the best one that is just what it names. */
async function namedIn(
  { cues: { text } }: ReadTurn,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<{ products: KnownProduct[]; cost: Told }> {
  const sides = text
    .replaceAll(AROUND, ' ')
    .trim()
    .replaceAll(AROUND, ' ')
    .split(BETWEEN)
    .map((side) => side.trim().replace(/^the\s+/i, ''))
    .filter((side) => side.length > 1);
  if (sides.length < 2 || sides.length > MOST_PRODUCTS) return { products: [], cost: told({}) };
  const answers = await Promise.all(sides.map((side) => searchFor(side, { limit: 3, language, request }, context)));
  const ids: string[] = [];
  for (const { hits } of answers) {
    const best = hits.find(
      ({ id, relation, conflicts = [] }) => relation !== 'complement' && conflicts.length === 0 && !ids.includes(id),
    );
    if (best !== undefined) ids.push(best.id);
  }
  const units = answers.reduce((sum, answer) => sum + unitsOf(answer), 0);
  return {
    products: ids.length === sides.length ? await known(ids, context) : [],
    cost: told({ provenances: answers, units }),
  };
}

function comparison(products: readonly KnownProduct[], language: Language, cost: Told): Told {
  const rows = compareProducts(products);
  const ids = products.map(({ product }) => product.id);
  const lines = products.map(({ product }, i): Sentence => ({
    text: listLine(i + 1, product.title, product.price),
    sources: [productSource(product.id)],
  }));
  const differing = rows.filter(({ differs, name }) => differs && name !== 'price').slice(0, MOST_TOLD);
  return {
    ...cost,
    sentences: [
      plain(saying('compared', language)),
      ...lines,
      ...differing.map((row) => rowSentence(row, ids, language)),
    ],
    facts: products.map(({ product, attributes }) => withRead(productFact(product), attributes)),
    products: products.map(({ product }) => ({
      product: product as Told['products'][number]['product'],
      relation: null,
      relevance: null,
      why: '',
    })),
    comparison: { products: ids, rows },
  };
}

/** A product's fact with what was read from its texts: the table has those values too. */
function withRead<Fact extends { text: string }>(fact: Fact, attributes: KnownProduct['attributes']): Fact {
  const read = attributes.map(({ name, value }) => `${name}: ${value}`);
  return { ...fact, text: [fact.text, ...read].join('\n') };
}

function rowSentence({ name, values }: ComparisonRow, ids: readonly string[], language: Language): Sentence {
  const isZh = language === 'zh';
  const cells = values.map((value, i) => `${i + 1}) ${value ?? (isZh ? '未说明' : 'not stated')}`);
  const sources = ids.flatMap((id, i) => (values[i] === null ? [] : [productSource(id)]));
  const label = labelOf(name, language);
  return { text: `\n${isZh ? `${label}：` : `${label}: `}${cells.join(isZh ? '；' : '; ')}`, sources };
}
