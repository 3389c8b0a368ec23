import type { Hit } from '../../contract/search.ts';
import type { Language } from '../../core/language.ts';
import type { Product } from '../../core/product.ts';
import type { Belief } from '../../ranking/profile.ts';
import { TRAIT_WORDS } from '../shoppers/trait-words.ts';
import { conflictWords } from './conflict-words.ts';
import type { Plan } from './plan.ts';
import type { RankedHit } from './ranking.ts';

/** How each relation is put, in both languages. */
const RELATION: Readonly<Record<Language, Readonly<Record<RankedHit['relation'], string>>>> = {
  en: { exact: 'What was asked for', substitute: 'An alternative', complement: 'Goes with what was asked for' },
  zh: { exact: '符合搜索要求', substitute: '可替代的选择', complement: '可搭配使用' },
};

/** The most words that a sentence quotes. */
const MOST_WORDS = 4;

/**
 * A sentence why a product is where it is, in the language of the query: from the words it shares, its price, what the shopper likes of it,
 * its conflicts and its closeness. `belief` is what drew or put off the shopper most, if anything.
 */
export function whySentence(
  hit: RankedHit,
  product: Product,
  highlights: Hit['highlights'],
  { intent, hard }: Plan,
  belief: Pick<Belief, 'name' | 'value' | 'weight'> | null,
): string {
  const { language } = intent;
  const isZh = language === 'zh';
  const inTitle = highlights.filter(({ field }) => field === 'title');
  const words = [...new Set(inTitle.map(({ start, end }) => product.title.slice(start, end)))].slice(0, MOST_WORDS);
  const parts: string[] = [];
  if (words.length > 0) {
    const quoted = words.map((word) => `“${word}”`).join(isZh ? '、' : ', ');
    parts.push(isZh ? `标题含${quoted}` : `its title has ${quoted}`);
  } else if (highlights.length > 0) parts.push(isZh ? '商品信息中含搜索词' : 'its details have words of the query');
  else if (hit.semantic !== null) parts.push(isZh ? '含义相近' : 'it is close in meaning');
  const { price } = product;
  if (
    price !== undefined &&
    hard.parsed.price !== null &&
    hit.conflicts.every((conflict) => !conflict.startsWith('price:'))
  ) {
    const { currency } = hard.parsed.price;
    if (currency === null || currency === price.currency) {
      parts.push(
        isZh
          ? `价格${price.amount} ${price.currency}在范围内`
          : `${price.amount} ${price.currency} is within the price asked`,
      );
    }
  }
  if (belief !== null && hit.personal !== null && hit.personal * belief.weight > 0) {
    parts.push(personalPart(belief, language));
  }
  if (hit.conflicts.length > 0) {
    const named = conflictWords(hit.conflicts, language);
    parts.push(isZh ? `但与要求不符（${named}）` : `but it differs from what was asked (${named})`);
  }
  if (hit.soldOut) parts.push(isZh ? '目前缺货' : 'it is sold out');
  if (hit.rules.length > 0) {
    parts.push(isZh ? `店铺规则：${hit.rules.join('、')}` : `moved by the shop's rules (${hit.rules.join(', ')})`);
  }
  const head = RELATION[language][hit.relation];
  if (parts.length === 0) return isZh ? `${head}。` : `${head}.`;
  return isZh ? `${head}：${parts.join('，')}。` : `${head}: ${parts.join(', ')}.`;
}

function personalPart({ name, value, weight }: Pick<Belief, 'name' | 'value' | 'weight'>, language: Language): string {
  const trait = TRAIT_WORDS[language][name];
  const isLiked = weight > 0;
  if (language === 'zh') return isLiked ? `符合您偏好的${trait}（${value}）` : `但${trait}（${value}）不合您的偏好`;
  return isLiked ? `it has a ${trait} that you like (${value})` : `but it has a ${trait} that you avoid (${value})`;
}
