import { plainText } from '../../../core/plain-text.ts';
import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import { foldWords, indexWords, partsOf, piecesOf } from './words.ts';
import type { IndexedProduct } from './port.ts';
import { attributeValues } from './product-fields.ts';

/** The three columns of the word index, each as words with spaces between, and the number of words of the title. */
export interface ProductWords {
  title: string;
  fields: string;
  body: string;
  length: number;
}

/** A product with what was read from it. */
type Content = Pick<IndexedProduct, 'product' | 'attributes'>;

/** Characters that are read: a title beyond is no title, and a description of a megabyte is not worth a hundred others. */
const TITLE = 2_000;
const BODY = 20_000;
/** Stands between texts, so that the end of one and the beginning of the next are no phrase. */
const BREAK = ' . ';

/** What a product is found by. */
export function productWords({ product, attributes }: Content): ProductWords {
  const title = indexWords(titleOf(product.title));
  const body = [...(product.bullets ?? []), product.description ?? ''];
  let left = BODY;
  const texts = body.map((text) => {
    const plain = plainText(text.slice(0, left));
    left = Math.max(0, left - text.length);
    return plain;
  });
  return {
    title: line(title),
    fields: fieldTexts({ product, attributes })
      .map((text) => line(indexWords(text)))
      .join(BREAK),
    body: texts.map((text) => line(indexWords(foldWords(text)))).join(BREAK),
    length: title.sequence.length,
  };
}

/** A title as it is indexed: folded, without HTML. */
export function titleOf(title: string): string {
  return foldWords(plainText(title.slice(0, TITLE)));
}

/** Words as they are written, for mending typing errors: Latin ones of four letters and more, and known Chinese ones. */
export function vocabularyOf({ product, attributes }: Content): Set<string> {
  const words = new Set<string>();
  const texts = [titleOf(product.title), ...fieldTexts({ product, attributes })];
  for (const [i, text] of texts.entries()) {
    for (const piece of piecesOf(text)) {
      if (piece.kind === 'latin') {
        for (const part of partsOf(piece.text)) if (/^\p{L}{4,30}$/u.test(part)) words.add(part);
        continue;
      }
      if (i > 0 && piece.text.length >= 2 && piece.text.length <= 8) words.add(piece.text);
      for (const { text: word } of matchGazetteer(piece.text)) if (word.length >= 2) words.add(word);
    }
  }
  return words;
}

function line({ sequence, extra }: { sequence: string[]; extra: string[] }): string {
  return extra.length === 0 ? sequence.join(' ') : sequence.join(' ') + BREAK + extra.join(' ');
}

function fieldTexts({ product, attributes }: Content): string[] {
  const { brand, category, color } = product;
  const texts = [brand, category, color]
    .filter((text) => text !== undefined)
    .map((text) => foldWords(text.slice(0, 500)));
  for (const { name, value, flag } of attributeValues(product, attributes)) texts.push(flag ? name : value);
  return texts;
}
