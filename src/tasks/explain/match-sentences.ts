import type { ExplainResponse } from '../../contract/explain.ts';
import type { Language } from '../../core/language.ts';
import type { Relation } from '../../core/relation.ts';

/** What the sentences are made of. */
export type Told = Pick<ExplainResponse, 'relation' | 'tokens' | 'attributes' | 'counterfactuals'> & {
  /** Whether words alone have judged. */
  isLexical: boolean;
};

const VERDICT: Readonly<Record<Language, Readonly<Record<Relation, string>>>> = {
  en: {
    exact: 'This is what was asked for.',
    substitute: 'This is not what was asked for, but could stand in for it.',
    complement: 'This is not what was asked for, but goes with it.',
    irrelevant: 'This has nothing to do with what was asked for.',
  },
  zh: {
    exact: '该商品符合搜索要求。',
    substitute: '该商品并非所要的商品，但可作为替代。',
    complement: '该商品并非所要的商品，但可与之搭配使用。',
    irrelevant: '该商品与搜索要求无关。',
  },
};

/** How a relation is named where something would change to it. */
const AS: Readonly<Record<Language, Readonly<Record<Relation, string>>>> = {
  en: {
    exact: 'exactly what was asked for',
    substitute: 'an alternative',
    complement: 'something that goes with it',
    irrelevant: 'irrelevant',
  },
  zh: { exact: '完全符合', substitute: '可替代', complement: '可搭配', irrelevant: '无关' },
};

/** The most words that a sentence names. */
const MOST = 3;

/** A few sentences from the evidence: the verdict, what agrees and what doesn't, the words that speak most for it, what would change it. */
export function matchSentences(told: Told, language: Language): string {
  const { relation, isLexical } = told;
  const isZh = language === 'zh';
  const lexical = isZh
    ? '当前没有可用的模型，以下仅按词语判断。'
    : 'No model answered: this was judged by words alone.';
  const parts = [
    isLexical ? lexical : '',
    VERDICT[language][relation],
    ...evidence(told, isZh),
    ...change(told, language),
  ];
  return parts.filter((part) => part !== '').join(isZh ? '' : ' ');
}

const quoted = (words: readonly string[], isZh: boolean): string =>
  words.map((word) => `“${word}”`).join(isZh ? '、' : ', ');

function evidence({ attributes, tokens }: Told, isZh: boolean): string[] {
  const agreed = attributes.filter(({ agrees }) => agrees === true).map(({ wanted }) => wanted);
  const said = (is: boolean | null): string[] =>
    attributes
      .filter(({ agrees, found }) => agrees === is && found !== null)
      .map(({ wanted, found }) =>
        isZh ? `要求“${wanted}”，商品为“${found}”` : `“${wanted}” was asked, it has “${found}”`,
      );
  const missing = attributes.filter(({ agrees, found, name }) => agrees === null && found === null && name !== 'not');
  const spoken = tokens
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST)
    .map(({ text, field }) =>
      isZh ? `${place(field, true)}中的“${text}”` : `“${text}” in the ${place(field, false)}`,
    );
  const parts: [zh: string, en: string, said: string][] = [
    ['相符：', 'It agrees on ', quoted(agreed.slice(0, MOST), isZh)],
    [
      '不符：',
      'It differs: ',
      said(false)
        .slice(0, MOST)
        .join(isZh ? '；' : '; '),
    ],
    [
      '不能确定：',
      'It can’t be told: ',
      said(null)
        .slice(0, MOST)
        .join(isZh ? '；' : '; '),
    ],
    [
      '未提到',
      'It does not mention ',
      quoted(
        missing.slice(0, MOST).map(({ wanted }) => wanted),
        isZh,
      ),
    ],
    ['最影响判断的词：', 'What speaks most for this: ', spoken.join(isZh ? '、' : ', ')],
  ];
  return parts.map(([zh, en, what]) => (what === '' ? '' : isZh ? `${zh}${what}。` : `${en}${what}.`));
}

const PLACES: Readonly<Record<string, [zh: string, en: string]>> = {
  query: ['搜索词', 'query'],
  title: ['标题', 'title'],
  brand: ['品牌', 'brand'],
  color: ['颜色', 'colour'],
  price: ['价格', 'price'],
  description: ['描述', 'description'],
  bullets: ['要点', 'bullets'],
};

function place(field: string, isZh: boolean): string {
  const [zh, en] = PLACES[field.replace(/\..*/, '')] ?? [field, field];
  return isZh ? zh : en;
}

function change({ counterfactuals }: Told, language: Language): string[] {
  const [first] = counterfactuals;
  if (first === undefined) return [];
  const isZh = language === 'zh';
  const where = place(first.field, isZh);
  const as = AS[language][first.relation];
  const { from, to } = first;
  if (isZh) {
    const how = to === '' ? `去掉“${from}”` : from === '' ? `加上“${to}”` : `把“${from}”改为“${to}”`;
    return [`如果在${where}中${how}，结果会是“${as}”。`];
  }
  const how =
    to === '' ? `Without “${from}”` : from === '' ? `With “${to}” added` : `With “${to}” instead of “${from}”`;
  return [`${how} in the ${where} it would be ${as}.`];
}
