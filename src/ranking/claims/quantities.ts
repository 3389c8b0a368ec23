import { foldText } from '../../core/fold-text.ts';
import { type Bound, boundAfter, boundBefore } from '../../core/query-parser/bounds.ts';
import { currencyAfter, currencyBefore } from '../../core/query-parser/currencies.ts';
import { findNumbers, type NumberMention } from '../../core/query-parser/numbers.ts';
import { quantityUnitAt } from '../../core/query-parser/quantities.ts';
import { matchUnit } from '../../core/query-parser/units.ts';

/** An amount that a text states. Offsets are UTF-16 units of the text, end exclusive. */
export interface Quantity {
  /** From `low` to `high`, the same where it is no range; in the base unit of `kind`, or as written. */
  low: number;
  high: number;
  /** `price:USD`, a dimension such as `volume`, `%`, `count` (pieces), or `null` for a bare number. */
  kind: string | null;
  bound: Bound['kind'] | null;
  start: number;
  end: number;
}

/** What stands between the two ends of a range. */
const RANGE = /^ ?(?:-|~|to(?![a-z])|至|到) ?$/;
/** `one year`, `a week`: in English the one and the article count beside a time, and the one in `has one door`. */
const ONE_OF_TIME =
  /(?<![a-z])(?:an?|one)(?=[ -](?:calendar |full |working |business )?(?:year|month|week|day|hour|minute)(?![a-z]))|(?<=(?<![a-z])(?:has|have|with|only|just) )one(?= [a-z])/g;
