import { type Amount, readAmount } from './amounts.ts';
import { applyBound, type Bound, boundAfter, boundBefore } from './bounds.ts';
import { quantityUnitAt } from './quantities.ts';
import { after, before, claim, context, isFree, type Scan, spanOf, type TextSpan } from './scan.ts';
import { matchUnit } from './units.ts';

/**
 * What the query asks of the price. A bare price (`$50`) has equal `min` and `max`; “about” (3000左右, around $30) is ± 15 %;
 * a budget is a `max`. `currency` is an ISO 4217 code, `null` if not stated; `$` alone is USD, `¥` alone CNY. The span
 * covers the words too (`under $50`, `200元以内`).
 */
export interface PriceConstraint extends TextSpan {
  min?: number;
  max?: number;
  currency: string | null;
}

const RANGE = /^ ?(?:-|~|to(?![a-z])|至|到) ?/;
const AND_RANGE = /^ ?(?:and|-|to|与|和|到|至) ?/;
const BETWEEN = /(?:(?<![a-z])between|from|介于|在)(?: the)? ?$/;
const PRICE_WORD =
  /(?:(?<![a-z])(?:price|priced|cost|costs|costing|budget|pay|spend)(?: (?:of|is|at|range|from))?|预算|价格|价位|价钱|售价|单价)[:： 在是为]{0,2}$/;
const PRICE_WORD_AFTER = /^ ?(?:之间|价位|价格|的价位|预算|price|budget)/;
/** People in front of `under 5` and `over 50`: an age. */
export const PEOPLE =
  /(?<![a-z])(?:age[sd]?|men|women|kids?|children|people|adults?|boys?|girls?|toddlers?|mom|dad|ladies|seniors?|skin|anyone)(?: (?:of|age[sd]?))? ?$/;
const NOT_PRICE_AFTER =
  /^ ?(?:%|折|％|[年月日号代款码寸期分档位人名层楼次倍度款格孔线系周星级段挡]|[x*/]|and \d|[a-z]*\d|(?:g|mm|st|nd|rd|th|percent|inch|degree|in \d)(?![a-z]))/;

interface Found extends PriceConstraint {
  strength: number;
}

function readPrice(scan: Scan, index: number): { found: Found; used: number } | null {
  const first = readAmount(scan, index);
  if (first === null || first.glued || !isFree(scan, first.start, first.end)) return null;
  let { start, end, currency } = first;
  let [low, high] = [first.value, first.value];
  const between = BETWEEN.exec(before(scan, start));
  const separator = (between === null ? RANGE : AND_RANGE).exec(after(scan, end));
  const second = separator === null ? null : readAmount(scan, index + 1);
  let used = 1;
  if (separator !== null && second !== null && second.start === end + separator[0].length) {
    currency ??= second.currency;
    low = scaleLike(first, second, scan);
    high = second.value;
    end = second.end;
    used = 2;
  }
  const inner = boundBefore(before(scan, start));
  const outer = boundAfter(after(scan, end));
  const word = PRICE_WORD.exec(before(scan, start - (inner?.length ?? 0)));
  const wordAfter = PRICE_WORD_AFTER.exec(after(scan, end));
  const stated = currency !== null;
  const spoken = used === 2 && isSpoken(scan, separator?.[0] ?? '', low, high);
  if (!stated) {
    const bounds =
      used === 1
        ? inner !== null || isZhOrMaxBound(scan, end, outer)
        : between !== null && between[0].trim() !== 'from';
    if (
      !bounds &&
      word === null &&
      wordAfter === null &&
      !spoken &&
      !(used === 2 && isZhOrMaxBound(scan, end, outer))
    ) {
      return null;
    }
    if (
      !isPlausible(scan, start - (inner?.length ?? 0), end, first, inner, between !== null || word !== null || spoken)
    ) {
      return null;
    }
  } else if (/^ ?%/.test(after(scan, end))) return null;
  let kind = outer?.kind ?? inner?.kind ?? null;
  if (kind === null && /预算|budget/.test(word?.[0] ?? '')) kind = 'max';
  if (outer?.kind === 'about' && inner !== null) kind = 'about';
  if (inner !== null) start -= inner.length;
  if (word !== null) start -= word[0].length;
  else if (between !== null && used === 2) start -= between[0].length;
  if (outer !== null) end += outer.length;
  if (/^ ?之间/.test(after(scan, end))) end += after(scan, end).startsWith(' ') ? 3 : 2;
  if (/不要 ?$/.test(before(scan, start)) && kind !== null && kind !== 'about') {
    kind = kind === 'max' ? 'min' : 'max';
    start -= /不要 ?$/.exec(before(scan, start))?.[0].length ?? 0;
  }
  while (/ /.test(scan.folded.charAt(start)) && start < end) start++;
  const strength = (kind !== null || used === 2 ? 2 : 0) + (stated ? 1 : 0);
  return { found: { ...spanOf(scan, start, end), ...applyBound(low, high, kind), currency, strength }, used };
}

