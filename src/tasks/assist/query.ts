import type { Language } from '../../core/language.ts';
import type { DialogueState } from './state.ts';
import type { PriceWish } from './wish.ts';

/** What a search is asked for it: the wish with the price and the exclusions in words that the parser reads. At most 512 characters. */
export function queryOf({ seeking, price, excluded }: DialogueState, language: Language): string {
  const parts = [seeking ?? ''];
  const isZh = language === 'zh';
  if (price !== null) parts.push(isZh ? priceInChinese(price) : priceInEnglish(price));
  for (const word of excluded) parts.push(isZh ? `不要${word}的` : `without ${word}`);
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 512)
    .toWellFormed();
}

function priceInEnglish({ min, max, currency }: PriceWish): string {
  // Without a currency `for men under 50` would be an age.
  const money = (amount: number): string =>
    currency === null ? String(amount) : currency === 'USD' ? `$${amount}` : `${amount} ${currency}`;
  const price = currency === null ? 'price ' : '';
  if (min !== undefined && max !== undefined) return `${price}between ${money(min)} and ${money(max)}`;
  if (max !== undefined) return `${price}under ${money(max)}`;
  return min === undefined ? '' : `${price}over ${money(min)}`;
}

function priceInChinese({ min, max, currency }: PriceWish): string {
  const unit = currency === null || currency === 'CNY' ? '元' : currency === 'USD' ? '美元' : ` ${currency}`;
  if (min !== undefined && max !== undefined) return `${min}到${max}${unit}`;
  if (max !== undefined) return `${max}${unit}以内`;
  return min === undefined ? '' : `${min}${unit}以上`;
}
