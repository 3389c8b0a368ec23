import { foldText } from '../core/fold-text.ts';
import { type GazetteerHit, matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
import { productDomain } from '../core/gazetteer/product-domain.ts';

/** A product type that a query asks for, folded, and the part of the goods that it belongs to. */
export interface WantedType {
  text: string;
  canonical: string;
  domain: number;
}

const fold = (text: string): string => foldText(text).replaceAll('-', ' ');
const isHan = (text: string): boolean => /[\u3400-\u9fff]/.test(text);
/** Characters that stand in names of all kinds of goods. */
const SAYS_LITTLE = new Set('子机器品');
const isType = ({ name }: GazetteerHit): boolean => name === 'product_type';

/** The product type of a query that says nothing but known words, one of them a product type (耳机, `red running shoes`); null for any other. */
export function wantedType(query: string): WantedType | null {
  const hits = matchGazetteer(query);
  const [type, ...others] = hits.filter(isType);
  if (type === undefined || others.length > 0) return null;
  const rest = hits.toReversed().reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), query);
  const domain = productDomain(type.canonical);
  return domain === null || /[\p{L}\p{N}]/u.test(rest)
    ? null
    : { text: fold(type.text), canonical: type.canonical, domain };
}

/**
 * The product types that a product names where all of them are others than the one wanted: of another part of the goods (手机 for 耳机), or a
 * thing for it (手机壳 for 手机). Empty where it cannot be told: title and category (its last part, `A > B`) name no known type, or the
 * wanted one in any form.
 */
export function otherTypes(wanted: WantedType, title: string, category: string): string[] {
  const known = (text: string): GazetteerHit[] =>
    matchGazetteer(text).filter((hit) => isType(hit) && productDomain(hit.canonical) !== null);
  const inTitle = known(title);
  const offered = [...inTitle, ...known(category.split('>').at(-1) ?? '')];
  if (offered.length === 0 || !offered.some(({ text }) => isHan(text) === isHan(wanted.text))) return [];
  const besides = inTitle.reduceRight(
    (text, { start, end }) => text.slice(0, start) + ' ' + text.slice(end),
    fold(title),
  );
  const isSaid = isHan(wanted.text)
    ? Array.from(wanted.text.slice(-2)).some((character) => !SAYS_LITTLE.has(character) && besides.includes(character))
    : besides.includes(wanted.text);
  if (isSaid) return [];
  const isOther = (hit: GazetteerHit): boolean => {
    const text = fold(hit.text);
    if (hit.canonical === wanted.canonical || text.endsWith(wanted.text) || wanted.text.endsWith(text)) return false;
    return text.includes(wanted.text) || productDomain(hit.canonical) !== wanted.domain;
  };
  return offered.every(isOther) ? [...new Set(offered.map(({ text }) => text))] : [];
}
