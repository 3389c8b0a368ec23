import { describe, expect, test } from 'vitest';
import type { Language } from '../../../../src/core/language.ts';
import type { Product } from '../../../../src/core/product.ts';
import { hardConstraints } from '../../../../src/ranking/conflicts.ts';
import { agreements } from '../../../../src/ranking/explain/agreement.ts';
import {
  type Candidate,
  counterfactualCandidates,
  type WeighedWord,
} from '../../../../src/ranking/explain/candidates.ts';

const of = (
  query: string,
  product: Product,
  stated: Record<string, string[]> = {},
  more: { words?: WeighedWord[]; types?: string[]; language?: Language } = {},
): Candidate[] => {
  const { words = [], types = [], language = 'en' } = more;
  const one = { product, attributes: types.map((value) => ({ name: 'product_type', value })) };
  const wishes = agreements(hardConstraints(query), stated, one);
  return counterfactualCandidates({ query, product, agreements: wishes, types, words, language });
};
const queries = (all: readonly Candidate[]): string[] =>
  all.filter(({ field }) => field === 'query').map(({ query }) => query);
const titles = (all: readonly Candidate[]): string[] =>
  all.filter(({ field }) => field === 'title').map(({ product }) => product.title);

describe('a wish that the product contradicts', () => {
  test('is replaced by what it has, dropped, or the product’s word replaced', () => {
    const all = of('iphone 13 case', { title: 'Clear Case for iPhone 12' });
    expect(queries(all)).toEqual(['iPhone 12 case', 'case']);
    expect(titles(all)).toContain('Clear Case for iphone 13');
    expect(all[0]).toMatchObject({ field: 'query', from: 'iphone 13', to: 'iPhone 12' });
  });

  test('颜色按搜索的语言替换', () => {
    const all = of('红色连衣裙', { title: 'Blue linen dress', color: 'blue' }, { color: ['红色'] }, { language: 'zh' });
    expect(queries(all)).toEqual(['蓝色连衣裙', '连衣裙']);
  });

  test('a price: the product at the bound, or no price asked', () => {
    const all = of('red dress under $50', { title: 'Red dress', price: { amount: 80, currency: 'USD' } });
    expect(queries(all)).toContain('red dress');
    expect(all.find(({ field }) => field === 'price')).toMatchObject({
      from: '80 USD',
      to: '50 USD',
      product: { title: 'Red dress', price: { amount: 50, currency: 'USD' } },
    });
  });

  test('an exclusion: without it, or the product without the word', () => {
    const all = of('华为手机壳 不要透明的', { title: '华为手机壳 透明 防摔' });
    expect(queries(all)).toContain('华为手机壳');
    expect(titles(all)).toContain('华为手机壳 防摔');
  });
});

test('a wish that the product is silent of is added to its title', () => {
  expect(titles(of('red dress', { title: 'Summer dress' }, { color: ['red'] }))).toContain('Summer dress red');
});

test('something else is asked for by what it is', () => {
  const product = { title: '20W Charger for iPhone' };
  const all = of('iphone case', product, { product_type: ['case'] }, { types: ['Charger'] });
  expect(queries(all)).toEqual(['iphone charger', 'iphone', 'charger']);
});

describe('the words of most weight', () => {
  const word = (field: string, text: string, start: number, weight: number): WeighedWord => ({
    field,
    text,
    start,
    end: start + text.length,
    weight,
  });

  test('go one by one, not those against the relation nor glue', () => {
    const words = [
      word('query', 'red', 0, 0.2),
      word('query', 'dress', 4, -0.1),
      word('title', 'for', 6, 0.9),
      word('title', 'women', 10, 0.3),
    ];
    const all = of('red dress', { title: 'Dress for women' }, {}, { words });
    expect(queries(all)).toEqual(['dress']);
    expect(titles(all)).toEqual(['Dress']);
  });

  test('in a bullet, a brand and a description too', () => {
    const words = [
      word('bullets.1', 'soft', 0, 0.2),
      word('brand', 'Zest', 0, 0.3),
      word('description', 'linen', 0, 0.1),
    ];
    const product = { title: 'Dress', brand: 'Zest', bullets: ['washable', 'soft'], description: 'linen fabric' };
    expect(of('red dress', product, {}, { words }).map((one) => one.product)).toEqual([
      { title: 'Dress', bullets: ['washable', 'soft'], description: 'linen fabric' },
      { ...product, bullets: ['washable'] },
      { ...product, description: 'fabric' },
    ]);
  });
});

test('none leaves a text blank or over its limit, none comes twice', () => {
  expect(of('red', { title: 'red' }, { color: ['red'] })).toEqual([]);
  const all = of(`${'red '.repeat(120)}`, { title: 'x'.repeat(999) }, { color: ['red'] });
  for (const { query, product } of all) {
    expect(query.trim()).not.toBe('');
    expect(product.title.length).toBeLessThanOrEqual(1_000);
  }
  expect(new Set(all.map(({ query, product }) => JSON.stringify([query, product]))).size).toBe(all.length);
});
