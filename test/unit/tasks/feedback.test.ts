import { expect, test } from 'vitest';
import { randomOf } from '../../../src/core/random.ts';
import { RELATIONS } from '../../../src/core/relation.ts';
import { type Calibration, calibrated, figuresOf, IDENTITY } from '../../../src/ranking/learning/calibration.ts';
import { AccountActor } from '../../../src/state/account/actor.ts';
import type { Account, FeedbackRow } from '../../../src/state/account/port.ts';
import { learnCalibration } from '../../../src/tasks/feedback/learn-calibration.ts';
import { reasonCode } from '../../../src/tasks/feedback/reason-code.ts';
import { fakePack } from '../../support/fake-pack.ts';
import { openDatabase } from '../../support/open-retrieval.ts';

const STRICT: Calibration = { temperature: 1.6, bias: [-1.2, 0.6, 0, 0.4] };
const pack = fakePack();
const { revision } = pack.manifest;

function shop() {
  const state = { clock: 1_000, changes: 0, meanwhile: () => {} };
  const actor = new AccountActor({ sql: openDatabase(), now: () => state.clock });
  const account = {
    learning: async (scope) => actor.learning(scope),
    judgedPairs: async (of, since) => {
      const pairs = actor.judgedPairs(of, since);
      state.meanwhile();
      state.meanwhile = () => {};
      return pairs;
    },
    propose: async (scope, proposal) => actor.propose(scope, proposal),
  } as Pick<Account, 'learning' | 'judgedPairs' | 'propose'> as Account;
  const changed = (): void => void (state.changes += 1);
  const learn = async (): Promise<void> => {
    state.clock += 1;
    await learnCalibration({ account, pack, now: () => state.clock, changed });
  };
  return { state, actor, learn };
}

/** What strict judges say of distributions, or whether they find the likeliest relation right. */
function told(n: number, seed: number, changes: Partial<FeedbackRow> = {}, thumbs = false): FeedbackRow[] {
  const random = randomOf(seed);
  return Array.from({ length: n }, (_, i): FeedbackRow => {
    const p = calibrated(
      Array.from({ length: 4 }, () => Math.exp(6 * random())),
      IDENTITY,
    );
    const at = random();
    let sum = 0;
    const said = Math.max(
      0,
      calibrated(p, STRICT).findIndex((one) => (sum += one) > at),
    );
    const shown = p.indexOf(Math.max(...p));
    return {
      key: `${seed}-${i}`,
      id: null,
      at: 0,
      about: 'relevance',
      source: 'expert',
      helpful: thumbs ? said === shown : null,
      relation: thumbs ? null : (RELATIONS[said] ?? null),
      shown: RELATIONS[shown] ?? null,
      reasons: [],
      pair: { pack: revision, query: `q${i % 40}`, p },
      ...changes,
    };
  });
}

test('what is proved goes live with its pack and its evidence; the same again is no gain', async () => {
  const { state, actor, learn } = shop();
  actor.keepFeedback(told(300, 1));
  await learn();
  const live = actor.learnt('match');
  expect(live).toMatchObject({ version: 1, parameters: { pack: revision }, evidence: { judgements: 300 } });
  expect(live?.parameters['bias.exact']).toBeLessThan(Number(live?.parameters['bias.substitute']));
  expect(state.changes).toBe(1);
  await learn();
  expect(actor.versions('match')[0]).toMatchObject({ verdict: 'refused', evidence: { refused: 'no_gain' } });
  expect(state.changes).toBe(1);
});

test('thumbs alone teach too; a shopper’s count less than an expert’s', async () => {
  const learnt = async (source: FeedbackRow['source'], n: number) => {
    const { actor, learn } = shop();
    actor.keepFeedback(told(n, 2, { source }, true));
    await learn();
    const [version] = actor.versions('match');
    return { verdict: version?.verdict, temperature: Number(version?.parameters['temperature']) };
  };
  expect(await learnt('expert', 600)).toMatchObject({ verdict: 'live' });
  // Of so few that nothing goes live the fit is nearer to what is shipped.
  const [expert, shopper] = [await learnt('expert', 60), await learnt('shopper', 60)];
  expect(shopper.temperature).toBeGreaterThan(1);
  expect(shopper.temperature).toBeLessThan(expert.temperature);
});

