import { applyBound, type Bound, boundAfter, boundBefore, round } from './bounds.ts';
import type { NumberMention } from './numbers.ts';
import { PEOPLE } from './price.ts';
import { after, before, claim, context, isFree, type Scan, spanOf, type TextSpan } from './scan.ts';
import { BASE_UNITS, type Dimension, matchUnit, type Unit } from './units.ts';

/**
 * A number with a unit: `500ml`, 1.5匹, `10-20cm`, `ages 3-5`, 3岁以上. Bare is exact (`min` equals `max`), 以上 leaves only a
 * `min`, 以内 only a `max`, 左右 is ± 15 %. The numbers are in `unit` as stated; `si` has them in the base unit of the
 * dimension, so that 1斤, 500g and 0.5kg compare equal.
 */
export interface MeasureConstraint extends TextSpan {
  dimension: Dimension;
  unit: string;
  min?: number;
  max?: number;
  si: { min?: number; max?: number; unit: string };
}

const RANGE = /^ ?(?:-|~|to(?![a-z])|至|到) ?/;
/** The smaller unit that may follow: 5 ft 6 in, 3m 5cm, 二尺三寸. */
const SMALLER: Readonly<Record<string, readonly string[]>> = {
  ft: ['in'],
  m: ['cm', 'mm'],
  kg: ['g'],
  lb: ['oz'],
  chi: ['in'],
  h: ['min'],
  jin: ['liang'],
  min: ['s'],
  a: ['mo'],
};
const STORAGE_WORDS =
  /内存|u盘|优盘|硬盘|存储|储存|储存卡|运存|显存|固态|\bram\b|\bssd\b|ddr|手机|平板|\+ ?\d+ ?g|iphone|ipad|phone|laptop|笔记本|电脑|tf卡|sd卡/;
const MASS_WORDS =
  /[装袋包粉银茶胶盐药片粒糖膏霜面克重x*]|黄金|足金|gold|silver|powder|yeast|glue|sachet|salt|tea|protein/;
const LENGTH_WORDS =
  /cable|cord|rope|hose|\blong\b|wide|strip|tape measure|curtain|ladder|usb|hdmi|[长线绳管宽高杆梯链布纱帘]|灯带|卷尺/;
const AGES = /(?<![a-z])(?:age[sd]?|year) ?$/;
const INCH_TRAP =
  /^ ?(?:\d|the |a |an |my |one|stock|box|bulk|black|white|red|blue|green|pink|gr[ae]y|brown|purple|navy|beige)/;

/** Whether what `matchUnit` found is that unit here: `5g` phone, `3m` tape and `2 in 1` are not. */
function isMeant(scan: Scan, number: NumberMention, unit: Unit, start: number, end: number): boolean {
  const spelling = scan.folded.slice(start, end);
  if (spelling === 'in' && start > number.end && INCH_TRAP.test(after(scan, end))) return false;
  if (spelling === '"' && (before(scan, start).split('"').length - 1) % 2 === 1) return /\d"/.test(before(scan, start));
  if (spelling === 'g' && start === number.end && [2, 3, 4, 5, 6].includes(number.value)) {
    return MASS_WORDS.test(context(scan));
  }
  if (spelling === 'm' && start === number.end && number.value === 3) {
    return LENGTH_WORDS.test(context(scan)) || /^ ?\d/.test(after(scan, end));
  }
  if (unit.code === 'a' && unit.dimension === 'time' && number.value >= 1900) return false;
  if (spelling === 'w' && /^-\d/.test(after(scan, end))) return false;
  if (unit.code === 'a' && /^[前后级高模]/.test(after(scan, end))) return false;
  if (
    number.numeral &&
    /匹|度|平$|转|天|周|年/.test(spelling) &&
    !/[一二两三四五六七八九十半]/.test(scan.folded.charAt(number.start))
  ) {
    return false;
  }
  return !(spelling === '匹' && number.numeral && number.value > 3);
}

function unitOf(scan: Scan, number: NumberMention): { unit: Unit; end: number } | null {
  const match = matchUnit(scan.folded, number.end);
  if (match === null || !isMeant(scan, number, match.unit, match.start, match.end)) return null;
  let { unit } = match;
  const spelling = scan.folded.slice(match.start, match.end);
  if (
    spelling === 'g' &&
    number.value >= 8 &&
    Number.isInteger(Math.log2(number.value)) &&
    STORAGE_WORDS.test(context(scan))
  ) {
    unit = { code: 'GB', dimension: 'storage', factor: 1, offset: 0 };
  }
  return { unit, end: match.end };
}

