import type { Attribute } from '../../contract/attributes.ts';
import type { Language } from '../../core/language.ts';
import { blankTags } from '../../core/plain-text.ts';
import { supportOf, type Terms, termsOf } from '../../ranking/support.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { attributesTask } from '../attributes.ts';
import { sentencesOf } from '../documents/passages.ts';
import { type AssistContext, told, type Told } from './told.ts';

/** A sentence of a product answers where it speaks of this part of the question's words. */
const ENOUGH = 0.5;

/** An attribute below this confidence is rather not stated. */
const SURE = 0.8;

/** The longest quotation of a product, in UTF-16 units. */
export const LONGEST_QUOTE = 240;

/** Texts of a product that are read: much more is no answer to a shopper. */
const LONGEST_TEXT = 20_000;

/** The words of a question beside those that only name the product. */
export function termsBeside(question: string, title: string): Terms {
  const named = termsOf(title);
  const ordinal = /^(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|第.|one)$/;
  return new Map([...termsOf(question)].filter(([term]) => !named.has(term) && !ordinal.test(term)));
}

/** What a product states: an exact part of it, and the name that the shop gave it, where it is the value of an attribute. */
export interface Stated {
  quote: string;
  label: string | null;
}

/** What of a product's texts speaks most of a question; null where nothing speaks enough of it. */
export function sentenceOn(product: CatalogProduct, question: string): Stated | null {
  const beside = termsBeside(question, product.title);
  const terms = beside.size > 0 ? beside : termsOf(question);
  const { title, bullets = [], description, attributes = {} } = product;
  const running = [...bullets, ...(description === undefined ? [] : [description.slice(0, LONGEST_TEXT)])];
  const sentences = running.flatMap((text) => {
    // Places in it are those of the text, so what is quoted is as it was written.
    const blank = blankTags(text);
    return sentencesOf(blank).map(({ start, end }) => text.slice(start, end));
  });
  const labelled = Object.entries(attributes).flatMap(([label, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((each) =>
      typeof each === 'string' || typeof each === 'number'
        ? [{ quote: String(each), label, text: `${label} ${each}` }]
        : [],
    ),
  );
  const all = [...labelled, ...[...sentences, title].map((quote) => ({ quote, label: null, text: quote }))];
  let best: (Stated & { support: number }) | null = null;
  for (const { text, ...stated } of all) {
    const support = supportOf(text, terms);
    if (support >= ENOUGH && support > (best?.support ?? 0)) best = { ...stated, support };
  }
  return best === null ? null : { ...best, quote: best.quote.slice(0, LONGEST_QUOTE).toWellFormed() };
}

/** What a product's texts state under a name, by the model that reads them, with the words that state it. */
export async function attributeOf(
  product: CatalogProduct,
  name: string,
  language: Language,
  context: AssistContext,
): Promise<{ value: { value: string; quote: string } | null; cost: Told }> {
  const { results, ...provenance } = await attributesTask(
    { items: [{ product, attributes: [name], language }] },
    context,
  );
  const stated = (results[0]?.attributes ?? []).filter(({ value, confidence }) => value !== null && confidence >= SURE);
  const cost = told({ provenances: [provenance], units: 1 });
  const [first] = stated;
  if (first === undefined) return { value: null, cost };
  const values = [...new Set(stated.flatMap(({ text }) => text ?? []))].slice(0, 4);
  return { value: { value: values.join(language === 'zh' ? '、' : ', '), quote: quoteAround(product, first) }, cost };
}

/** The sentence that a piece of evidence stands in. */
function quoteAround(product: CatalogProduct, { evidence, text }: Attribute): string {
  const [field = '', ...rest] = evidence?.field.split('.') ?? [];
  const whole =
    field === 'bullets'
      ? product.bullets?.[Number(rest[0])]
      : field === 'title' || field === 'description'
        ? product[field]
        : undefined;
  if (evidence === null || whole === undefined) return text ?? '';
  const around = sentencesOf(whole).find(({ start, end }) => start <= evidence.start && evidence.end <= end);
  const quote = around === undefined ? '' : whole.slice(around.start, around.end);
  return quote === '' || quote.length > LONGEST_QUOTE ? (text ?? '') : quote;
}
