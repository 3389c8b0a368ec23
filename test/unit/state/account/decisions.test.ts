import { expect, test } from 'vitest';
import { AccountActor } from '../../../../src/state/account/actor.ts';
import { nodeSqlite } from '../../../../src/state/drivers/node-sqlite.ts';

const DAY = 24 * 60 * 60 * 1_000;

test('a decision is kept for 24 hours', () => {
  let now = 1_000;
  const account = new AccountActor({ sql: nodeSqlite(':memory:'), now: () => now });
  account.keepDecision('a', '{}');
  now += DAY - 1;
  account.keepDecision('b', '{}');
  expect(account.decision('a')).toBe('{}');
  now += 1;
  expect(account.decision('a')).toBeNull();
  expect(account.decision('b')).toBe('{}');
});

test('the newest 10,000 are kept', () => {
  const account = new AccountActor({ sql: nodeSqlite(':memory:') });
  for (let i = 0; i <= 10_000; i++) account.keepDecision(`d${i}`, '{}');
  expect(account.decision('d0')).toBeNull();
  expect(account.decision('d1')).toBe('{}');
  expect(account.decision('d10000')).toBe('{}');
});
