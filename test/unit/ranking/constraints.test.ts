import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser/parse-query.ts';
import { queryConstraints } from '../../../src/ranking/constraints.ts';

const span = (query: string, text: string, name: string, confidence = 0.9) => {
  const start = query.indexOf(text);
  return { name, start, end: start + text.length, confidence };
};

describe('queryConstraints', () => {
  it('takes words from the tagger and the price from the parser', () => {
    const query = 'Red dress under $50';
    const spans = [
      span(query, 'Red', 'color'),
      span(query, 'dress', 'product_type'),
      span(query, 'under $50', 'price'),
    ];
    expect(queryConstraints(query, spans, parseQuery(query))).toEqual({
      words: { color: ['red'], product_type: ['dress'] },
      price: { max: 50, currency: 'USD' },
      not: [],
    });
  });

  it('does not want what is excluded', () => {
    const query = '华为手机壳 不要透明的';
    const spans = [span(query, '华为', 'brand'), span(query, '手机壳', 'product_type'), span(query, '透明', 'feature')];
    const { words, not } = queryConstraints(query, spans, parseQuery(query));
    expect(words).toEqual({ brand: ['华为'], product_type: ['手机壳'] });
    expect(not).toEqual(['透明']);
  });

  it('calls a size a size, whatever the tagger calls it', () => {
    const query = 'slim jeans 32x30';
    const { words } = queryConstraints(query, [span(query, '32x30', 'measure')], parseQuery(query));
    expect(words).toEqual({ size: ['32x30'] });
  });

  it('leaves out what the tagger doubts, and lets the parser fill sizes', () => {
    const query = 'slim jeans 32x30';
    const { words } = queryConstraints(
      query,
      [span(query, 'slim', 'shape', 0.2), span(query, 'jeans', 'product_type')],
      parseQuery(query),
    );
    expect(words).toEqual({ product_type: ['jeans'], size: ['32x30'] });
  });
});
