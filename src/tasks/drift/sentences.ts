import type { DriftResponse } from '../../contract/drift.ts';
import { OTHER_VALUES } from '../../state/account/daily-counts.ts';
import { THRESHOLDS } from '../../ranking/drift/verdict.ts';

/** What each name is called, in English and in Chinese. */
const NAMES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  intent: ['What queries want', '查询意图'],
  language: ['The language of queries', '查询语言'],
  top_relevance: ['The relevance of the best hit', '首位结果的相关度'],
  unsure: ['Queries whose intent is a guess', '意图不确定的查询'],
  outside: ['Queries outside of shopping', '与购物无关的查询'],
  no_exact: ['Searches without an exact hit', '没有精确结果的搜索'],
  empty: ['Searches without a result', '无结果的搜索'],
  degraded: ['Degraded answers', '降级的回答'],
  category: ['Categories of products', '商品类目'],
  brand: ['Brands of products', '商品品牌'],
  price: ['Prices of products', '商品价格'],
  product_language: ['The language of products', '商品语言'],
  attributes: ['How many attributes products state', '商品标注的属性数量'],
  missing_description: ['Products without a description', '没有描述的商品'],
  missing_brand: ['Products without a brand', '没有品牌的商品'],
  missing_category: ['Products without a category', '没有类目的商品'],
  missing_price: ['Products without a price', '没有价格的商品'],
  missing_image_url: ['Products without a picture', '没有图片的商品'],
};

const VERDICTS = { moving: ['moving', '正在变化'], moved: ['moved', '已明显变化'] } as const;

type Part = Pick<DriftResponse['queries'], 'verdict' | 'distributions' | 'shares'>;
type Sentences = DriftResponse['sentences'];

const percent = (share: number | null): string => `${((share ?? 0) * 100).toFixed(1)}%`;

/** What has moved, in both languages: a sentence each; else one that nothing has, or that too little was seen. */
export function driftSentences(queries: Part, catalog: Part): Sentences {
  const all = [queries, catalog].flatMap(({ distributions, shares }) => [
    ...distributions.flatMap(distributionSentence),
    ...shares.flatMap(shareSentence),
  ]);
  for (const [{ verdict }, en, zh] of [
    [queries, 'queries', '查询'],
    [catalog, 'products', '商品'],
  ] as const) {
    if (verdict === 'stable') all.push([`The ${en} are as they were.`, `${zh}没有明显变化。`]);
    if (verdict === 'unknown') {
      all.push([
        `Too few ${en} were seen to tell: it needs ${THRESHOLDS.least} in each window.`,
        `${zh}数量太少，无法判断：每个时间段至少需要${THRESHOLDS.least}条。`,
      ]);
    }
  }
  return { en: all.map(([en]) => en), zh: all.map(([, zh]) => zh) };
}

type Sentence = readonly [en: string, zh: string];

function distributionSentence({ name, verdict, psi, values }: Part['distributions'][number]): Sentence[] {
  if (verdict !== 'moving' && verdict !== 'moved') return [];
  const [most] = values.toSorted((a, b) => Math.abs(b.recent - b.before) - Math.abs(a.recent - a.before));
  if (most === undefined) return [];
  const [en, zh] = NAMES[name] ?? [name, name];
  const [nameEn, nameZh] = most.value === OTHER_VALUES ? ['the rarer ones', '较少见的值'] : [most.value, most.value];
  const [shares, index] = [[percent(most.before), percent(most.recent)], (psi ?? 0).toFixed(2)];
  return [
    [
      `${en}: ${VERDICTS[verdict][0]} (PSI ${index}); most of all ${nameEn}, from ${shares[0]} to ${shares[1]}.`,
      `${zh}${VERDICTS[verdict][1]}（PSI ${index}）；变化最大的是${nameZh}，从${shares[0]}变为${shares[1]}。`,
    ],
  ];
}

function shareSentence({ name, verdict, share, low, high }: Part['shares'][number]): Sentence[] {
  if (verdict !== 'moving' && verdict !== 'moved') return [];
  const [en, zh] = NAMES[name] ?? [name, name];
  const [before, recent] = [percent(share.before), percent(share.recent)];
  const points = [low, high].map((one) => ((one ?? 0) * 100).toFixed(1));
  return [
    [
      `${en}: ${VERDICTS[verdict][0]}, from ${before} to ${recent} (95% interval of the difference: ${points.join(' to ')} points).`,
      `${zh}的占比${VERDICTS[verdict][1]}：从${before}变为${recent}（差值的95%区间：${points.join('到')}个百分点）。`,
    ],
  ];
}
