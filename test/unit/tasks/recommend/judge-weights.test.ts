import { expect, test } from 'vitest';
import { LEARNT_PARTS, shippedWeights } from '../../../../src/ranking/recommend/kinds.ts';
import type { Account, Proposal } from '../../../../src/state/account/port.ts';
import type { Behaviour, ReplayedOutcome } from '../../../../src/state/behaviour/port.ts';
import { judgeWeights } from '../../../../src/tasks/recommend/judge-weights.ts';
import { LiveWeights } from '../../../../src/tasks/recommend/live-weights.ts';

const SHARDS = 16;

/** An answer of two products that are drawn alike; the first, which is the more alike, is bought. */
const answer: ReplayedOutcome = {
  draws: {
    kind: 'for_you',
    version: 0,
    diversity: 0,
    parts: LEARNT_PARTS,
    signals: [1, 0].map((content) => LEARNT_PARTS.map((part) => (part === 'content' ? content : 0.5))),
    places: [{ among: [0, 1], likeness: [0, 0], chosen: 0, propensity: 0.5 }],
  },
  events: ['purchase'],
};

test('of very many answers over many shards the newest 4,000 are judged by', async () => {
  const read: number[] = [];
  const behaviour: Partial<Behaviour> = {
    learnt: async () => [
      { for_you: { weights: { ...shippedWeights('for_you'), content: 0.5 }, squares: {}, events: 9_000 } },
    ],
    replay: async ({ limit, skip }) => {
      read.push(skip);
      return skip >= 4_000 ? [] : Array.from({ length: SHARDS * limit }, () => answer);
    },
  };
  const proposed: Proposal[] = [];
  const account: Partial<Account> = {
    learning: async () => ({ live: null, former: null, frozen: false, revertedAt: 0 }),
    learnt: async () => null,
    propose: async (_, proposal) => {
      proposed.push(proposal);
      return { version: 1, ...proposal };
    },
  };
  await judgeWeights({
    behaviour: behaviour as Behaviour,
    account: account as Account,
    weights: new LiveWeights(),
    now: 1_000,
    turn: async () => {},
  });
  expect(proposed.map(({ evidence }) => evidence)).toMatchObject([{ kind: 'for_you', answers: 4_000 }]);
  expect(read).toEqual([0, 100, 200]);
});
