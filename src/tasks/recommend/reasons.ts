import type { Recommended } from '../../contract/recommend.ts';
import type { Belief } from '../../ranking/profile.ts';
import { TRAIT_WORDS } from '../shoppers/trait-words.ts';

/** What a product was proposed by. */
export interface Grounds {
  signals: Recommended['signals'];
  /** Products that it goes with by the counts, and one that it is like, by their titles. */
  because: readonly { id: string; title: string }[];
  like: { id: string; title: string } | null;
  boughtTogether: boolean;
  /** Where it is new: what followed, and is most like it. */
  lender: { id: string; title: string } | null;
  /** What the shopper is drawn to most of what the product has, its value as the product writes it. */
  drawn: Pick<Belief, 'name' | 'value'> | null;
}

type Reason = Recommended['reasons'][number];

/** A likeness worth naming. */
export const ALIKE = 0.15;

/** A product among the more popular half of the scale. */
const POPULAR = 0.5;

/** Why a product is there, the strongest first; made of what speaks for it and nothing else. */
export function reasonsOf(grounds: Grounds, language: 'zh' | 'en'): Reason[] {
  const { signals, because, like, lender, drawn, boughtTogether } = grounds;
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const reasons: Reason[] = [];
  const [first] = because;
  if (first !== undefined && signals.sequence + signals.co_visit > 0) {
    const product_ids = because.map(({ id }) => id);
    reasons.push(
      boughtTogether
        ? {
            code: 'bought_together',
            text: say(`买过“${first.title}”的顾客也买了它`, `Shoppers who bought “${first.title}” also bought this`),
            product_ids,
          }
        : {
            code: 'followed',
            text: say(
              `看过“${first.title}”的顾客也看了它`,
              `Shoppers who looked at “${first.title}” also looked at this`,
            ),
            product_ids,
          },
    );
  }
  const isNew = lender !== null && signals.lent > 0;
  if (isNew) {
    reasons.push({
      code: 'new',
      text: say(
        `看过的顾客还很少，与大家接着看的“${lender.title}”相似`,
        `Few have looked at it yet; similar to “${lender.title}”, which shoppers went on to`,
      ),
      product_ids: [lender.id],
    });
  }
  if (like !== null && signals.content >= ALIKE) {
    reasons.push({
      code: 'like',
      text: say(`与“${like.title}”相似`, `Similar to “${like.title}”`),
      product_ids: [like.id],
    });
  }
  if (drawn !== null) {
    const { name, value } = drawn;
    reasons.push({
      code: 'attribute',
      text: say(`符合您偏好的${TRAIT_WORDS.zh[name]}：${value}`, `A ${TRAIT_WORDS.en[name]} that you like: ${value}`),
      attribute: { name, value },
    });
  }
  // What few have looked at is not told as popular too, nor as new twice.
  if (isNew) return reasons;
  if (signals.popularity >= POPULAR) reasons.push({ code: 'popular', text: say('近期热门', 'Popular now') });
  if (signals.exploration > 0 || reasons.length === 0) {
    const isKnown = signals.popularity > 0;
    reasons.push(
      isKnown
        ? { code: 'popular', text: say('也有其他顾客看过', 'Other shoppers have looked at it') }
        : {
            code: 'new',
            text: say('还没有什么顾客看过，欢迎发现', 'Hardly anybody has looked at it yet: yours to discover'),
          },
    );
  }
  return reasons;
}
