import type { SearchPlace } from '../../contract/explain-search.ts';
import type { Language } from '../../core/language.ts';
import { conflictWords } from '../search/conflict-words.ts';

type Told = Omit<SearchPlace, 'text'>;

const SIGNALS: Readonly<Record<string, [zh: string, en: string]>> = {
  match: ['模型判断的相关度', 'the model’s relevance'],
  estimate: ['估计的相关度', 'its estimated relevance'],
  retrieval: ['检索得分', 'retrieval'],
  personal: ['个人偏好', 'the shopper’s taste'],
  popularity: ['评分', 'its rating'],
  sold_out: ['缺货', 'being sold out'],
  rules: ['店铺规则', 'the shop’s rules'],
};

/** A figure as sentences have it: three places at most. */
export const figure = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/** Where a product stands in a search and why, in a few sentences of what is told and nothing else. */
export function searchSentences(told: Told, language: Language): string {
  const isZh = language === 'zh';
  const parts = [verdict(told, isZh), told.found ? moving(told, isZh) : '', change(told, isZh)];
  return parts.filter((part) => part !== '').join(isZh ? '' : ' ');
}

function verdict({ rank, total, retrieval, reason }: Told, isZh: boolean): string {
  const say = (zh: string, en: string): string => (isZh ? zh : en);
  const { code, conditions = [], conflicts = [], distribution, rules = [], intent, judged, limit } = reason;
  const differs =
    conflicts.length === 0
      ? ''
      : say(
          `；与要求不符（${conflictWords(conflicts, 'zh')}）`,
          `; it differs from what was asked (${conflictWords(conflicts, 'en')})`,
        );
  const score = (value: number | null | undefined): string => (value == null ? say('无', 'none') : figure(value));
  switch (code) {
    case 'shown':
    case 'later_page': {
      const later = code === 'later_page';
      return say(
        `该商品在 ${total} 个结果中排第 ${rank}${later ? `，不在首页的 ${limit} 个之内` : ''}${differs}。`,
        `It is number ${rank} of ${total}${later ? `, past the ${limit} of the first page` : ''}${differs}.`,
      );
    }
    case 'not_in_catalog':
      return say('商品库中没有该商品，因此搜索不到。', 'The catalogue has no such product, so no search finds it.');
    case 'service_intent':
      return say(
        `该查询是服务请求（${intent}），没有搜索商品。`,
        `The query asks for a service (${intent}), so no products are looked for.`,
      );
    case 'filtered': {
      const each = conditions.map(({ name, not, wanted, found }) => {
        const asked = JSON.stringify(wanted);
        const has = found ?? say('未注明', 'nothing');
        return say(
          `${name} ${not ? '不得为' : '须为'} ${asked}，该商品为 ${has}`,
          `${name} must ${not ? 'not ' : ''}be ${asked}, it has ${has}`,
        );
      });
      return say(`该商品被筛选条件排除：${each.join('；')}。`, `Filters leave it out: ${each.join('; ')}.`);
    }
    case 'not_retrieved': {
      const { keyword, semantic, fused = 0, cut } = retrieval ?? {};
      const behind =
        fused === 0
          ? say('没有共同的词语，也没有相近的含义', 'no word of the query and nothing near it in meaning')
          : cut == null
            ? say('价格在要求范围内的候选已占满', 'those within the price asked come first and fill the list')
            : say(`同类候选最低为 ${score(cut)}`, `the last candidate of its kind has ${score(cut)}`);
      return say(
        `该商品不在检索出的 ${limit} 个候选之内：检索得分 ${score(fused)}（词语 ${score(keyword)}，语义 ${score(semantic)}），${behind}${differs}。`,
        `It is not among the ${limit} candidates that were retrieved: its score is ${score(fused)} (words ${score(keyword)}, meaning ${score(semantic)}), ${behind}${differs}.`,
      );
    }
    case 'not_judged':
      return say(
        `模型只判断了前 ${judged} 个候选，该商品排在第 ${retrieval?.place}，估计的相关度太低${differs}。`,
        `The model has read the first ${judged} candidates; it is number ${retrieval?.place}, and its estimate is too low to be shown${differs}.`,
      );
    case 'irrelevant':
      return say(
        `模型判断该商品与查询无关（概率 ${score(distribution?.irrelevant)}，完全符合的概率 ${score(distribution?.exact)}）${differs}。`,
        `The model calls it irrelevant (probability ${score(distribution?.irrelevant)}; exact ${score(distribution?.exact)})${differs}.`,
      );
    case 'hidden':
      return say(`店铺规则隐藏了该商品：${rules.join('、')}。`, `Rules of the shop hide it: ${rules.join(', ')}.`);
  }
}

/** What weighs most, and what would move it. */
function moving({ rank, score, signals }: Told, isZh: boolean): string {
  const nameOf = (signal: string): string => SIGNALS[signal]?.[isZh ? 0 : 1] ?? signal;
  const [most] = signals.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  if (most === undefined || score === null) return '';
  const sum = isZh
    ? `得分 ${figure(score)} 中，${nameOf(most.signal)}占 ${figure(most.contribution)}。`
    : `Of its score of ${figure(score)}, ${figure(most.contribution)} is ${nameOf(most.signal)}.`;
  const moved = signals
    .filter((one) => one.rank_without !== rank)
    .map(({ signal, rank_without: at }) =>
      isZh
        ? `不计${nameOf(signal)}时${at === null ? '不在结果中' : `排第 ${at}`}`
        : `without ${nameOf(signal)} it would be ${at === null ? 'left out' : `number ${at}`}`,
    );
  if (moved.length === 0) return sum;
  const rest = moved.join(isZh ? '，' : ', ');
  return isZh ? `${sum}${rest}。` : `${sum} ${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`;
}

function change({ counterfactual }: Told, isZh: boolean): string {
  if (counterfactual === null) return '';
  const { dropped, rank } = counterfactual;
  const named = dropped.map((one) => `“${one}”`).join(isZh ? '、' : ' and ');
  return isZh ? `去掉${named}后，它会排第 ${rank}。` : `Without ${named} it would be number ${rank}.`;
}
