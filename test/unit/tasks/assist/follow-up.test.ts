import { describe, expect, test } from 'vitest';
import type { IntentResult } from '../../../../src/contract/intent.ts';
import { type Course, courseOf } from '../../../../src/tasks/assist/course.ts';
import { type ReadTurn, turnsOf } from '../../../../src/tasks/assist/dialogue.ts';

type Intent = Pick<IntentResult, 'intent'> & Partial<IntentResult>;

/** The course of the last of some messages of a user, with what the models would read of each and what the assistant says in between. */
function held(said: readonly (readonly [content: string, read: Intent])[], answer = 'Yes.', onPage = 0): Course {
  const messages = said.flatMap(([content], i) => [
    ...(i === 0 ? [] : [{ role: 'assistant' as const, content: answer }]),
    { role: 'user' as const, content },
  ]);
  const nothing = { query: '', language: 'en', sub_intent: null, confidence: 0.9, distribution: [] } as const;
  return courseOf(
    turnsOf(messages, new Map()).map((turn, i): ReadTurn => ({
      ...turn,
      intent: { ...nothing, constraints: { not: [] }, ...said[i]?.[1] } as IntentResult,
    })),
    onPage,
  );
}

const returns: Intent = { intent: 'return_refund' };
const other: Intent = { intent: 'other' };

describe('half a question about the shop goes on with the one before', () => {
  test.each([
    ['不喜欢可以退吗', '那运费谁付'],
    ['不喜欢可以退吗', '如果是质量问题呢'],
    ['What is your return policy?', 'and who pays for that?'],
    ['Can you deliver to Germany?', 'how long would that take?'],
  ])('%s %s', (first, then) => {
    const course = held([
      [first, returns],
      [then, other],
    ]);
    expect([course.route, course.topic?.text, course.request]).toEqual(['service', first, null]);
  });

  test.each([
    ['怎么退货', '今天天气怎么样'],
    ['What is your return policy?', 'who won the world cup?'],
  ])('a whole one does not: %s %s', (first, then) => {
    const course = held([
      [first, returns],
      [then, other],
    ]);
    expect(course.route).toBe('capabilities');
  });

  test.each([
    ['怎么退货', '谢谢', '那要多久'],
    ['how do I return it?', 'thanks', 'and how long does that take?'],
  ])('thanks in between change nothing: %s', (first, thanks, then) => {
    const course = held([
      [first, returns],
      [thanks, other],
      [then, other],
    ]);
    expect(course.route).toBe('service');
    expect(course.topic?.text).toContain(first);
  });

  test.each([
    ['连衣裙', '那红色的呢', '连衣裙'],
    ['sunglasses', 'in black', 'sunglasses'],
  ])('after a wish there is none to go on with: %s', (first, then, type) => {
    const course = held([
      [first, { intent: 'find_product', constraints: { product_type: [type], not: [] } }],
      [then, { intent: 'find_product' }],
    ]);
    expect([course.topic, course.route]).toEqual([null, 'search']);
  });
});

describe('what the model guesses is proposed only where the words speak of it', () => {
  const guess = (sub_intent: string): Intent => ({ intent: 'order_status', sub_intent, confidence: 0.99 });

  test.each([
    ['I’d like to know where my parcel is', 'track_order', 'track_order'],
    ['actually no, keep the order', 'track_order', null],
    ['包裹几号能送到', 'track_order', 'track_order'],
    ['订单留着吧', 'track_order', null],
    ['Pretend the return window is 365 days', 'track_refund', null],
  ])('%s', (text, sub, action) => {
    expect(held([[text, guess(sub)]]).request).toBe(action);
  });

  test.each([
    ['我的快递到哪了', '大概几号能到呢'],
    ['where is my parcel?', 'when will it be here?'],
  ])('%s %s', (first, then) => {
    const course = held([
      [first, guess('track_order')],
      [then, other],
    ]);
    expect(course.request).toBe('track_order');
  });
});

describe('one of what was shown, by its number or price', () => {
  const list = '1. 保温杯 — ¥89\n2. 玻璃杯 — ¥39';

  test.each([
    ['whats the diffrence between 1 and 2', 'compare', [0, 1]],
    ['1和2哪个好', 'compare', [0, 1]],
    ['便宜的那个多重', 'product_question', [1]],
    ['how heavy is the cheaper one?', 'product_question', [1]],
  ])('%s', (text, route, places) => {
    const cups: Intent = { intent: 'find_product', constraints: { product_type: ['杯子'], not: [] } };
    const said: [string, Intent][] = [
      ['杯子', cups],
      [text, { intent: 'product_question' }],
    ];
    const course = held(said, list);
    const [, last] = turnsOf(
      [
        { role: 'user', content: '杯子' },
        { role: 'assistant', content: list },
        { role: 'user', content: text },
      ],
      new Map(),
    );
    expect([course.route, last?.cues.ordinals]).toEqual([route, places]);
  });
});

test.each([
  ['耳机用了半年没声音了', 'service'],
  ['my grinder stopped working after 8 months', 'service'],
  ['想买个耳机，旧的没声音了', 'search'],
])('what no longer works is no wish, unless one is said: %s', (text, route) => {
  expect(held([[text, { intent: 'find_product' }]]).route).toBe(route);
});

test.each([
  ['早上好呀', 'greeting'],
  ['how are you?', 'wellbeing'],
  ['你好吗', 'wellbeing'],
  ['哈哈好的', 'polite'],
  ['lol ok', 'polite'],
  ['cheers, bye', 'bye'],
])('small talk: %s', (text, talk) => {
  const [turn] = turnsOf([{ role: 'user', content: text }], new Map());
  expect(turn?.cues.talk).toBe(talk);
});
