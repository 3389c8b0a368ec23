import { array, assert, constantFrom, double, property, tuple, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { orderSentences } from '../../../../src/tasks/assist/order-sayings.ts';
import {
  askedIn,
  listedIn,
  listLine,
  nothingFound,
  questionText,
  saysNothingFound,
  shortTitle,
} from '../../../../src/tasks/assist/sayings.ts';

const LANGUAGES = ['en', 'zh'] as const;

test('a question is read again: its facet and its options', () => {
  const values = uniqueArray(constantFrom('Nike', 'Field & Hem', '黑色', '500ml', 'XL', '轻风'), {
    minLength: 2,
    maxLength: 5,
  });
  const facets = constantFrom('brand', 'color', 'size', '茶类', 'Flavor');
  assert(
    property(tuple(values, facets, constantFrom(...LANGUAGES)), ([all, facet, language]) => {
      const options = all.map((value) => ({ value, count: 1 }));
      const text = `Here.\n${questionText(facet, options, language)}`;
      expect(askedIn(text)).toEqual({ facet, options: all });
    }),
  );
});

test('ranges of prices are put as people say them', () => {
  const options = [
    { gte: 0, lt: 50, currency: 'USD', count: 2 },
    { gte: 50, lt: 100, currency: 'USD', count: 1 },
    { gte: 100, currency: 'USD', count: 1 },
  ];
  expect(questionText('price', options, 'en')).toBe(
    'Which price range would you like: under $50, $50 to $100 or over $100?',
  );
  expect(
    questionText(
      'price',
      options.map((one) => ({ ...one, currency: 'CNY' })),
      'zh',
    ),
  ).toBe('价位有偏好吗：¥50以下、¥50到¥100还是¥100以上？');
});

test('a list is read again: titles and prices, in order', () => {
  const price = double({ min: 0, max: 9_999, noNaN: true }).map((amount) => Math.round(amount * 100) / 100);
  const one = tuple(
    constantFrom('Red dress — long', '红色连衣裙 夏', 'A'.repeat(120), '2. x'),
    price,
    constantFrom('USD', 'CNY', 'EUR'),
  );
  assert(
    property(array(one, { minLength: 1, maxLength: 5 }), (all) => {
      const text = `Here:${all.map(([title, amount, currency], i) => listLine(i + 1, title, { amount, currency })).join('')}`;
      const listed = listedIn(text);
      expect(listed.map(({ price: each }) => each)).toEqual(all.map(([, amount, currency]) => ({ amount, currency })));
      const titles = listed.map(({ title }) => title);
      expect(titles).toEqual(all.map(([title]) => shortTitle(title)));
    }),
  );
  expect(listedIn('No list.')).toEqual([]);
});

test.each(LANGUAGES)('that nothing was found is known again: %s', (language) => {
  expect(saysNothingFound(nothingFound('x', language))).toBe(true);
  expect(saysNothingFound('These fit:')).toBe(false);
});

test('of an order nothing is said that was not sent', () => {
  expect(orderSentences({}, 'en')).toEqual([]);
  expect(orderSentences({ id: 'A1', status: '已发货', tracking: { carrier: '顺丰', number: 'SF1' } }, 'zh')).toEqual([
    '您的订单 A1状态：已发货。',
    '物流：顺丰 SF1。',
  ]);
});
