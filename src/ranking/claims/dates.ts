import { foldText } from '../../core/fold-text.ts';

/** A day of the year, of a year where one is stated. Offsets are UTF-16 units of the text. */
export interface StatedDate {
  month: number;
  day: number;
  year: number | null;
  start: number;
  end: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = `(${MONTHS.join('|')})[a-z]{0,6}\\.?`;
const PATTERNS: readonly (readonly [RegExp, (parts: string[]) => [year: string, month: string, day: string]])[] = [
  [/(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, ([y = '', m = '', d = '']) => [y, m, d]],
  [/(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g, ([y = '', m = '', d = '']) => [y, m, d]],
  [
    new RegExp(`(?<![a-z])${NAME} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?(?!\\d|\\.\\d|%)`, 'g'),
    ([m = '', d = '', y = '']) => [y, m, d],
  ],
  [
    new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${NAME}(?![a-z])(?:,? (\\d{4}))?`, 'g'),
    ([d = '', m = '', y = '']) => [y, m, d],
  ],
];

/** The dates of a text: 2026-11-27, 11月27日, November 27, 27 Nov 2026. Without those that overlap one found before. */
export function datesOf(text: string): StatedDate[] {
  const folded = foldText(text);
  const found: StatedDate[] = [];
  for (const [pattern, order] of PATTERNS) {
    for (const match of folded.matchAll(pattern)) {
      const [year, month, day] = order(match.slice(1));
      const named = MONTHS.indexOf(month);
      const date = {
        month: named < 0 ? Number(month) : named + 1,
        day: Number(day),
        year: year === '' ? null : Number(year),
      };
      if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.every((other) => other.end <= start || other.start >= end)) found.push({ ...date, start, end });
    }
  }
  return found;
}

/** Whether two dates may be the same day. */
export function sameDay(a: StatedDate, b: StatedDate): boolean {
  return a.month === b.month && a.day === b.day && (a.year === null || b.year === null || a.year === b.year);
}
