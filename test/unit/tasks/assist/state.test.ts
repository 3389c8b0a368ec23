import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntentResult } from '../../../../src/contract/intent.ts';
import { courseOf } from '../../../../src/tasks/assist/course.ts';
import { type ReadTurn, turnsOf } from '../../../../src/tasks/assist/dialogue.ts';
import { queryOf } from '../../../../src/tasks/assist/query.ts';
import { wishOf } from '../../../../src/tasks/assist/wish.ts';

type Said = [role: 'user' | 'assistant', content: string, read?: Partial<IntentResult>];

const nothing: IntentResult = {
  query: '',
  language: 'en',
  intent: 'find_product',
  sub_intent: null,
  confidence: 0.9,
  distribution: [],
  constraints: { not: [] },
};

/** What a dialogue comes to, with what the models would read of each message of the user. */
function held(...said: Said[]) {
  const turns = turnsOf(
    said.map(([role, content]) => ({ role, content })),
    new Map(),
  );
  const read = said.filter(([role]) => role === 'user').map(([, , each = {}]) => each);
  return courseOf(
    turns.map((turn, i): ReadTurn => ({ ...turn, intent: { ...nothing, ...read[i] } })),
    0,
  );
}

const dress: Partial<IntentResult> = { constraints: { product_type: ['dress'], color: ['red'], not: [] } };
const zhDress: Partial<IntentResult> = { constraints: { product_type: ['连衣裙'], color: ['红色'], not: [] } };
const priced = {
  product_type: ['dress'],
  not: [],
  price: { max: 50, currency: 'USD' },
} as unknown as IntentResult['constraints'];
const LIST = 'These fit:\n1. Red dress — $39\n2. Long dress — $120';

describe('the wish, without what leads to it', () => {
  test.each([
    ["I'm looking for a red dress under $50, please", 'red dress'],
    ['do you have running shoes?', 'running shoes'],
    ['我想买一双跑鞋', '跑鞋'],
    ['有没有200元以内的保温杯', '保温杯'],
    ['华为手机壳 不要透明的', '华为手机壳'],
    ['帮我推荐一款手机壳吧', '手机壳'],
    ['?', '?'],
  ])('%s', (text, wish) => {
    expect(wishOf(text)).toBe(wish);
  });
});

describe('a changed mind', () => {
  test('another color takes the place of the first', () => {
    const { state } = held(
      ['user', 'red dress', dress],
      ['assistant', LIST],
      ['user', 'actually blue', { intent: 'other', constraints: { color: ['blue'], not: [] } }],
    );
    expect(state.words).toEqual({ product_type: ['dress'], color: ['blue'] });
    expect(queryOf(state, 'en')).toBe('blue dress');
  });

  test('不要红色的了', () => {
    const { route, state } = held(
      ['user', '红色连衣裙', zhDress],
      ['user', '不要红色的了', { intent: 'order_status', confidence: 0.47, constraints: { not: ['红色'] } }],
    );
    expect([route, state.words, state.excluded]).toEqual(['search', { product_type: ['连衣裙'] }, ['红色']]);
    expect(queryOf(state, 'zh')).toBe('连衣裙 不要红色的');
  });

  test('also: both', () => {
    const { state } = held(
      ['user', 'red dress', dress],
      ['user', 'or also blue', { constraints: { color: ['blue'], not: [] } }],
    );
    expect(state.words['color']).toEqual(['red', 'blue']);
  });

  test('what was excluded and is asked for is excluded no more', () => {
    const { state } = held(
      ['user', 'dress', { constraints: { product_type: ['dress'], not: ['red'] } }],
      ['user', 'red', { constraints: { color: ['red'], not: [] } }],
    );
    expect(state.excluded).toEqual([]);
  });

  test('any color will do, and none is asked about', () => {
    const { state } = held(['user', 'red dress', dress], ['user', 'any color is fine', { intent: 'other' }]);
    expect([state.words, state.asked]).toEqual([{ product_type: ['dress'] }, ['color']]);
  });

  test('another thing is another search', () => {
    const { state } = held(
      ['user', 'red dress under $50', { constraints: priced }],
      ['user', 'sunglasses', { constraints: { product_type: ['sunglasses'], not: [] } }],
    );
    expect([state.seeking, state.price, state.words]).toEqual(['sunglasses', null, { product_type: ['sunglasses'] }]);
  });
});

describe('cheaper', () => {
  test.each([
    ['than all that was shown', 'cheaper', { max: 38.99, currency: 'USD' }],
    ['than the one that it names', 'cheaper than the second', { max: 119.99, currency: 'USD' }],
  ])('%s', (_, content, price) => {
    const { state, route } = held(
      ['user', 'red dress', dress],
      ['assistant', LIST],
      ['user', content, { intent: 'deal' }],
    );
    expect([route, state.price, state.order]).toEqual(['search', price, 'cheapest']);
  });

  test('便宜点的', () => {
    const { state } = held(
      ['user', '红色连衣裙', zhDress],
      ['assistant', '以下商品符合您的要求：\n1. 红色连衣裙 — ¥159'],
      ['user', '便宜点的', { intent: 'deal' }],
    );
    expect(queryOf(state, 'zh')).toBe('红色连衣裙 158.99元以内');
  });
});

test('an option of the question that was asked is chosen, and the facet is not asked again', () => {
  const { state } = held(
    ['user', 'red dress', dress],
    ['assistant', 'Which brand would you like: Acme, Zest or Acme Home?'],
    ['user', 'Acme Home please', { intent: 'other' }],
  );
  expect([state.chosen, state.asked]).toEqual([{ brand: ['Acme Home'] }, ['brand']]);
});

test('no dialogue makes a query that is too long, or throws', () => {
  const messages = constantFrom<Said>(
    ['user', 'red dress', dress],
    ['user', '不要红色的', { constraints: { not: ['红色'] } }],
    ['user', 'x'.repeat(4_000)],
    ['user', '第二个呢', { intent: 'other' }],
    ['user', 'cheaper', { intent: 'deal' }],
    ['user', '换个牌子', { intent: 'return_refund', confidence: 0.5 }],
    ['user', 'more'],
    ['user', '转人工', { intent: 'human_support' }],
    ['assistant', LIST],
    ['assistant', '颜色有偏好吗：黑色、红色还是白色？'],
  );
  assert(
    property(array(messages, { maxLength: 60 }), (said) => {
      const { state, request, route } = held(...said, ['user', 'blue', { constraints: { color: ['blue'], not: [] } }]);
      for (const language of ['en', 'zh'] as const) expect(queryOf(state, language).length).toBeLessThanOrEqual(512);
      expect(route === 'service' || request === null).toBe(true);
    }),
  );
});
