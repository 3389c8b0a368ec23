import type { ReplayedAnswer } from '../../core/logged-draws.ts';
import { type Evidence, isWorse, judge, type Step, STEPS, tellable } from '../../ranking/learning/judge.ts';
import { joinedLearnt } from '../../ranking/learning/online.ts';
import type { NamedWeights } from '../../ranking/learning/policy.ts';
import { Replay } from '../../ranking/learning/replay.ts';
import { rewardOf } from '../../ranking/learning/rewards.ts';
import {
  LEARNT_KINDS,
  LEARNT_PARTS,
  type LearntKind,
  parametersOf,
  type WeightParameters,
  weightsWith,
} from '../../ranking/recommend/kinds.ts';
import type { Account } from '../../state/account/port.ts';
import type { Behaviour } from '../../state/behaviour/port.ts';
import type { LiveWeights } from './live-weights.ts';

/** What judging works on. */
export interface JudgeContext {
  behaviour: Behaviour;
  account: Account;
  weights: LiveWeights;
  /** Milliseconds since the epoch. */
  now: number;
  /** Lets others have their turn: what is judged takes tens of milliseconds at a time. */
  turn(): Promise<void>;
}

/** Answers that are read at a time, of each shard. */
const PAGE = 100;

/** The most answers of an account, the newest: as many as one shard keeps. Each takes some 6 kB while it is judged by. */
const MOST_ANSWERS = 4_000;

/** Weights that differ by less than this share of their sum, in all, rank the same. */
const SAME = 0.02;

/**
 * Judges what the account's shards have learnt by replay: what is live is taken back where it has turned out worse than what was before,
 * else what was learnt since goes live or is refused, each kind of recommendation for itself. Nothing while frozen.
 */
export async function judgeWeights(context: JudgeContext): Promise<void> {
  for (const kind of LEARNT_KINDS) await judgeKind(kind, context);
}

async function judgeKind(kind: LearntKind, { behaviour, account, weights, now, turn }: JudgeContext): Promise<void> {
  const { live, former, frozen, revertedAt } = await account.learning('recommend');
  if (frozen) return;
  const own = (parameters: WeightParameters | null): NamedWeights => weightsWith(kind, parameters);
  const current = own(live?.parameters ?? null);
  const version = live?.version ?? 0;
  const isUnchanged = async (): Promise<boolean> => (await account.learnt('recommend'))?.version === live?.version;

  if (live !== null && live.evidence['kind'] === kind && former?.version !== version) {
    const before = former?.version ?? 0;
    const replay = new Replay({ live: current, former: own(former?.parameters ?? null) });
    const brought: Record<'live' | 'former', number[]> = { live: [], former: [] };
    await takeIn(behaviour, { kind, since: revertedAt, until: now }, (answer) => {
      const isOwn = answer.draws.version === version;
      if (isOwn) replay.add(answer);
      brought[isOwn ? 'live' : 'former'].push(sumOf(answer.rewards));
    });
    await prepared(replay, ['live', 'former'], turn);
    const evidence = isWorse({ replay, ...brought });
    if (evidence !== null) {
      if (!(await isUnchanged())) return;
      await account.propose(
        'recommend',
        proposal(kind, live.parameters, 'refused', { ...evidence, took_back: version }, now),
      );
      await account.revert('recommend', before);
      weights.forget();
      return;
    }
  }

  const learnt = joinedLearnt(await behaviour.learnt())[kind]?.weights;
  if (learnt === undefined || distance(current, learnt) < SAME) return;
  const towards = (step: Step): NamedWeights =>
    Object.fromEntries(
      LEARNT_PARTS.map((part) => {
        const from = current[part] ?? 0;
        return [part, from + STEPS[step] * ((learnt[part] ?? 0) - from)];
      }),
    );
  const steps = Object.fromEntries((Object.keys(STEPS) as Step[]).map((step) => [step, towards(step)]));
  const replay = new Replay({ live: current, ...(steps as Record<Step, NamedWeights>) });
  // After somebody went back, only what was shown since speaks for going on.
  await takeIn(behaviour, { kind, since: revertedAt, until: now }, (answer) => replay.add(answer));
  const step = tellable(replay);
  if (step === null) return;
  await prepared(replay, ['live', step], turn);
  const { verdict, evidence } = judge(replay, step);
  if (!(await isUnchanged())) return;
  const parameters = { ...live?.parameters, ...parametersOf(kind, steps[step] as NamedWeights) };
  await account.propose('recommend', proposal(kind, parameters, verdict, evidence, now));
  weights.forget();
}

/** Takes in the answers of a time, page by page, newest first, as far as `MOST_ANSWERS`. */
async function takeIn(
  behaviour: Behaviour,
  time: { kind: LearntKind; since: number; until: number },
  take: (answer: ReplayedAnswer) => void,
): Promise<void> {
  let left = MOST_ANSWERS;
  for (let skip = 0; left > 0; skip += PAGE) {
    const page = (await behaviour.replay({ ...time, limit: PAGE, skip })).slice(0, left);
    left -= page.length;
    for (const { draws, events } of page) {
      // Another release may have known other parts.
      if (draws.parts.join() !== LEARNT_PARTS.join()) continue;
      take({ draws, rewards: events.map((event) => rewardOf(event ?? undefined)) });
    }
    if (page.length === 0) return;
  }
}

/** Works out what a difference asks, part by part. */
async function prepared<Name extends string>(
  replay: Replay<Name>,
  names: readonly Name[],
  turn: () => Promise<void>,
): Promise<void> {
  replay.fit();
  for (const name of names) {
    await turn();
    replay.prepare(name);
  }
  await turn();
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

function proposal(
  kind: LearntKind,
  parameters: WeightParameters,
  verdict: 'live' | 'refused',
  evidence: Evidence,
  at: number,
) {
  return { parameters, evidence: { kind, ...evidence }, verdict, at };
}

/** By how much of their sum two lists of weights differ. */
function distance(one: NamedWeights, other: NamedWeights): number {
  const [sum, apart] = LEARNT_PARTS.reduce(
    ([all, differing], part) => [all + (one[part] ?? 0), differing + Math.abs((one[part] ?? 0) - (other[part] ?? 0))],
    [0, 0],
  );
  return sum === 0 ? 0 : apart / sum;
}
