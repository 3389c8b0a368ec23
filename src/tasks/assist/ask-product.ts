import type { AssistRequest } from '../../contract/assist.ts';
import type { Language } from '../../core/language.ts';
import { namesServiceTopic } from '../../ranking/support.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { askedName } from './asked-name.ts';
import { namesOne } from './course.ts';
import type { ReadTurn } from './dialogue.ts';
import { productFact } from './facts.ts';
import { searchFor, unitsOf } from './hits.ts';
import type { KnownProduct } from './listed.ts';
import { quotePassages } from './passages.ts';
import { listLine, priceText, saying, shortTitle, whichProduct } from './sayings.ts';
import { attributeOf, LONGEST_QUOTE, sentenceOn, type Stated, termsBeside } from './stated.ts';
import type { DialogueState } from './state.ts';
import { wordsOf } from './wish.ts';
import { type AssistContext, plain, together, told, type Told } from './told.ts';

/** Answers about a product from its own texts, else from the shop's documents, else says that it isn't stated; asks which product where none is meant. */
export async function askProduct(
  turn: ReadTurn,
  state: DialogueState,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const { text } = turn.cues;
  const { one, cost } = await meant(turn, state, request, language, context);
  if (one === null) {
    // “Are they in stock?” of several that were shown is a question about one of them, whatever a policy says of stock.
    const isOfList = turn.before.listed.length > 1 && turn.cues.refersTo !== null && !namesServiceTopic(text);
    const fromShop = isOfList ? cost : together(cost, await quotePassages(text, language, context));
    if (fromShop.sentences.length > 0) return fromShop;
    const isAboutOne =
      turn.intent.intent === 'product_question' || turn.cues.refersTo === 'one' || turn.before.listed.length > 1;
    return isAboutOne && !namesOne(wordsOf(turn.intent))
      ? together(fromShop, whichOne(turn, language))
      : together(fromShop, notStated(null, language));
  }
  const answer = together(cost, await answerAbout(one, turn, language, context));
  if (answer.sentences.length > 0) return answer;
  const fromShop = together(answer, await quotePassages(text, language, context));
  return fromShop.sentences.length > 0 ? fromShop : together(fromShop, notStated(one.product, language));
}

