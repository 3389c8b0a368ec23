// `node infra/bench/learning.ts [SEEDS]`: simulated shoppers whose clicks follow other weights than the shipped ones. Prints what learning
// makes of them, what is refused, and how often the intervals hold the truth. The figures of docs/learning.md.
import type { Learnt, ReplayedAnswer } from '../../src/core/logged-draws.ts';
import { type Estimate, intervalOf } from '../../src/ranking/learning/estimators.ts';
import { judge, type Step, STEPS, tellable } from '../../src/ranking/learning/judge.ts';
import { learnOnline } from '../../src/ranking/learning/online.ts';
import { Replay } from '../../src/ranking/learning/replay.ts';
import { rewardOf } from '../../src/ranking/learning/rewards.ts';
import { diversify } from '../../src/ranking/recommend/diversify.ts';
import { LEARNT_PARTS, shippedWeights } from '../../src/ranking/recommend/kinds.ts';
import { type PartWeights, scoreOf } from '../../src/ranking/recommend/weights.ts';
import { Shoppers, type Taste } from './learning-shoppers.ts';

const SEEDS = Number(process.argv[2] ?? 20);
/** Answers that are kept to judge by, and joined ones between two judgements, as `src/state/behaviour/learning.ts` has them. */
const KEPT = 4_000;
const DUE = 200;

const shipped = shippedWeights('for_you');
const wants = (weights: Partial<PartWeights>, decay: number): Taste => ({ weights: { ...shipped, ...weights }, decay });
const TASTES: Record<string, Taste> = {
  'likeness and fashion, looks as the prior': wants(
    { sequence: 0.3, lent: 0.3, content: 1, popularity: 0.6, profile: 0.6 },
    0.5,
  ),
  'the same, looks fall off faster': wants({ sequence: 0.3, lent: 0.3, content: 1, popularity: 0.6, profile: 0.6 }, 1),
  'as shipped': wants({}, 0.5),
};

const towards = (from: PartWeights, to: Readonly<Record<string, number>>, step: number): PartWeights => ({
  ...from,
  ...Object.fromEntries(LEARNT_PARTS.map((part) => [part, from[part] + step * ((to[part] ?? 0) - from[part])])),
});
const steps = (from: PartWeights, to: Readonly<Record<string, number>>): Record<'live' | Step, PartWeights> => ({
  live: from,
  full: towards(from, to, STEPS.full),
  half: towards(from, to, STEPS.half),
  quarter: towards(from, to, STEPS.quarter),
  eighth: towards(from, to, STEPS.eighth),
  sixteenth: towards(from, to, STEPS.sixteenth),
});
const trueValue = (taste: Taste, weights: PartWeights, answers = 10_000): number =>
  new Shoppers(999_983, taste).value(weights, answers);
/** The true value of the best order by weights, as it is without drawing. */
function undrawnValue(taste: Taste, weights: PartWeights, answers = 10_000): number {
  const shoppers = new Shoppers(999_983, taste);
  let sum = 0;
  for (let i = 0; i < answers; i++) {
    const choices = shoppers
      .candidates()
      .map((one) => ({ ...one, score: scoreOf(one.signals, weights) }))
      .toSorted((a, b) => b.score - a.score);
    for (const [place, { signals }] of diversify(choices, 0.3, 10).entries()) {
      sum += shoppers.chance(signals, place + 1) * rewardOf('click');
    }
  }
  return sum / answers;
}
const replayed = <Name extends string>(log: readonly ReplayedAnswer[], weights: Record<Name, PartWeights>) => {
  const replay = new Replay(weights);
  for (const one of log) replay.add(one);
  return replay;
};
const logOf = (seed: number, taste: Taste, answers: number): ReplayedAnswer[] => {
  const shoppers = new Shoppers(seed, taste);
  return Array.from({ length: answers }, () => shoppers.answer(shipped, 'for_you').answer);
};

/** Serves so many answers, learning and judging as a shop does; the live weights at each of `at`. */
function served(
  seed: number,
  taste: Taste,
  at: readonly number[],
): { live: PartWeights[]; versions: number; refused: number } {
  const shoppers = new Shoppers(seed, taste);
  const log: ReplayedAnswer[] = [];
  const lives: PartWeights[] = [];
  let [live, learnt, joined, versions, refused]: [PartWeights, Learnt, number, number, number] = [shipped, {}, 0, 0, 0];
  for (let made = 1; made <= (at.at(-1) ?? 0); made++) {
    const { chosen, answer, clicked } = shoppers.answer(live, 'for_you', versions);
    if (made % 2 === 0) {
      const items = chosen.map(({ signals }, i) => ({ id: `${i}`, position: i + 1, signals: { ...signals } }));
      for (const place of clicked) {
        const click = { productId: `${place}`, type: 'click', former: undefined };
        learnt = learnOnline(learnt, { kind: 'for_you', items, ...click });
      }
    } else {
      log.push(answer);
      if (log.length > KEPT) log.shift();
      if (clicked.length > 0) joined += 1;
      if (clicked.length > 0 && joined % DUE === 0) {
        const weights = steps(live, learnt['for_you']?.weights ?? live);
        const told = judged(replayed(log, weights));
        if (told?.verdict === 'refused') refused += 1;
        if (told?.verdict === 'live') [live, versions] = [weights[told.step], versions + 1];
      }
    }
    if (at.includes(made)) lives.push(live);
  }
  return { live: lives, versions, refused };
}

