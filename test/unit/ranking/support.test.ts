import { describe, expect, test } from 'vitest';
import { namesServiceTopic, supportOf, termsOf } from '../../../src/ranking/support.ts';

describe('what a question is about', () => {
  test.each([
    ['what is your return policy', ['#return', 'return', 'policy']],
    ['保修多久', ['#warranty', '保修']],
    ['how do you do', []],
    ['是什么呢', []],
  ])('%s', (question, terms) => {
    expect([...termsOf(question).keys()]).toEqual(terms);
  });
});

test.each([
  ['how long is the guarantee', 'Electronics have a warranty of 2 years.', 0.6],
  ['能保修吗', '手机数码质保1年。', 0.6],
  ['is it water resistant', 'IP67 waterproof', 0.6],
])('the same in other words counts: %s', (question, text, least) => {
  expect(supportOf(text, termsOf(question))).toBeGreaterThan(least - 0.2);
});

test('a question about nothing is supported by nothing', () => {
  expect(supportOf('anything', termsOf('what is it?'))).toBe(0);
  expect(supportOf('Jackets are warm.', termsOf('do you ship abroad'))).toBe(0);
});

test.each([
  ['how much is shipping', true],
  ['运费多少', true],
  ['how much is it', false],
  ['它多少钱', false],
])('a topic of the shop: %s', (question, expected) => {
  expect(namesServiceTopic(question)).toBe(expected);
});
