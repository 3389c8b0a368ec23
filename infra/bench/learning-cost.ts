// `node infra/bench/learning-cost.ts [ANSWERS]`: what drawing, keeping, learning and judging cost, in processor time and bytes. One JSON object.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, STEPS, tellable } from '../../src/ranking/learning/judge.ts';
import { learnOnline } from '../../src/ranking/learning/online.ts';
import { Replay } from '../../src/ranking/learning/replay.ts';
import { rewardOf } from '../../src/ranking/learning/rewards.ts';
import { diversify } from '../../src/ranking/recommend/diversify.ts';
import { draw, type Drawn } from '../../src/ranking/recommend/draw.ts';
import { LEARNT_PARTS, shippedWeights } from '../../src/ranking/recommend/kinds.ts';
import { scoreOf } from '../../src/ranking/recommend/weights.ts';
import { BehaviourActor } from '../../src/state/behaviour/actor.ts';
import type { Impression, ShopperEvent } from '../../src/state/behaviour/port.ts';
import { nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';
import { Shoppers } from './learning-shoppers.ts';

const ANSWERS = Number(process.argv[2] ?? 8_000);
const BATCH = 100;
const AT = Date.UTC(2026, 0);

const weights = shippedWeights('for_you');
const shoppers = new Shoppers(1, { weights: { ...weights, content: 1 }, decay: 0.5 });

/** Microseconds of processor time of each of so many. */
function microseconds(count: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / count);
}

const requests = Array.from({ length: 2_000 }, () =>
  [...shoppers.candidates(), ...shoppers.candidates()]
    .map((one): Drawn => ({ ...one, score: scoreOf(one.signals, weights) }))
    .toSorted((a, b) => b.score - a.score),
);
const wanted = { diversity: 0.3, limit: 10, random: Math.random };
const drawing = (): void => {
  for (const one of requests) draw(one, wanted, { kind: 'for_you', version: 0, parts: LEARNT_PARTS });
};
const choosing = (): void => {
  for (const one of requests) diversify(one, 0.3, 10);
};
drawing();
choosing();
const [drawn, chosen] = [microseconds(requests.length, drawing), microseconds(requests.length, choosing)];

const answers = Array.from({ length: ANSWERS }, () => shoppers.answer(weights, 'for_you'));
const shownAs = (isDrawn: boolean): Impression[] =>
  answers.map(({ chosen: list, answer: { draws } }, i) => ({
    answerId: `answer-${i}`,
    shopper: `shopper-${i}`,
    kind: 'recommend',
    policy: 'recommend-3',
    at: AT,
    items: list.map(({ signals }, place) => ({
      id: `product-${place}`,
      position: place + 1,
      propensity: draws.places[place]?.propensity ?? 1,
      signals: { ...signals },
    })),
    ...(isDrawn ? { draws } : {}),
  }));
const events = answers.map((_, i): ShopperEvent => ({
  id: `event-${i}`,
  type: 'click',
  shopper: `shopper-${i}`,
  guest: false,
  productId: `product-${i % 10}`,
  answerId: `answer-${i}`,
  at: AT,
}));

const folder = mkdtempSync(join(tmpdir(), 'aisle-learning-cost-'));
const measured = (file: string, shown: readonly Impression[]) => {
  const sql = nodeSqlite(join(folder, file));
  const actor = new BehaviourActor({
    sql,
    holds: { neighbours: 100_000, steps: 1_000_000, impressions: 1_000_000 },
    learner: learnOnline,
  });
  const inBatches = (work: (from: number) => void): void => {
    for (let from = 0; from < ANSWERS; from += BATCH) work(from);
  };
  const keep = microseconds(ANSWERS, () => inBatches((from) => actor.shown(shown.slice(from, from + BATCH))));
  const bytes = sql.size() / ANSWERS;
  const take = microseconds(ANSWERS, () =>
    inBatches((from) => void actor.record(events.slice(from, from + BATCH), [])),
  );
  return { actor, sql, keep, bytes, take };
};
const plain = measured('plain.sqlite', shownAs(false));
const learning = measured('learning.sqlite', shownAs(true));

const page = { kind: 'for_you', since: 0, until: AT, limit: ANSWERS, skip: 0 };
const read = microseconds(1, () => void learning.actor.replay(page));
const log = learning.actor.replay(page);
const further = (step: number) => ({ ...weights, content: weights.content + step * 0.2 });
const replay = new Replay({
  live: weights,
  full: further(STEPS.full),
  half: further(STEPS.half),
  quarter: further(STEPS.quarter),
  eighth: further(STEPS.eighth),
  sixteenth: further(STEPS.sixteenth),
});
const take = microseconds(log.length, () => {
  for (const { draws, events: own } of log) {
    replay.add({ draws, rewards: own.map((event) => rewardOf(event ?? undefined)) });
  }
});
const step = tellable(replay) ?? 'eighth';
const fit = microseconds(1, () => replay.fit());
const prepare = microseconds(1, () => void replay.prepare('live')) / 1_000;
replay.prepare(step);
const verdict = microseconds(1, () => void judge(replay, step)) / 1_000;
console.log(
  JSON.stringify({
    answers: ANSWERS,
    draw_us: drawn,
    choose_us: chosen,
    keep_us: learning.keep,
    keep_undrawn_us: plain.keep,
    event_us: learning.take,
    event_undrawn_us: plain.take,
    bytes_an_answer: Math.round(learning.bytes),
    bytes_an_undrawn_answer: Math.round(plain.bytes),
    draws_json_bytes: Math.round(
      answers.reduce((sum, { answer }) => sum + JSON.stringify(answer.draws).length, 0) / ANSWERS,
    ),
    replayed: log.length,
    read_ms: read / 1_000,
    take_in_us: take,
    fit_ms: fit / 1_000,
    prepare_ms: prepare,
    verdict_ms: verdict,
  }),
);
for (const { sql } of [plain, learning]) sql.close();
rmSync(folder, { recursive: true });
