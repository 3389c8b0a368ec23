import { currencyAfter, currencyBefore } from '../../core/query-parser/currencies.ts';
import { foldText } from '../../core/fold-text.ts';
import { plainText } from '../../core/plain-text.ts';

/** A money amount; null: no currency stands beside it. */
export interface Money {
  amount: number;
  currency: string | null;
}

/** A number with its grouping and decimal signs. */
const NUMBER = /\d{1,3}(?:[ '’]\d{3}(?!\d))+(?:[.,]\d+)?|\d(?:[\d.,]*\d)?/;

/** A text on one line, without tags and entities; undefined where nothing is left. */
export function plain(value: unknown): string | undefined {
  const text = textOf(value);
  const line = text === undefined ? undefined : plainText(text).replaceAll(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** A text as it stands; undefined for a blank one and for what is none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Texts of a list, of a text that is a JSON list, or of the lines of a text, else of its parts between `;` or `|`. */
export function textList(value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : listIn(textOf(value) ?? '');
  return list.flatMap((one) => plain(one)?.replace(/^[•●▪·*-]\s*/, '') || []);
}

function listIn(text: string): unknown[] {
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list;
    } catch {
      // Brackets of its own.
    }
  }
  const lines = text.split(/\r?\n|<(?:br|\/li|\/p)\b[^>]*>/i);
  return lines.length > 1 ? lines : text.split(/\s*[;；|]\s*/);
}

/** Levels of a category as a path with ` > ` between: from a list, or a text with `>`, `»`, `|`, or several `/`. */
export function categoryPath(value: unknown): string | undefined {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => plain(one) ?? []).join(' > ') || undefined;
  const text = plain(value);
  if (text === undefined) return undefined;
  const parts = /[>›»|]/.test(text) ? text.split(/[>›»|]+/) : / \/ |\/.*\//.test(text) ? text.split('/') : [text];
  return (
    parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' > ') || undefined
  );
}

/** The number that a text begins with or holds: `1,299.00`, `1.299,00`, `1,29,900`, `1.2万`, `3k`. Null where there is none. */
export function numberIn(text: string): number | null {
  const found = NUMBER.exec(text);
  if (found === null) return null;
  const value = Number(plainNumber(found[0].replaceAll(/['’ ]/g, '')));
  const after = text.slice(found.index + found[0].length);
  const scale = /^\s?万/.test(after) ? 10_000 : /^k\b/i.test(after) ? 1_000 : 1;
  const sign = /[-−]\s?$/.test(text.slice(0, found.index)) ? -1 : 1;
  return Number.isFinite(value) ? sign * Number((value * scale).toPrecision(12)) : null;
}

/** Grouping signs out, and a point as the decimal sign: the last sign is that, unless it groups thousands. */
function plainNumber(digits: string): string {
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points > 0 && commas > 0) {
    const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
    return digits.replaceAll(decimal === '.' ? ',' : '.', '').replace(decimal, '.');
  }
  if (points > 1) return digits.replaceAll('.', '');
  if (commas > 1 || /^\d{1,3},\d{3}$/.test(digits)) return digits.replaceAll(',', '');
  return digits.replace(',', '.');
}

/** A price: a number, `{amount, currency}`, or a text such as `Rs. 1,299`, `¥199`, `12,99 €`; of a range the lower end. Null where it is none. */
export function moneyOf(value: unknown): Money | null {
  if (typeof value === 'number') return { amount: value, currency: null };
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { amount, value: other, price, currency } = value as Record<string, unknown>;
    const money = moneyOf(amount ?? other ?? price);
    return money === null ? null : { ...money, currency: currencyCode(currency) ?? money.currency };
  }
  const text = foldText(textOf(value) ?? '');
  const found = NUMBER.exec(text);
  const amount = numberIn(text);
  if (found === null || amount === null) return null;
  const [before, after] = [
    text.slice(0, found.index).replace(/[-−]\s?$/, ''),
    text.slice(found.index + found[0].length),
  ];
  const match = currencyBefore(before) ?? currencyAfter(after.replace(/^\s?万/, ''));
  const code = /(?<![a-z])([a-z]{3})\s?$/.exec(before)?.[1] ?? /^\s?([a-z]{3})(?![a-z])/.exec(after)?.[1];
  return { amount, currency: match?.currency ?? currencyCode(code) };
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code, however it is written; null for anything else. */
export function currencyCode(value: unknown): string | null {
  const text = textOf(value);
  if (text === undefined) return null;
  const code = text.toUpperCase();
  if (CURRENCIES.has(code)) return code;
  const folded = foldText(text);
  return currencyBefore(folded)?.currency ?? currencyAfter(folded)?.currency ?? null;
}

/** How many are left; 0 for a text that says none are. Undefined where the number is not said. Null where it cannot be read. */
export function stockOf(value: unknown): number | null | undefined {
  if (typeof value === 'boolean') return value ? undefined : 0;
  const text = foldText(textOf(value) ?? '');
  if (/out[ _-]?of[ _-]?stock|sold ?out|unavailable|无货|缺货|售罄|下架/.test(text)) return 0;
  if (
    /in[ _-]?stock|available|pre-?order|backorder|有货|现货|充足|预售|^(?:true|yes|是)$/.test(text) &&
    !/\d/.test(text)
  ) {
    return undefined;
  }
  if (/^(?:false|no|否)$/.test(text)) return 0;
  return numberIn(text);
}

/** A rating with its count, from `4.6`, `4.6 out of 5`, or `{value, count}`. Null where it is none. */
export function ratingOf(value: unknown, count: unknown): { value: number; count?: number } | null {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { value: own, rate, average, count: many } = value as Record<string, unknown>;
    return ratingOf(own ?? rate ?? average, many ?? count);
  }
  const stars = numberIn(textOf(value) ?? '');
  if (stars === null) return null;
  const raters = numberIn(textOf(count) ?? '');
  return { value: stars, ...(raters === null ? {} : { count: Math.trunc(raters) }) };
}

/** The first http or https URL of a list or a text; null where there is none. */
export function imageUrl(value: unknown): string | null {
  const list = Array.isArray(value)
    ? (value as unknown[])
    : (textOf(value) ?? '').split(/[|;\s]+|,(?=\s*(?:https?:)?\/\/)/);
  for (const one of list) {
    const text = textOf(one)?.replace(/^\/\//, 'https://');
    if (text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  }
  return null;
}

/** A date and time as ISO 8601, from what ISO writes, `2024/5/1 8:00`, and seconds or milliseconds since 1970. Without a zone it is UTC. Null where it is none. */
export function timeOf(value: unknown): string | null {
  const text = textOf(value) ?? '';
  if (/^\d{10}$|^\d{13}$/.test(text)) return new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString();
  const [, year, month = '', day = '', rest = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(.*)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const [, hour = '0', minutes = ':00', zone = 'Z'] =
    /(\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(z|[+-]\d{2}:?\d{2})?\s*$/i.exec(rest) ?? [];
  const pad = (digits: string): string => digits.padStart(2, '0');
  const date = new Date(`${year}-${pad(month)}-${pad(day)}T${pad(hour)}${minutes}${zone}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
