import { describe, expect, it } from 'vitest';
import { priceOf } from './cases.ts';

describe('price', () => {
  it.each([
    ['red dress under $50', 'under $50 -..50 USD'],
    ['tv under $1,000', 'under $1,000 -..1000 USD'],
    ['$20-$30 candles', '$20-$30 20..30 USD'],
    ['between 20 and 30 dollars', 'between 20 and 30 dollars 20..30 USD'],
    ['headphones less than €100', 'less than €100 -..100 EUR'],
    ['cheaper than 40 bucks', 'cheaper than 40 bucks -..40 USD'],
    ['up to £30', 'up to £30 -..30 GBP'],
    ['over 100 usd', 'over 100 usd 100..- USD'],
    ['no more than $50', 'no more than $50 -..50 USD'],
    ['toys under 75', 'under 75 -..75 ?'],
    ['$100 or less', '$100 or less -..100 USD'],
    ['around $30', 'around $30 25.5..34.5 USD'],
    ['mug $50', '$50 50..50 USD'],
    ['over $20 and under $50', 'over $20 and under $50 20..50 USD'],
    ['max $400', 'max $400 -..400 USD'],
    ['$1.5k laptop', '$1.5k 1500..1500 USD'],
    ['hk$300 earrings', 'hk$300 300..300 HKD'],
    ['under 5000 yen', 'under 5000 yen -..5000 JPY'],
  ])('%s', (query, expected) => expect(priceOf(query)).toBe(expected));

  it.each([
    ['200元以内', '200元以内 -..200 CNY'],
    ['不超过300块', '不超过300块 -..300 CNY'],
    ['50-100元的茶', '50-100元 50..100 CNY'],
    ['一百以内', '一百以内 -..100 ?'],
    ['3000左右的手机', '3000左右 2550..3450 ?'],
    ['预算500', '预算500 -..500 ?'],
    ['千元以下', '千元以下 -..1000 CNY'],
    ['5k以下', '5k以下 -..5000 ?'],
    ['100以上', '100以上 100..- ?'],
    ['１００元以內', '１００元以內 -..100 CNY'],
    ['300塊以內', '300塊以內 -..300 CNY'],
    ['价格100-200', '价格100-200 100..200 ?'],
    ['一千到一千五', '一千到一千五 1000..1500 ?'],
    ['9块9的袜子', '9块9 9.9..9.9 CNY'],
    ['1.5万以内', '1.5万以内 -..15000 ?'],
    ['不要超过100元', '不要超过100元 -..100 CNY'],
    ['不要100元以上的', '不要100元以上 -..100 CNY'],
    ['¥99 短袖', '¥99 99..99 CNY'],
    ['50刀以下', '50刀以下 -..50 USD'],
    ['200港币左右', '200港币左右 170..230 HKD'],
    ['100美元 背包', '100美元 100..100 USD'],
    ['rmb200 背包', 'rmb200 200..200 CNY'],
  ])('%s', (query, expected) => expect(priceOf(query)).toBe(expected));

  it.each([
    'iphone 13',
    '10-20',
    'toys for kids under 5',
    'under 5 feet',
    '三元牛奶',
    '3块肥皂',
    '50% off',
    '2024',
    'iphone 13以上',
    'no 1 seller',
    'kindle 2000 pieces',
    '',
  ])('none in %s', (query) => expect(priceOf(query)).toBe('none'));
});