test('a frozen scope learns nothing, and after going back only what comes later counts', async () => {
  const { state, actor, learn } = shop();
  actor.keepFeedback(told(300, 3));
  actor.freeze('match', true);
  await learn();
  expect(actor.versions('match')).toEqual([]);
  actor.freeze('match', false);
  await learn();
  state.clock += 1;
  actor.revert('match', 0);
  await learn();
  expect(actor.learnt('match')).toBeNull();
  expect(actor.versions('match')[0]).toMatchObject({ evidence: { judgements: 0, refused: 'few_judgements' } });
  state.clock += 1;
  actor.keepFeedback(told(300, 4));
  await learn();
  expect(actor.learnt('match')).toMatchObject({ version: 3 });
});

test('what was fitted before somebody went back does not go live after it, nor what was judged against another one than is live', async () => {
  const { state, actor, learn } = shop();
  actor.propose('match', { parameters: figuresOf(STRICT, 'older'), evidence: {}, verdict: 'live', at: 0 });
  actor.keepFeedback(told(300, 3));
  state.meanwhile = () => {
    state.clock += 1;
    actor.revert('match', 0);
  };
  await learn();
  expect(actor.learnt('match')).toBeNull();
  expect(actor.versions('match')[0]).toMatchObject({ evidence: { judgements: 0, refused: 'few_judgements' } });

  const other = shop();
  other.actor.keepFeedback(told(300, 1));
  other.state.meanwhile = () => {
    const parameters = figuresOf(STRICT, revision);
    other.actor.propose('match', { parameters, evidence: {}, verdict: 'live', at: 0 });
  };
  await other.learn();
  // What is live already is what they say.
  expect(other.actor.learnt('match')).toMatchObject({ version: 1 });
  expect(other.actor.versions('match')[0]).toMatchObject({ version: 2, evidence: { refused: 'no_gain' } });
});

test('judgements of another pack’s distributions, and a calibration of them, count for nothing', async () => {
  const { actor, learn } = shop();
  actor.keepFeedback(told(300, 5, { pair: { pack: 'older', query: 'q', p: [1, 0, 0, 0] } }));
  actor.propose('match', { parameters: figuresOf(STRICT, 'older'), evidence: {}, verdict: 'live', at: 0 });
  await learn();
  expect(actor.versions('match')[0]).toMatchObject({ evidence: { refused: 'few_judgements' } });
  actor.keepFeedback(told(300, 6));
  await learn();
  expect(actor.learnt('match')).toMatchObject({ version: 3, parameters: { pack: revision } });
});

test.each([
  ['Too_Expensive', 'too_expensive'],
  ['wrong-size.2', 'wrong-size.2'],
  ['尺码不对', '尺码不对'],
  ['my number is 555 0100', 'text'],
  ['call5550100', 'text'],
  ['这件衣服的颜色和图片完全不一样', 'text'],
  ['我的微信abc123', 'text'],
])('the reason %s is kept as %s', (reason, code) => {
  expect(reasonCode(reason)).toBe(code);
});

test('the newest 20,000 are kept; a judge who judges the same again and again takes no other judge’s place', () => {
  const { actor } = shop();
  const [first] = told(1, 7);
  if (first === undefined) throw new Error('no judgement');
  actor.keepFeedback([{ ...first, key: 'other judge', reasons: ['other'] }]);
  actor.keepFeedback(Array.from({ length: 20_001 }, () => first));
  expect(actor.feedbackCounts()).toMatchObject({ groups: [{ n: 2 }], reasons: [{ reason: 'other', n: 1 }] });
  actor.keepFeedback(Array.from({ length: 20_000 }, (_, i) => ({ ...first, key: `k${i}` })));
  expect(actor.feedbackCounts()).toMatchObject({ groups: [{ n: 20_000 }], reasons: [] });
});
