import { expect, test } from 'vitest';
import { wholeAnswers } from '../../../src/http/whole-answers.ts';
import { LruCache } from '../../../src/state/store/lru-cache.ts';

const ANSWER = { body: '{"results":[]}', path: 'onnx' } as const;
const ASKED = { path: '/v1/match', account: 'shop', body: '{"query":"case"}' };

function answersAt(clock: { now: number }) {
  return wholeAnswers(new LruCache({ entries: 10, bytes: 10_000 }), () => clock.now);
}

test('an answer is found by path, account and body, and by no two of them', () => {
  const answers = answersAt({ now: 0 });
  answers.keep(ASKED, ANSWER);
  expect(answers.get(ASKED)).toEqual(ANSWER);
  expect(answers.get({ ...ASKED, path: '/v1/intent' })).toBeUndefined();
  expect(answers.get({ ...ASKED, account: 'other' })).toBeUndefined();
  expect(answers.get({ ...ASKED, body: `${ASKED.body} ` })).toBeUndefined();
});

test('what an account has taught since makes it another answer', () => {
  const answers = answersAt({ now: 0 });
  answers.keep({ ...ASKED, taught: 1 }, ANSWER);
  expect(answers.get({ ...ASKED, taught: 2 })).toBeUndefined();
  expect(answers.get(ASKED)).toBeUndefined();
  expect(answers.get({ ...ASKED, taught: 1 })).toEqual(ANSWER);
});

test('an answer is put together anew after a minute', () => {
  const clock = { now: 0 };
  const answers = answersAt(clock);
  answers.keep(ASKED, ANSWER);
  clock.now = 59_999;
  expect(answers.get(ASKED)).toEqual(ANSWER);
  clock.now = 60_000;
  expect(answers.get(ASKED)).toBeUndefined();
});

test('what was computed afresh is not hidden by what was kept', () => {
  const answers = answersAt({ now: 0 });
  answers.keep(ASKED, ANSWER);
  answers.forget(ASKED);
  expect(answers.get(ASKED)).toBeUndefined();
});
