import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Intent, INTENTS } from '../../../../../src/core/intent.ts';
import { RELATIONS } from '../../../../../src/core/relation.ts';
import { lexicalIntent } from '../../../../../src/models/drivers/lexical/intent.ts';
import { lexicalMatch } from '../../../../../src/models/drivers/lexical/match.ts';
import { lexicalSpans } from '../../../../../src/models/drivers/lexical/spans.ts';

const best = <T>(labels: readonly T[], distribution: readonly number[]): T | undefined =>
  labels[distribution.indexOf(Math.max(...distribution))];

const isDistribution = (distribution: readonly number[]): boolean =>
  distribution.every((probability) => probability > 0) &&
  Math.abs(distribution.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-9;

describe('lexicalIntent', () => {
  it.each<[string, Intent]>([
    ['red dress under $50', 'find_product'],
    ['tommy hilfiger mens slim jeans 32x30', 'find_product'],
    ['华为手机壳 不要透明的', 'find_product'],
    ['return label printer', 'find_product'],
    ['我的快递到哪了', 'order_status'],
    ['where is my order', 'order_status'],
    ['送女朋友什么生日礼物好', 'discover'],
    ['best vacuum for pet hair', 'compare'],
    ['洗衣机哪个牌子好', 'compare'],
    ['how to clean suede shoes', 'how_to'],
    ['我要退货', 'return_refund'],
    ['forgot my password', 'account_payment'],
    ['转人工客服', 'human_support'],
    ['any coupon codes', 'deal'],
    ['今天天气怎么样', 'other'],
  ])('%s', (query, intent) => expect(best(INTENTS, lexicalIntent(query))).toBe(intent));

  it('gives 12 probabilities for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        expect(lexicalIntent(query)).toHaveLength(12);
        expect(isDistribution(lexicalIntent(query))).toBe(true);
      }),
    );
  });
});

describe('lexicalMatch', () => {
  it.each([
    ['iphone 13 case', 'Slim Matte Case for iPhone 13', 'exact'],
    ['iphone 13 case', 'Silicone iPhone 12 Case', 'substitute'],
    ['iphone 13 case', '20W USB-C Charger for iPhone', 'complement'],
    ['iphone 13 case', 'Expandable Garden Hose 50 ft', 'irrelevant'],
    ['华为手机壳 不要透明的', '华为手机壳 液态硅胶 黑色', 'exact'],
    ['华为手机壳 不要透明的', '华为手机壳 透明 防摔', 'substitute'],
    ['华为手机壳 不要透明的', '花园浇水软管', 'irrelevant'],
    ['连衣裙 红色', '夏季红色雪纺连衣裙女', 'exact'],
    ['连衣裙 红色', '黑色连衣裙', 'substitute'],
  ])('%s | %s', (query, product, relation) => expect(best(RELATIONS, lexicalMatch(query, product))).toBe(relation));

  it('gives a distribution for any strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (query, product) => {
        expect(isDistribution(lexicalMatch(query, product))).toBe(true);
      }),
    );
  });
});

describe('lexicalSpans', () => {
  const shown = (text: string): string[] =>
    lexicalSpans(text).map((span) => `${text.slice(span.start, span.end)} ${span.name}`);

  it.each([
    ['red dress under $50', ['red color', 'dress product_type', 'under $50 price']],
    [
      'tommy hilfiger mens slim jeans 32x30',
      ['tommy hilfiger brand', 'mens audience', 'slim shape', 'jeans product_type', '32x30 size'],
    ],
    ['printer paper 500 sheets', ['printer paper product_type', '500 sheets quantity']],
    ['3岁 积木 2024款', ['3岁 audience', '积木 product_type', '2024款 time']],
    ['', []],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('gives ordered spans that do not overlap', () => {
    const piece = fc.constantFrom(
      'red ',
      '$50',
      '手机',
      ' 2024',
      '500ml',
      'sm-g991b',
      ' ',
      '不要',
      '两双',
      'dress',
      '🙂',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          let end = 0;
          for (const span of lexicalSpans(text)) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(span.end).toBeGreaterThan(span.start);
            expect(span.confidence).toBeGreaterThan(0);
            expect(span.confidence).toBeLessThanOrEqual(1);
            end = span.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