/** Words between a number and its unit that change nothing that is checked here. */
const WORKING = /^[ -]?(?:full|calendar|working|business|week|个?工作|个?自然)[ -]?(?=day|日|天|week|month|year)/;
/** The scale of a rating is no claim: 4.6 out of 5, 4.6/5, 满分5分. */
const SCALE = /(?: out of |\/| ?[(（,，]? ?满分)$/;
const PERCENT = /^ ?(?:%|percent(?![a-z])|per cent)/;
/** A day counts as such in Chinese too. */
const DAY = /^ ?日(?!期|常|用|本|式|系)/;

/** The amounts of a text, in order. Numbers inside names (`iPhone13`, `WH-1000XM4`) are none, nor is the 一 of 一款. */
export function quantitiesOf(text: string): Quantity[] {
  const folded = foldText(text).replace(ONE_OF_TIME, (word) => '1'.padStart(word.length));
  const numbers = findNumbers(folded).filter((number) => !number.glued);
  const found: Quantity[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const first = numbers[i] as NumberMention;
    const second = numbers[i + 1];
    const own = unitAt(folded, first);
    const between = second === undefined ? null : folded.slice(own?.end ?? first.end, second.start);
    const ranged = second !== undefined && between !== null && RANGE.test(between) ? unitAt(folded, second) : undefined;
    if (second !== undefined && ranged !== undefined) {
      const unit = ranged ?? own;
      if (unit !== null || !(first.numeral || second.numeral)) {
        found.push(quantityOf(folded, { first, second, unit, end: ranged?.end ?? second.end }));
        i += 1;
        continue;
      }
    }
    // 百搭, 三合一, 一款: a Chinese numeral counts beside a unit only, and one piece is an article. “Two pockets” has its unit in the noun.
    const word = folded.slice(first.start, first.end);
    const counted = /^(?!half|hundred|thousand)[a-z]/.test(word) || /^[倍折次层星级人]/.test(folded.slice(first.end));
    if (own === null && first.numeral && !counted) continue;
    if (first.numeral && own?.kind === 'count' && first.value === 1) continue;
    if (first.numeral && own?.kind === 'count' && /[第上下这那哪每另]$/.test(folded.slice(0, first.start))) continue;
    if (SCALE.test(folded.slice(Math.max(0, first.start - 10), first.start)) && found.length > 0) continue;
    found.push(quantityOf(folded, { first, second: first, unit: own, end: own?.end ?? first.end }));
  }
  return found;
}

interface UnitFound {
  kind: string;
  factor: number;
  offset: number;
  start: number;
  end: number;
}

function unitAt(folded: string, { start, end }: NumberMention): UnitFound | null {
  const plain = { factor: 1, offset: 0, start };
  const rest = folded.slice(end, end + 24);
  const before = currencyBefore(folded.slice(Math.max(0, start - 8), start));
  if (before !== null) return { ...plain, kind: `price:${before.currency}`, start: start - before.length, end };
  const percent = PERCENT.exec(rest);
  if (percent !== null) return { ...plain, kind: '%', end: end + percent[0].length };
  const after = currencyAfter(rest);
  if (after !== null) return { ...plain, kind: `price:${after.currency}`, end: end + after.length };
  const from = end + (WORKING.exec(rest)?.[0].length ?? 0);
  const day = DAY.exec(folded.slice(from, from + 3));
  if (day !== null) return { kind: 'time', factor: 86_400, offset: 0, start, end: from + day[0].length };
  const unit = matchUnit(folded, from);
  if (unit !== null) {
    const { dimension, factor, offset } = unit.unit;
    return { kind: dimension === 'age' ? 'age' : dimension, factor, offset, start, end: unit.end };
  }
  const pieces = quantityUnitAt(folded, end);
  return pieces === null ? null : { ...plain, kind: 'count', end: pieces.end };
}

function quantityOf(
  folded: string,
  { first, second, unit, end }: { first: NumberMention; second: NumberMention; unit: UnitFound | null; end: number },
): Quantity {
  const start = Math.min(first.start, unit?.start ?? first.start);
  const base = (value: number): number => value * (unit?.factor ?? 1) + (unit?.offset ?? 0);
  // Under your $40 budget.
  const before = folded.slice(Math.max(0, start - 28), start).replace(/(?:your|the|a|an) $/, '');
  const after = folded.slice(end, end + 28);
  const isLater = /(?<![a-z])(?:after|beyond|past) $/.test(before) || /^(?:之后|以后|后)/.test(after);
  const bound = isLater ? ({ kind: 'min' } as const) : (boundBefore(before) ?? boundAfter(after));
  const [low, high] = [base(first.value), base(second.value)];
  return {
    low: Math.min(low, high),
    high: Math.max(low, high),
    kind: unit?.kind ?? null,
    bound: bound?.kind ?? null,
    start,
    end,
  };
}

/** Rounding of conversions (a pint in litres, a year in days): half a per cent. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b));

/** Whether a number without a unit may be this amount: of a table (`Capacity (L): 1.7`), but never a time, a price or a share. */
const unitless = (kind: string | null): boolean => kind === null || !/^(?:time|age|%|price:.*)$/.test(kind);

/**
 * Whether what a sentence says of an amount follows from an amount of its source: the same amount or range, or a price under (over) a bound
 * that it keeps. “At least” does not follow from “up to”, nor one end of a range from the range, unless as its bound.
 */
export function followsFrom(said: Quantity, stated: Quantity): boolean {
  const comparable =
    stated.kind === said.kind ||
    said.kind === null ||
    (stated.kind === null && (unitless(said.kind) || said.kind === 'count'));
  if (!comparable) return false;
  const bounds = [said.bound, stated.bound];
  const opposed = bounds.includes('min') && bounds.includes('max');
  if (same(stated.low, said.low) && same(stated.high, said.high)) return !opposed;
  if (said.low !== said.high) return false;
  if (stated.low !== stated.high) {
    return said.bound === 'min' ? same(stated.low, said.low) : said.bound === 'max' && same(stated.high, said.high);
  }
  if (said.kind?.startsWith('price:') !== true || stated.kind !== said.kind || stated.bound !== null) return false;
  if (said.bound === 'about') return Math.abs(stated.low - said.low) <= 0.05 * said.low;
  return said.bound === 'max' ? stated.high < said.high : said.bound === 'min' && stated.low > said.low;
}
