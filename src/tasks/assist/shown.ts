import type { ShownProduct } from '../../contract/assist.ts';
import type { Hit } from '../../contract/search.ts';
import type { Language } from '../../core/language.ts';
import { chooseQuestion } from '../../ranking/question.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import type { Sentence } from './draft.ts';
import { productSource } from './facts.ts';
import { queryOf } from './query.ts';
import { listLine, questionText } from './sayings.ts';
import type { DialogueState } from './state.ts';
import type { Told } from './told.ts';

/** Products that are listed. */
export const LISTED = 5;

/** A product with one level of its category alone, which is what a shopper would name: the first (0) or the last (−1). */
export function ofKind(product: CatalogProduct, level: 0 | -1): CatalogProduct {
  return { ...product, category: product.category?.split('>').at(level)?.trim() };
}

/** The wish as it is told back: what is looked for, the price, what it must not be. */
export function wishText(state: DialogueState, language: Language): string {
  const chosen = Object.values(state.chosen).flat();
  const more = chosen.filter((value) => !(state.seeking ?? '').includes(value));
  const separator = language === 'zh' ? '，' : ', ';
  const rest = queryOf({ ...state, seeking: null }, language);
  return [[state.seeking ?? '', ...more].join(' ').trim(), rest].filter((part) => part !== '').join(separator);
}

/** A line of the list, from 0; it says so where the price matters and is not stated. */
export function line(
  product: CatalogProduct,
  i: number,
  { price, order }: DialogueState,
  language: Language,
): Sentence {
  const silent =
    (price !== null || order !== null) && product.price === undefined
      ? language === 'zh'
        ? '（未标价）'
        : ' (price not stated)'
      : '';
  return { text: listLine(i + 1, product.title, product.price) + silent, sources: [productSource(product.id)] };
}

/** A hit as it is shown. */
export function shown({ product, relation, relevance, why = '' }: Hit): ShownProduct {
  return { product, relation, relevance, why };
}

/** What to ask next, by what the shop itself states of the products: what was read from their texts is too various to choose by. */
export function questionOf(
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
