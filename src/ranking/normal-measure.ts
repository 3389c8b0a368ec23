import { foldText } from '../core/fold-text.ts';
import { findNumbers } from '../core/query-parser/numbers.ts';
import { parseQuery } from '../core/query-parser/parse-query.ts';
import { matchUnit, type Unit } from '../core/query-parser/units.ts';

/** How a unit is written where its UCUM-like code is for machines. */
const SYMBOLS: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  um: 'μm',
  ug: 'mcg',
  HP: 'hp',
  fl_oz: 'fl oz',
  ft2: 'sq ft',
  ft3: 'cu ft',
  m2: 'm²',
  cm2: 'cm²',
  m3: 'm³',
  'r/min': 'rpm',
  'g/m2': 'g/m²',
};

/** Units without a symbol that both languages read keep their word. */
const OWN_WORD = /^(?:斤|市斤|两|尺|市尺|亩|匹|度电|万像素|码\/小时)$/;

const HAN = /[\u3400-\u9fff]/;

/** Between the sides of a thing, and between an amount and how many of it: `10x20 cm`, 500ml*6. */
const TIMES = /\s*[x×✕*]\s*(?=[\d一二两三四五六七八九十])/i;

/**
 * The normal spelling of a value that is a measure from end to end, else `null`: numbers as decimals, the unit as stated and by its symbol
 * (1千克 → `1 kg`, `2.2lbs` → `2.2 lb`, `1/2 inch` → `0.5 in`). Units without one keep their word (半斤 → 0.5斤, 两年 → 2年, `3 years`).
 * Of several sides or pieces each is spelled so: `95*95cm` → `95 × 95 cm`, 500ml*6 → `500 mL × 6`.
 */
export function normalMeasure(text: string): string | null {
  const factors = text.trim().split(TIMES);
  const spelled = factors.map((factor) => oneMeasure(factor) ?? bareNumber(factor));
  const isMeasure = factors.some((factor) => oneMeasure(factor) !== null);
  return isMeasure && spelled.every((factor) => factor !== null) ? spelled.join(' × ') : null;
}

/** A number, or a quantity such as 4瓶: the number as digits, the rest as it is. */
function bareNumber(text: string): string | null {
  const [number, ...others] = findNumbers(foldText(text));
  if (number === undefined || number.start > 0 || others.length > 0) return null;
  const rest = text.slice(number.end);
  const [quantity] = parseQuery(text).quantities;
  if (rest !== '' && (quantity?.start !== 0 || quantity.end !== text.length)) return null;
  return String(number.value) + rest;
}

function oneMeasure(text: string): string | null {
  const [measure] = parseQuery(text).measures;
  if (measure === undefined || measure.start !== 0 || measure.end !== text.length) return null;
  const folded = foldText(text);
  const amounts = findNumbers(folded).map((number) => ({ number, unit: matchUnit(folded, number.end) }));
  const united = amounts.filter(({ unit }) => unit !== null);
  const [only] = united;
  // 1米8 and 一斤半 are one amount of one unit; a range or `5 ft 6 in` is spelled amount by amount.
  if (measure.min === measure.max && united.length === 1 && only?.unit && only.number.start === 0) {
    return spell(measure.min ?? 0, only.unit.unit, folded.slice(only.unit.start, only.unit.end));
  }
  let result = '';
  let done = 0;
  for (const { number, unit } of amounts) {
    result += text.slice(done, number.start);
    result += unit === null ? String(number.value) : spell(number.value, unit.unit, folded.slice(unit.start, unit.end));
    done = unit?.end ?? number.end;
  }
  return result + text.slice(done);
}

function spell(value: number, { code, dimension }: Unit, word: string): string {
  const keepsWord = OWN_WORD.test(word) || /^(?:time|age|angle)$/.test(dimension);
  const unit = keepsWord ? word : (SYMBOLS[code] ?? code);
  return HAN.test(unit) || unit === '°' ? `${value}${unit}` : `${value} ${unit}`;
}
