import type { Language } from '../../core/language.ts';
import type { TraitName } from '../../ranking/profile.ts';

/** How what a shopper may be drawn to is put, in both languages. */
export const TRAIT_WORDS: Readonly<Record<Language, Readonly<Record<TraitName, string>>>> = {
  en: { brand: 'brand', category: 'category', color: 'colour', price_band: 'price range', size: 'size' },
  zh: { brand: '品牌', category: '类别', color: '颜色', price_band: '价位', size: '尺码' },
};
