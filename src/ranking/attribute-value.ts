import type { SpanName } from '../core/attribute.ts';
import { canonicalAttributeName, matchGazetteer, wordIn } from '../core/gazetteer/match-gazetteer.ts';
import { detectLanguage, type Language } from '../core/language.ts';
import { normalMeasure } from './normal-measure.ts';
import { shopValue } from './shop-value.ts';

/** Names whose known words have one normal form: the first synonym of the word lists. Of materials and others the synonyms differ in kind. */
const NORMAL_WORDS: ReadonlySet<SpanName | null> = new Set(['color', 'audience', 'season', 'size']);

/** Names whose values are titles: a brand called `3M` is no length. */
const TITLES: ReadonlySet<SpanName | null> = new Set(['product_name', 'model_number', 'product_type', 'theme']);

/** Sizes in words that mean a letter. `small` and `large` may be of a cup. */
const LETTER_SIZES: Readonly<Record<string, string>> = {
  'extra small': 'XS',
  'extra large': 'XL',
  'x-small': 'XS',
  'x-large': 'XL',
  'xx-small': 'XXS',
  'xx-large': 'XXL',
};

/** What the values of a name are written by. */
export interface ValueTerms {
  /** The shop's vocabulary. */
  shop: readonly string[];
  /** What the product's own fields say. */
  own: readonly string[];
  /** Of known words; undefined: that of the text. */
  language: Language | undefined;
}

/**
 * The value of an attribute from the words that state it: the shop's, else the product's own, where one is the same (`shopValue`). Else a brand in lower case is
 * capitalised word by word; a colour, an audience, a season or a size in words becomes the first of its synonyms (藏青 → 深蓝, `women's`
 * → `women`); letter sizes are upper case; measures have their normal spelling (`normalMeasure`). Everything else stays as it is written,
 * white space collapsed.
 */
export function attributeValue(name: string, text: string, { shop, own, language }: ValueTerms): string {
  const value = text.trim().replaceAll(/\s+/g, ' ');
  const chosen = shopValue(value, shop) ?? shopValue(value, own);
  if (chosen !== null) return chosen;
  const canonical = canonicalAttributeName(name);
  if (canonical === 'brand') return value === value.toLowerCase() ? capitalised(value) : value;
  if (TITLES.has(canonical)) return value;
  if (canonical === 'size' && /^(?:[sml]|x{1,5}[sl]|\dxl)$/i.test(value)) return value.toUpperCase();
  const letter = canonical === 'size' ? LETTER_SIZES[value.toLowerCase()] : undefined;
  if (letter !== undefined) return letter;
  if (NORMAL_WORDS.has(canonical)) {
    const [hit] = matchGazetteer(value);
    const isWhole = hit?.name === canonical && hit.text.length === value.length;
    const word = isWhole ? wordIn(language ?? detectLanguage(value), hit) : null;
    if (word !== null) return word;
  }
  return normalMeasure(value) ?? value;
}

function capitalised(brand: string): string {
  return brand.replaceAll(/(^|[\s-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
