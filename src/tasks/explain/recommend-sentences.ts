import type { RecommendPlace } from '../../contract/explain-recommend.ts';
import type { Language } from '../../core/language.ts';
import { figure } from './search-sentences.ts';

/** Why a product may not come, in both languages. */
const WHY_NOT: Readonly<Partial<Record<RecommendPlace['reason']['code'], [zh: string, en: string]>>> = {
  bought: ['顾客已购买该商品。', 'The shopper has bought it.'],
  dismissed: ['顾客表示不感兴趣。', 'The shopper has dismissed it.'],
  hidden: ['顾客已隐藏该商品。', 'The shopper has hidden it.'],
  in_history: ['推荐正是由该商品出发的。', 'The recommendation starts from it.'],
  sold_out: ['该商品缺货。', 'It is sold out.'],
  filtered: ['该商品不符合筛选条件。', 'It does not hold the filters.'],
  not_linked: [
    '没有顾客把它与出发的商品一起看过或买过。',
    'Nobody has had it with what the recommendation starts from.',
  ],
  not_popular: ['近期无人关注该商品。', 'Nobody asks for it now.'],
  same_type: ['它与要搭配的商品属于同一类型。', 'It is of the same type as what it is to go with.'],
  disliked: [
    '它有顾客不喜欢的特点，而其他商品已足够。',
    'It has something that the shopper dislikes, and there is enough else.',
  ],
};

const PARTS: Readonly<Record<string, [zh: string, en: string]>> = {
  sequence: ['顾客接着看的商品', 'what shoppers went on to'],
  co_visit: ['一起看或买的商品', 'what was had together'],
  lent: ['与接着看的商品相似', 'likeness to what shoppers went on to'],
  content: ['与看过的商品相似', 'likeness to what the shopper had'],
  popularity: ['热度', 'popularity'],
  exploration: ['探索', 'exploration'],
  profile: ['个人偏好', 'the shopper’s taste'],
  rating: ['评分', 'its rating'],
};

/** Why a product is recommended or not, in a few sentences of what is told and nothing else. `titles`: of the products of its events, by id. */
export function recommendSentences(
  { rank, total, score, parts, events, reasons, reason }: Omit<RecommendPlace, 'text'>,
  titles: ReadonlyMap<string, string>,
  language: Language,
): string {
  const isZh = language === 'zh';
  const say = (zh: string, en: string): string => (isZh ? zh : en);
  const { code, limit, cut } = reason;
  const known = WHY_NOT[code];
  if (known !== undefined) return say(`不推荐：${known[0]}`, `It is not recommended. ${known[1]}`);
  const at = rank === null ? '' : say(`在 ${total} 个候选中排第 ${rank}`, `It is number ${rank} of ${total}`);
  const below =
    cut === null
      ? ''
      : say(`，第 ${limit} 名的得分为 ${figure(cut)}`, `, and the first ${limit} end at ${figure(cut)}`);
  const place =
    code === 'proposed'
      ? say(`${at}，得分 ${figure(score)}。`, `${at}, with a score of ${figure(score)}.`)
      : say(
          `${at === '' ? '未进入候选' : at}：得分只有 ${figure(score)}${below}。`,
          `${at === '' ? 'It is not among those ranked' : at}: its score is only ${figure(score)}${below}.`,
        );
  const [most] = parts.toSorted((a, b) => b.contribution - a.contribution);
  const weighs =
    most === undefined || most.contribution <= 0
      ? ''
      : say(
          `主要来自${PARTS[most.part]?.[0]}（${figure(most.contribution)}）。`,
          `Most of it is ${PARTS[most.part]?.[1]} (${figure(most.contribution)}).`,
        );
  const [first] = reasons;
  const why = first === undefined ? '' : say(`${first.text}。`, `${first.text}.`);
  const [event] = events.toSorted((a, b) => a.score_without - b.score_without);
  // What the catalogue no longer has, has no title.
  const title = event === undefined ? '' : (titles.get(event.product_id) ?? event.product_id);
  const without =
    event === undefined || event.score_without >= score
      ? ''
      : say(
          `若没有“${title}”的记录，得分会是 ${figure(event.score_without)}。`,
          `Without what was done with “${title}” its score would be ${figure(event.score_without)}.`,
        );
  return [place, weighs, why, without].filter((part) => part !== '').join(isZh ? '' : ' ');
}