function readMeasure(scan: Scan, index: number): { found: MeasureConstraint; used: number } | null {
  const first = scan.numbers[index];
  if (first === undefined || first.glued || !isFree(scan, first.start, first.end)) return null;
  let { value: low, start, end } = first;
  let high = low;
  let used = 1;
  let own = unitOf(scan, first);
  const separator = RANGE.exec(after(scan, own?.end ?? end));
  const second = scan.numbers[index + 1];
  if (separator !== null && second !== undefined && second.start === (own?.end ?? end) + separator[0].length) {
    const other = unitOf(scan, second);
    const same = other !== null && (own === null || own.unit === other.unit);
    const joined = !(separator[0] === '-' && own !== null && other === null);
    if (same && joined && isFree(scan, second.start, other.end)) {
      own = other;
      high = second.value;
      used = 2;
    }
  }
  const ages = AGES.exec(before(scan, start));
  const limit = own === null ? boundBefore(before(scan, start)) : null;
  if (own === null && limit !== null && PEOPLE.test(before(scan, start - limit.length)) && first.value < 100) {
    own = { unit: { code: 'a', dimension: 'age', factor: 1, offset: 0 }, end: first.end };
  } else if (own === null && ages !== null && first.value < 120) {
    const ranged = separator !== null && second !== undefined && second.start === first.end + separator[0].length;
    if (ranged) [high, used] = [second.value, 2];
    own = { unit: { code: 'a', dimension: 'age', factor: 1, offset: 0 }, end: ranged ? second.end : first.end };
  }
  if (own === null) return null;
  let { unit } = own;
  end = own.end;
  if (used === 1) {
    const tail = readTail(scan, index, unit, end, low);
    low += tail.value;
    high = low;
    end = tail.end;
    used += tail.used;
  }
  if (ages !== null && ages[0].startsWith('age')) {
    if (unit.dimension === 'time' || unit.dimension === 'age') {
      unit = { ...unit, dimension: 'age', factor: unit.code === 'mo' ? 1 / 12 : 1 };
    }
    start -= ages[0].length;
  }
  const inner = boundBefore(before(scan, start));
  const outer = boundAfter(after(scan, end));
  if (inner !== null) start -= inner.length;
  if (outer !== null && isFree(scan, end, end + outer.length)) end += outer.length;
  while (scan.folded.charAt(start) === ' ') start++;
  if (!isFree(scan, start, end)) return null;
  return { found: measureOf(scan, start, end, unit, low, high, outer?.kind ?? inner?.kind ?? null), used };
}

/** What may follow the first unit: a smaller one (5 ft 6 in), decimals (1米8), a half (1斤半). In the first unit. */
function readTail(
  scan: Scan,
  index: number,
  unit: Unit,
  end: number,
  first: number,
): { value: number; end: number; used: number } {
  const none = { value: 0, end, used: 0 };
  const next = scan.numbers[index + 1];
  const gap = next === undefined ? 99 : next.start - end;
  if (next === undefined || gap > 1 || (gap === 1 && scan.folded.charAt(end) !== ' ')) return none;
  const text = scan.folded.slice(next.start, next.end);
  if (text === '半' && gap === 0) return { value: 0.5, end: next.end, used: 1 };
  const smaller = SMALLER[unit.code];
  const match = matchUnit(scan.folded, next.end);
  if (smaller !== undefined && match !== null && smaller.includes(match.unit.code)) {
    const factor = unit.code === 'chi' ? 1 / 30 : match.unit.factor;
    return { value: round((next.value * factor) / unit.factor), end: match.end, used: 1 };
  }
  const metre =
    /[米尺]$/.test(scan.folded.slice(0, end).slice(-1)) &&
    next.value < 100 &&
    match === null &&
    Number.isInteger(first);
  if (metre && gap === 0 && /^[\d一二三四五六七八九]{1,2}$/.test(text) && !/^ ?[*x×~-]/.test(after(scan, next.end))) {
    return { value: next.value / 10 ** text.length, end: next.end, used: 1 };
  }
  const inches = scan.folded.charAt(end - 1) === "'" && gap === 0 && next.value < 12;
  return inches ? { value: next.value / 12, end: next.end, used: 1 } : none;
}

function measureOf(
  scan: Scan,
  start: number,
  end: number,
  unit: Unit,
  low: number,
  high: number,
  kind: Bound['kind'] | null,
): MeasureConstraint {
  const stated = applyBound(low, high, kind);
  const base: MeasureConstraint['si'] = { unit: BASE_UNITS[unit.dimension] };
  if (stated.min !== undefined) base.min = round(stated.min * unit.factor + unit.offset);
  if (stated.max !== undefined) base.max = round(stated.max * unit.factor + unit.offset);
  return { ...spanOf(scan, start, end), dimension: unit.dimension, unit: unit.code, ...stated, si: base };
}

/** Finds the measures in order and claims them. */
export function findMeasures(scan: Scan): MeasureConstraint[] {
  const measures: MeasureConstraint[] = [];
  for (let i = 0; i < scan.numbers.length; i++) {
    const read = readMeasure(scan, i);
    if (read === null) continue;
    measures.push(read.found);
    claim(scan, read.found.start, read.found.end);
    i += read.used - 1;
  }
  return measures;
}
