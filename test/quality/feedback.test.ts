import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { appWith, type Fetch } from '#host';
import { calibrationError } from '../../src/cli/eval/classification.ts';
import { once } from '../../src/cli/eval/metric.ts';
import { feedbackResponse } from '../../src/contract/feedback.ts';
import { matchResponse } from '../../src/contract/match.ts';
import { randomOf, shuffled } from '../../src/core/random.ts';
import { RELATIONS } from '../../src/core/relation.ts';
import { IDENTITY, lossOf } from '../../src/ranking/learning/calibration.ts';
import { type Clustered, judgeCalibration } from '../../src/ranking/learning/judge-calibration.ts';
import type { CatalogProduct } from '../../src/state/catalog/port.ts';
import { answerOf, type Json, send } from '../support/requests.ts';
import { KEY } from '../support/settings.ts';

/**
 * A simulated shop. What a pair really is is drawn from what the pack says of it; its judges are stricter: of what is exact they call half a
 * substitute, of substitutes four in ten irrelevant, of complements three in ten. No temperature and no bias does exactly that.
 */
const STRICT: readonly (readonly number[])[] = [
  [0.5, 0.5, 0, 0],
  [0, 0.6, 0, 0.4],
  [0, 0, 0.7, 0.3],
  [0, 0, 0, 1],
];

/** Judges of a shop that the pack fits as it is, and those who don't look. */
const SAME = STRICT.map((_, i) => STRICT.map((__, j) => Number(i === j)));
const RANDOM = STRICT.map(() => [0.25, 0.25, 0.25, 0.25]);

const QUERIES = 120;
const PRODUCTS = 8;

interface Pair {
  query: string;
  product: CatalogProduct;
}

/** Queries of the words of a product's title, each with that product, some of its category and some of others, in both languages. */
async function pairsOf(): Promise<Pair[]> {
  const text = await readFile(new URL('../../infra/sample/products.jsonl', import.meta.url), 'utf8');
  const all = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CatalogProduct);
  return shuffled(all, 1)
    .slice(0, QUERIES)
    .flatMap((one, i) => {
      const query = one.language === 'zh' ? one.title.slice(0, 10) : one.title.split(' ').slice(0, 4).join(' ');
      const alike = all.filter(({ id, category }) => category === one.category && id !== one.id).slice(0, 4);
      const others = shuffled(all, i + 2).slice(0, PRODUCTS - 1 - alike.length);
      return [one, ...alike, ...others].map((product) => ({ query, product }));
    });
}

function draw(p: readonly number[], at: number): number {
  let sum = 0;
  const found = p.findIndex((one) => (sum += one) > at);
  return found < 0 ? p.length - 1 : found;
}

/** What judges say of the pairs. */
function judgements(raw: readonly number[][], judges: readonly (readonly number[])[], seed: number): number[] {
  const random = randomOf(seed);
  return raw.map((p) => draw(judges[draw(p, random())] ?? [], random()));
}

const meanLoss = (says: readonly number[][], said: readonly number[]): number =>
  says.reduce((sum, p, i) => sum + lossOf(p, { relation: said[i] ?? 0, holds: true }), 0) / says.length;
/** The calibration error of each relation's probability, their mean (class-wise; Kull et al. 2019): relevance is made of all four. */
const errorOf = (says: readonly number[][], said: readonly number[]): number => {
  const errors = RELATIONS.map((_, relation) => {
    const rows = says.map((p, i) => [{ confidence: p[relation] ?? 0, right: said[i] === relation }]);
    return calibrationError('ece', rows).of(once(rows.length));
  });
  return errors.reduce((sum, one) => sum + one, 0) / errors.length;
};

let fetch: Fetch;
let pairs: Pair[];
let raw: number[][];

async function match(): Promise<{ p: number[][]; model: Json }> {
  const p: number[][] = [];
  let model: Json = null;
  for (let i = 0; i < pairs.length; i += 100) {
    const body = { pairs: pairs.slice(i, i + 100) };
    const answer = await answerOf(await send('/v1/match', body, {}, fetch), matchResponse);
    ({ model } = answer);
    p.push(...answer.results.map(({ distribution }: Json) => RELATIONS.map((name) => distribution[name])));
  }
  return { p, model };
}

beforeAll(async () => {
  fetch = await appWith({ API_KEYS: `shop=${KEY}`, MODEL_LOCAL: 'on', MODEL_SCORER_URL: '' });
  pairs = await pairsOf();
  raw = (await match()).p;
}, 120_000);

const isTold = (i: number): boolean => Math.floor(i / PRODUCTS) % 2 === 0;
const heldOut = <Item>(items: readonly Item[]): Item[] => items.filter((_, i) => !isTold(i));

test('strict judges teach over the API; held-out judgements are foretold better and with a truer confidence', async () => {
  const said = judgements(raw, STRICT, 1);
  const told = pairs.flatMap((pair, i) =>
    isTold(i)
      ? [{ about: 'relevance', ...pair, relation: RELATIONS[said[i] ?? 0], source: 'expert', session_id: 'judge' }]
      : [],
  );
  for (let i = 0; i < told.length; i += 100) {
    const body = { feedback: told.slice(i, i + 100) };
    const { rejected } = await answerOf(await send('/v1/feedback', body, {}, fetch), feedbackResponse);
    expect(rejected).toBe(0);
  }
  await expect.poll(async () => (await match()).model.calibration, { timeout: 30_000 }).toBeGreaterThan(0);
  const known = heldOut((await match()).p);
  // Twenty judges of each pair held out: the calibration error of a few hundred judgements is mostly chance.
  const judges = Array.from({ length: 20 }, (_, i) => heldOut(judgements(raw, STRICT, 200 + i)));
  const truth = judges.flat();
  const [before, after] = [judges.flatMap(() => heldOut(raw)), judges.flatMap(() => known)];
  const figures = {
    loss: [meanLoss(before, truth), meanLoss(after, truth)],
    error: [errorOf(before, truth), errorOf(after, truth)],
  };
  expect(figures.loss[1]).toBeLessThan((figures.loss[0] ?? 0) - 0.03);
  expect(figures.error[1]).toBeLessThan((figures.error[0] ?? 0) - 0.01);
});

describe('of twenty shops each', () => {
  const verdicts = async (judges: readonly (readonly number[])[], rows: number): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (let seed = 100; seed < 120; seed++) {
      const said = judgements(raw, judges, seed);
      const judged = shuffled(
        pairs.map(({ query }, i): Clustered => ({
          p: raw[i] ?? [],
          relation: said[i] ?? 0,
          holds: true,
          shown: false,
          weight: 1,
          cluster: query,
        })),
        seed,
      ).slice(0, rows);
      const verdict = (await judgeCalibration(judged, IDENTITY, async () => {})).refused ?? 'live';
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    return counts;
  };

  test.each([100, 300])('%i strict judgements go live', async (rows) => {
    expect((await verdicts(STRICT, rows))['live'] ?? 0).toBeGreaterThanOrEqual(rows === 100 ? 3 : 16);
  });

  test.each([100, 300])('%i judgements that fit the pack change nothing', async (rows) => {
    expect((await verdicts(SAME, rows))['live'] ?? 0).toBeLessThanOrEqual(2);
  });

  test.each([100, 300])('%i judgements at random are refused', async (rows) => {
    expect(await verdicts(RANDOM, rows)).not.toHaveProperty('live');
  });
});
