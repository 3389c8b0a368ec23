import { currencyAfter, currencyBefore } from './currencies.ts';
import type { NumberMention } from './numbers.ts';
import { after, before, type Scan } from './scan.ts';

/** A number with what belongs to it as money: its currency (or `null`) and its `k`. */
export interface Amount {
  value: number;
  currency: string | null;
  start: number;
  end: number;
  numeral: boolean;
  glued: boolean;
}

const CENTS = /^([\d一二三四五六七八九])(?![\d十百千万.a-z片个只条件瓶盒袋双]|包(?!邮))/;

/** Reads the amount around the number at `index`; `null` past the last one. */
export function readAmount(scan: Scan, index: number): Amount | null {
  const number: NumberMention | undefined = scan.numbers[index];
  if (number === undefined) return null;
  let { value, start, end } = number;
  const prefix = currencyBefore(before(scan, start));
  if (prefix !== null) start -= prefix.length;
  const thousand = /^k(?![a-z0-9])/.test(after(scan, end));
  if (thousand) {
    value *= 1000;
    end += 1;
  }
  const suffix = currencyAfter(after(scan, end));
  let currency = prefix?.currency ?? null;
  if (suffix !== null && isMoney(scan, number, end, suffix.length, currency !== null)) {
    currency = suffix.currency === 'CNY' || currency === null ? (currency ?? suffix.currency) : suffix.currency;
    end += suffix.length;
    const cents = scan.folded.charAt(end - 1) === '块' ? CENTS.exec(after(scan, end)) : null;
    if (cents?.[1] !== undefined) {
      const digit = '零一二三四五六七八九'.indexOf(cents[1]);
      value += (digit < 0 ? Number(cents[1]) : digit) / 10;
      end += 1;
    }
  }
  return { value, currency, start, end, numeral: number.numeral, glued: number.glued && prefix === null };
}

/** Whether 块, 刀, 元 … behind a number are money: three bars of soap are 3块, a brand of milk is 三元. */
function isMoney(scan: Scan, number: NumberMention, position: number, length: number, known: boolean): boolean {
  const word = after(scan, position).slice(0, length).trim();
  const rest = after(scan, position + length);
  const bounded =
    /^ ?(?:以内|以下|以上|左右|之内|内|起|的|一)/.test(rest) || /^[\d一二三四五六七八九](?![\d十百千万])/.test(rest);
  if (known || bounded || /^ ?[-~至到]/.test(rest)) return true;
  if (word === '块' || word === '刀') return number.value >= 10;
  if (word === '元') return !number.numeral || number.value >= 10;
  return true;
}