/** What a shop would make of learnt weights; null: the log can't tell. */
function judged(replay: Replay<'live' | Step>) {
  const step = tellable(replay);
  return step === null ? null : { step, ...judge(replay, step) };
}

const mean = (values: readonly number[]): string => {
  const { value, lower } = intervalOf(values);
  return `${value.toFixed(4)} ± ${(value - lower).toFixed(4)}`;
};

console.log(`${SEEDS} seeds; rewards an answer of 10 places, a click being .2; ± is the 95 % interval over seeds\n`);
const AT = [4_000, 10_000, 20_000];
for (const [name, taste] of Object.entries(TASTES)) {
  const few = Array.from({ length: Math.min(SEEDS, 4) }, (_, i) => served(i + 1, taste, AT));
  const row: Record<string, string> = {
    shipped: trueValue(taste, shipped).toFixed(4),
    'shipped, not drawn': undrawnValue(taste, shipped).toFixed(4),
    'their own': trueValue(taste, taste.weights).toFixed(4),
    versions: mean(few.map(({ versions }) => versions)),
    refused: mean(few.map(({ refused }) => refused)),
  };
  for (const [i, answers] of AT.entries()) {
    row[`after ${answers}`] = mean(few.map(({ live }) => trueValue(taste, live[i] as PartWeights, 4_000)));
  }
  console.log(name, row);
}

const taste = TASTES['likeness and fashion, looks as the prior'] as Taste;
const PROPOSALS: Record<string, Partial<PartWeights>> = {
  'towards their own': taste.weights,
  'hardly better: newcomers count a little less': { ...shipped, lent: 0.9 },
  'away from their own': { ...shipped, content: 0, popularity: 0, profile: 0, co_visit: 0.6 },
};
console.log('\nProposals after 3,000 answers that are kept, by what is told of them:');
for (const [name, proposal] of Object.entries(PROPOSALS)) {
  const weights = steps(shipped, { ...shipped, ...proposal });
  const told = Array.from({ length: SEEDS }, (_, i) => judged(replayed(logOf(i + 1, taste, 3_000), weights)));
  const stepped = [...new Set(told.flatMap((one) => one?.step ?? []))];
  console.log(name, {
    live: told.filter((one) => one?.verdict === 'live').length,
    refused: told.filter((one) => one?.verdict === 'refused').length,
    'too little to tell': told.filter((one) => one === null).length,
    'true gain': Object.fromEntries(
      stepped.map((step) => [
        step,
        (trueValue(taste, weights[step], 20_000) - trueValue(taste, shipped, 20_000)).toFixed(4),
      ]),
    ),
  });
}

console.log(
  '\nOf 95 % intervals of a gain, over 3,000 answers, so many hold the true one, and so many begin below it:',
);
const weights = steps(shipped, taste.weights);
const truth = trueValue(taste, weights.eighth, 30_000) - trueValue(taste, shipped, 30_000);
const differences = Array.from({ length: SEEDS * 5 }, (_, i) =>
  replayed(logOf(i + 1, taste, 3_000), { live: shipped, eighth: weights.eighth }).difference('eighth', 'live'),
);
const share = (of: (one: (typeof differences)[number]) => Estimate): string => {
  const all = differences.map(of);
  const percent = (count: number): string => `${((100 * count) / all.length).toFixed(0)} %`;
  const held = all.filter(({ lower, upper }) => lower <= truth && truth <= upper).length;
  const below = all.filter(({ lower }) => lower <= truth).length;
  const error = Math.sqrt(all.reduce((sum, { value }) => sum + (value - truth) ** 2, 0) / all.length);
  return `${percent(held)}, ${percent(below)}; error ${error.toFixed(4)}`;
};
console.log(`an eighth of the way to their own, true gain ${truth.toFixed(4)}, ${differences.length} logs`, {
  ipw: share(({ ipw }) => ipw),
  snipw: share(({ snipw }) => snipw),
  'doubly robust': share(({ dr }) => dr),
  'doubly robust, self-normalised, weights ≤ 10': share(({ sndr }) => sndr),
});
