import { expect, test } from 'vitest';
import { type Grounds, reasonsOf } from '../../../../src/tasks/recommend/reasons.ts';

const signals: Grounds['signals'] = {
  sequence: 0,
  co_visit: 0,
  lent: 0,
  content: 0,
  popularity: 0,
  exploration: 0,
  profile: 0,
};
const tea = { id: 't', title: '龙井茶' };
const nothing: Grounds = { signals, because: [], like: null, lender: null, boughtTogether: false, drawn: null };
const said = (grounds: Grounds): string[][] =>
  (['zh', 'en'] as const).map((language) => reasonsOf(grounds, language).map(({ text }) => text));

test.each<[string, Partial<Grounds>, string, string]>([
  [
    'followed',
    { signals: { ...signals, sequence: 0.4 }, because: [tea] },
    '看过“龙井茶”的顾客也看了它',
    'Shoppers who looked at “龙井茶” also looked at this',
  ],
  [
    'bought_together',
    { signals: { ...signals, co_visit: 0.4 }, because: [tea], boughtTogether: true },
    '买过“龙井茶”的顾客也买了它',
    'Shoppers who bought “龙井茶” also bought this',
  ],
  ['like', { signals: { ...signals, content: 0.4 }, like: tea }, '与“龙井茶”相似', 'Similar to “龙井茶”'],
  [
    'attribute',
    { drawn: { name: 'price_band', value: '20-50 USD' } },
    '符合您偏好的价位：20-50 USD',
    'A price range that you like: 20-50 USD',
  ],
  ['popular', { signals: { ...signals, popularity: 0.8 } }, '近期热门', 'Popular now'],
  ['popular', { signals: { ...signals, popularity: 0.2 } }, '也有其他顾客看过', 'Other shoppers have looked at it'],
  [
    'new',
    { signals: { ...signals, lent: 0.3 }, lender: tea },
    '看过的顾客还很少，与大家接着看的“龙井茶”相似',
    'Few have looked at it yet; similar to “龙井茶”, which shoppers went on to',
  ],
  ['new', {}, '还没有什么顾客看过，欢迎发现', 'Hardly anybody has looked at it yet: yours to discover'],
])('%s, in both languages', (code, grounds, zh, en) => {
  expect(said({ ...nothing, ...grounds })).toEqual([[zh], [en]]);
  expect(reasonsOf({ ...nothing, ...grounds }, 'en')[0]?.code).toBe(code);
});

test('what few have looked at is not told as popular, nor as new twice', () => {
  for (const of of [{ popularity: 0.9 }, { popularity: 0.2, exploration: 1 }, { exploration: 1 }]) {
    const reasons = reasonsOf({ ...nothing, signals: { ...signals, lent: 0.3, ...of }, lender: tea }, 'en');
    expect(reasons.map(({ code }) => code)).toEqual(['new']);
  }
});

test('a likeness that is too slight is none, and the strongest reason is told first', () => {
  expect(reasonsOf({ ...nothing, signals: { ...signals, content: 0.1 }, like: tea }, 'en')[0]?.code).toBe('new');
  const all = { ...signals, sequence: 0.4, content: 0.4, popularity: 0.9 };
  const codes = reasonsOf({ ...nothing, signals: all, because: [tea], like: tea }, 'zh').map(({ code }) => code);
  expect(codes).toEqual(['followed', 'like', 'popular']);
});
