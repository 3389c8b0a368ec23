import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlights, markedWords } from '../../../src/ranking/highlights.ts';

const marked = (texts: string[], title: string): string[] =>
  highlights({ title }, markedWords(texts)).map(({ start, end }) => title.slice(start, end));

it.each<[string, string, string[]]>([
  ['red dresses', 'A Red DRESS, redder', ['Red', 'DRESS']],
  ['case for iphone', 'Case for iPhone 13', ['Case', 'iPhone']],
  ['for', 'Case for iPhone', ['for']],
  ['红色连衣裙', '新款红色的连衣裙', ['红色', '连衣裙']],
  ['裙', '连衣裙', ['裙']],
  ['iphone手机壳', 'iPhone13手机壳 手机', ['手机壳', '手机']],
  ['🧣', '🧣 red', []],
  ['？！', 'red', []],
])('%s in %s', (query, title, expected) => {
  expect(marked([query], title)).toEqual(expected);
});

it('marks what the query was mended to and what it was widened by', () => {
  expect(marked(['sofa', 'couch'], 'A couch, a sofa')).toEqual(['couch', 'sofa']);
});

it('names the field, and its offsets are in it', () => {
  const product = { title: 'a', brand: 'Red', bullets: ['none', 'so red'], description: 'red' };
  expect(highlights(product, markedWords(['red']))).toEqual([
    { field: 'brand', start: 0, end: 3 },
    { field: 'description', start: 0, end: 3 },
    { field: 'bullets.1', start: 3, end: 6 },
  ]);
});

it('keeps inside any text, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), (query, title) => {
      let last = -1;
      for (const { start, end } of highlights({ title }, markedWords([query, title.slice(0, 5)]))) {
        expect(start).toBeGreaterThan(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(title.length);
        last = end;
      }
    }),
  );
});
