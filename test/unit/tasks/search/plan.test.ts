import { describe, expect, it } from 'vitest';
import { planSearch, searchedText } from '../../../../src/tasks/search/plan.ts';
import { searchShop } from '../../../support/search-shop.ts';

describe('searchedText', () => {
  it.each([
    ['red dress under $50', 'red dress'],
    ['200元以内的连衣裙', '连衣裙'],
    ['连衣裙 200元以内', '连衣裙'],
    ['华为手机壳 不要透明的', '华为手机壳'],
    ['华为手机壳 不要透明的 50元以下', '华为手机壳'],
    ['water bottle without straw', 'water bottle'],
    ['under $50', 'under $50'],
    ['不要黑色的', '不要黑色的'],
    ['iphone 13 case', 'iphone 13 case'],
    ['👗', '👗'],
  ])('%s → %s', (query, searched) => {
    expect(searchedText(query)).toBe(searched);
  });
});

describe('planSearch', () => {
  it('has the action of a service intent, and looks for products beside it only where it is unsure', async () => {
    const shop = searchShop([]);
    const plan = async (query: string) => await planSearch({ query }, shop.context);
    expect(await plan('red dress')).toMatchObject({ action: null, wantsProducts: true });
    shop.models.intent = 'order_status';
    expect(await plan('where is it')).toMatchObject({
      action: { type: 'track_order', intent: 'order_status' },
      wantsProducts: false,
    });
    shop.models.certainty = 0.2;
    expect(await plan('where is it')).toMatchObject({ action: { type: 'track_order' }, wantsProducts: true });
  });

  it('takes the language that it is told', async () => {
    const { context } = searchShop([]);
    expect((await planSearch({ query: 'iphone', language: 'zh' }, context)).intent.language).toBe('zh');
  });
});