/** Chinese ranges of money without 元: 一千到一千五, 2000-3000 (hundreds only, and only in a query with Han). */
function isSpoken(scan: Scan, separator: string, low: number, high: number): boolean {
  if (Math.min(low, high) < 100) return false;
  return /[到至]/.test(separator) || (low % 100 === 0 && high % 100 === 0 && /[\u4e00-\u9fff]/.test(context(scan)));
}

/** 5-8千 and 1-2k: the first takes the scale of the second. */
function scaleLike(first: Amount, second: Amount, scan: Scan): number {
  const text = scan.folded.slice(second.start, second.end);
  const scale = /\d ?k/.test(text) ? 1000 : /\d万/.test(text) ? 1e4 : /\d千/.test(text) ? 1000 : 1;
  return scale > 1 && first.value < second.value / scale ? first.value * scale : first.value;
}

function isZhOrMaxBound(scan: Scan, end: number, outer: Bound | null): boolean {
  return outer !== null && /^ ?[以之左上往封]/.test(after(scan, end));
}

/** Whether a number without a currency can be a price: no unit behind it, no age, no version of a product. */
function isPlausible(
  scan: Scan,
  start: number,
  end: number,
  first: Amount,
  inner: Bound | null,
  cued: boolean,
): boolean {
  const rest = after(scan, end);
  if (NOT_PRICE_AFTER.test(rest) || matchUnit(scan.folded, end) !== null) return false;
  if (quantityUnitAt(scan.folded, end) !== null) return false;
  const front = before(scan, start);
  if (inner !== null && PEOPLE.test(front)) return false;
  if (inner?.kind === 'about' && /[a-z]/.test(before(scan, first.start).slice(-4))) return false;
  return cued || inner !== null || first.value >= 100 || first.numeral || !/[a-z] ?$/.test(front);
}

/** Finds the price, the one with the strongest wording (a bound and a currency), the first of equals. Claims every price. */
export function findPrice(scan: Scan): PriceConstraint | null {
  const prices: Found[] = [];
  for (let i = 0; i < scan.numbers.length; i++) {
    const read = readPrice(scan, i);
    if (read === null) continue;
    const { found, used } = read;
    i += used - 1;
    if (!isFree(scan, found.start, found.end)) continue;
    claim(scan, found.start, found.end);
    const last = prices.at(-1);
    if (last !== undefined && joins(scan, last, found)) {
      prices[prices.length - 1] = joined(scan, last, found);
      claim(scan, last.end, found.start);
    } else prices.push(found);
  }
  const strongest = prices.reduce((best, price) => Math.max(best, price.strength), 0);
  const best = prices.find((price) => price.strength === strongest);
  if (best === undefined) return null;
  const { strength: _, ...price } = best;
  return price;
}

function joined(scan: Scan, first: Found, second: Found): Found {
  const both = { ...first, ...spanOf(scan, first.start, second.end), currency: first.currency ?? second.currency };
  if (second.min !== undefined) both.min = second.min;
  if (second.max !== undefined) both.max = second.max;
  return both;
}

/** `over $20 and under $50`: one states only a minimum, the other only a maximum, with nothing between but glue. */
function joins(scan: Scan, first: Found, second: Found): boolean {
  const gap = scan.folded.slice(first.end, second.start);
  if (gap.length > 6 || !/^ ?(?:and|but|,|、|且|并且|又)? ?$/.test(gap)) return false;
  if (first.currency !== null && second.currency !== null && first.currency !== second.currency) return false;
  const low = first.max === undefined ? first.min : second.max === undefined ? second.min : undefined;
  const high = first.min === undefined ? first.max : second.min === undefined ? second.max : undefined;
  return low !== undefined && high !== undefined && low <= high;
}
