import type { Recommended } from '../../contract/recommend.ts';
import type { Affinity } from '../../state/behaviour/port.ts';

/** What a product was proposed by. */
export interface Grounds {
  signals: Recommended['signals'];
  /** Products that it goes with by the counts, and one that it is like, by their titles. */
  because: readonly { id: string; title: string }[];
  like: { id: string; title: string } | null;
  boughtTogether: boolean;
  /** What the shopper is drawn to and the product has. */
  drawn: Affinity | null;
}

type Reason = Recommended['reasons'][number];

/** A likeness worth naming. */
const ALIKE = 0.15;

/** A product among the more popular half of the scale. */
const POPULAR = 0.5;

const NAMES: Record<Affinity['name'], { zh: string; en: string }> = {
  brand: { zh: '品牌', en: 'brand' },
  category: { zh: '类别', en: 'category' },
  color: { zh: '颜色', en: 'colour' },
  price_band: { zh: '价位', en: 'price range' },
  size: { zh: '尺码', en: 'size' },
};

/** Why a product is there, the strongest first; made of what speaks for it and nothing else. */
export function reasonsOf(grounds: Grounds, language: 'zh' | 'en'): Reason[] {
  const { signals, because, like, drawn, boughtTogether } = grounds;
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const reasons: Reason[] = [];
  const [first] = because;
  if (first !== undefined && signals.sequence + signals.co_visit > 0) {
    const product_ids = because.map(({ id }) => id);
    reasons.push(
      boughtTogether
        ? {
            code: 'bought_together',
            text: say(`有顾客把它和“${first.title}”一起买`, `Bought by shoppers who bought “${first.title}”`),
            product_ids,
          }
        : {
            code: 'followed',
            text: say(`看过“${first.title}”的顾客也看它`, `Seen by shoppers who looked at “${first.title}”`),
            product_ids,
          },
    );
  }
  if (like !== null && signals.content >= ALIKE) {
    reasons.push({ code: 'like', text: say(`与“${like.title}”相似`, `Like “${like.title}”`), product_ids: [like.id] });
  }
  if (drawn !== null) {
    const { name, value } = drawn;
    const words = NAMES[name];
    reasons.push({
      code: 'attribute',
      text: say(`符合您偏好的${words.zh}：${value}`, `A ${words.en} that you are drawn to: ${value}`),
      attribute: { name, value },
    });
  }
  if (signals.popularity >= POPULAR) reasons.push({ code: 'popular', text: say('近期热门', 'Popular now') });
  if (signals.exploration > 0 || reasons.length === 0) {
    const isKnown = signals.popularity > 0;
    reasons.push(
      isKnown
        ? { code: 'popular', text: say('有顾客关注', 'Other shoppers looked at it') }
        : { code: 'new', text: say('尚无顾客浏览，供您发现', 'Nobody has looked at it yet: yours to discover') },
    );
  }
  return reasons;
}