/** The product that a turn is about: the one it points at, the one spoken of, the only one shown or on the page, or the one it names. */
async function meant(
  turn: ReadTurn,
  { focus }: DialogueState,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<{ one: KnownProduct | null; cost: Told }> {
  const { cues, before, intent } = turn;
  const { product_ids: onPage = [] } = request;
  const [place] = cues.ordinals;
  const pointed = place === undefined ? null : (before.listed.at(place)?.id ?? onPage.at(place) ?? null);
  const only = onPage.length === 1 ? onPage[0] : before.listed.length === 1 ? before.listed[0]?.id : null;
  const words = wordsOf(intent);
  const named = place === undefined && namesOne(words) && cues.refersTo !== 'one';
  const id = pointed ?? (named ? null : (focus?.id ?? only ?? null));
  if (id !== null) {
    const [one] = await context.catalog.get([id]);
    return { one: one ?? null, cost: told({}) };
  }
  if (!named) return { one: null, cost: told({}) };
  const wish = ['brand', 'product_name', 'model_number', 'product_type', 'color', 'size'].flatMap(
    (name) => words[name] ?? [],
  );
  const answer = await searchFor(wish.join(' '), { limit: 3, language, request }, context);
  const cost = told({ provenances: [answer], units: unitsOf(answer) });
  const best = answer.hits.find(({ relation, conflicts = [] }) => relation === 'exact' && conflicts.length === 0);
  const [found] = best === undefined ? [null] : await context.catalog.get([best.id]);
  return { one: found ?? null, cost };
}

function whichOne({ before: { listed } }: ReadTurn, language: Language): Told {
  const text = whichProduct(language);
  const options = listed.slice(0, 5).map(({ title }) => ({ value: title, count: 1 }));
  return told({ question: { text, facet: 'product', options } });
}

function notStated(product: CatalogProduct | null, language: Language): Told {
  if (product === null) return told({ sentences: [plain(saying('noPolicy', language))] });
  const title = shortTitle(product.title);
  const text = language === 'zh' ? `“${title}”的介绍里没有说明这一点。` : `That is not stated for “${title}”.`;
  return told({ sentences: [plain(text)], facts: [productFact(product)] });
}

async function answerAbout(
  { product }: KnownProduct,
  turn: ReadTurn,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const { cues } = turn;
  const fact = productFact(product);
  const says = (text: string, quote?: string): Told =>
    told({
      sentences: [{ text, sources: [fact.id] }],
      facts: [fact],
      quotes: new Map(quote === undefined ? [] : [[fact.id, quote]]),
    });
  const title = shortTitle(product.title);
  const isZh = language === 'zh';
  const isBare = cues.ordinals.length > 0 && termsBeside(cues.text, product.title).size === 0;
  const asked = isBare ? null : askedName(cues.text, language);
  if (isBare || (asked === null && /怎么样|tell me (?:more )?about|more about|介绍|details/i.test(cues.text))) {
    return overview(product, language);
  }
  if (asked?.kind === 'field') {
    const text = fieldSentence(asked.name, product, title, isZh);
    return text === null ? told({ facts: [fact] }) : says(text);
  }
  const quote = sentenceOn(product, cues.text);
  if (asked !== null) {
    const named = await attributeOf(product, asked.name, language, context);
    if (named.value !== null) {
      const { value, quote: evidence } = named.value;
      const text = isZh ? `“${title}”的${asked.label}：${value}。` : `The ${asked.label} of “${title}”: ${value}.`;
      return together(named.cost, says(text, evidence));
    }
    return quote === null
      ? together(named.cost, told({ facts: [fact] }))
      : together(named.cost, says(statedText(quote, title, isZh), quote.quote));
  }
  return quote === null ? told({ facts: [fact] }) : says(statedText(quote, title, isZh), quote.quote);
}

function statedText({ quote, label }: Stated, title: string, isZh: boolean): string {
  const flat = quote.replaceAll(/\s+/g, ' ');
  if (label !== null) return isZh ? `“${title}”的${label}：${flat}。` : `The ${label} of “${title}”: ${flat}.`;
  return isZh ? `“${title}”的介绍写道：“${flat}”` : `What is said of “${title}”: “${flat}”`;
}

function fieldSentence(
  name: 'price' | 'stock' | 'rating' | 'brand',
  { price, stock, rating, brand }: CatalogProduct,
  title: string,
  isZh: boolean,
): string | null {
  if (name === 'price') {
    if (price === undefined) return null;
    return isZh ? `“${title}”的价格是${priceText(price)}。` : `“${title}” costs ${priceText(price)}.`;
  }
  if (name === 'stock') {
    if (stock === undefined) return null;
    if (stock <= 0) return isZh ? `“${title}”目前缺货。` : `“${title}” is sold out.`;
    return isZh ? `“${title}”有货。` : `“${title}” is in stock.`;
  }
  if (name === 'rating') {
    if (rating === undefined) return null;
    const { value, count } = rating;
    const of = count === undefined ? '' : isZh ? `（${count}条评价）` : ` (${count} ratings)`;
    return isZh ? `“${title}”的评分是${value}${of}。` : `“${title}” is rated ${value}${of}.`;
  }
  if (brand === undefined) return null;
  return isZh ? `“${title}”的品牌是${brand}。` : `“${title}” is by ${brand}.`;
}

/** What there is to tell of a product at a glance: each line a field of its own. */
function overview(product: CatalogProduct, language: Language): Told {
  const { title, price, brand, color, rating, bullets = [], attributes = {} } = product;
  const isZh = language === 'zh';
  const own = Object.entries(attributes).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const parts: [string, string | undefined][] = [
    [isZh ? '品牌' : 'brand', brand],
    [isZh ? '颜色' : 'color', color],
    [isZh ? '评分' : 'rating', rating?.value.toString()],
    ...own.slice(0, 4).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  const stated = parts.flatMap(([name, value]) =>
    value === undefined ? [] : [isZh ? `${name}：${value}` : `${name}: ${value}`],
  );
  const fact = productFact(product);
  const sources = [fact.id];
  const head = listLine(1, title, price).replace(/^\n1\. /, '');
  const sentences = [{ text: isZh ? `${head}。` : `${head}.`, sources }];
  if (stated.length > 0) sentences.push({ text: isZh ? `${stated.join('，')}。` : `${stated.join(', ')}.`, sources });
  const [bullet] = bullets;
  if (bullet !== undefined && bullet.length <= LONGEST_QUOTE) {
    sentences.push({
      text: isZh ? `介绍写道：“${bullet}”` : `It is described as “${bullet.replace(/[.。]$/, '')}”.`,
      sources,
    });
  }
  return told({
    sentences,
    facts: [fact],
    products: [{ product: product as Told['products'][number]['product'], relation: null, relevance: null, why: '' }],
  });
}
