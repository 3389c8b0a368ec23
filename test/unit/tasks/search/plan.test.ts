import { describe, expect, it } from 'vitest';
import { planSearch } from '../../../../src/tasks/search/plan.ts';
import { searchShop } from '../../../support/search-shop.ts';

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
