import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Shoppers, type Taste } from '../../infra/bench/learning-shoppers.ts';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { nodeState } from '../../src/platform/node/state.ts';
import { parametersOf, shippedWeights, weightsWith } from '../../src/ranking/recommend/kinds.ts';
import type { PartWeights } from '../../src/ranking/recommend/weights.ts';
import { judgeWeights } from '../../src/tasks/recommend/judge-weights.ts';
import { LiveWeights } from '../../src/tasks/recommend/live-weights.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-learning-'));
const behaviours = nodeBehaviour({ directory: folder, shards: 2 });
const state = nodeState({ directory: folder, shards: 1 });
afterAll(() => {
  behaviours.close();
  state.close();
  rmSync(folder, { recursive: true });
});

const shipped = shippedWeights('for_you');
/** Shoppers who go by likeness and fashion where the shipped weights go by what followed. */
const taste: Taste = {
  weights: { ...shipped, sequence: 0.3, lent: 0.3, content: 1, popularity: 0.6, profile: 0.6 },
  decay: 0.5,
};
const trueValue = (weights: PartWeights): number => new Shoppers(99, taste).value(weights, 1_500);

/** A shop whose shoppers follow `taste`, so many answers at a time. */
function shopOf(name: string, seed: number) {
  const behaviour = behaviours.of(name);
  const account = state.account(name);
  const weights = new LiveWeights();
  const shoppers = new Shoppers(seed, taste);
  let [made, now] = [0, Date.UTC(2026, 0)];
  return {
    account,
    async serve(answers: number): Promise<void> {
      for (let done = 0; done < answers; done += 100) {
        now += 60_000;
        const live = await weights.of(
          () => account,
          now,
          () => undefined,
        );
        const own = weightsWith('for_you', live.parameters);
        const events = [];
        const showing: Promise<void>[] = [];
        for (let i = 0; i < 100; i++) {
          made += 1;
          const { chosen, answer, clicked } = shoppers.answer(own, 'for_you', live.version);
          const answerId = `${name}-${made}`;
          const shopper = `shopper-${made}`;
          const items = chosen.map(({ signals }, place) => ({
            id: `p${place}`,
            position: place + 1,
            propensity: answer.draws.places[place]?.propensity ?? 1,
            signals: { ...signals },
          }));
          const shown = { answerId, shopper, kind: 'recommend' as const, policy: 'recommend-3', at: now };
          showing.push(behaviour.shown({ ...shown, items, draws: answer.draws }));
          events.push(
            ...clicked.map((place) => ({
              id: `${answerId}-${place}`,
              type: 'click' as const,
              shopper,
              guest: false,
              productId: `p${place}`,
              answerId,
              at: now,
            })),
          );
        }
        await Promise.all(showing);
        const outcomes = await behaviour.record(events, []);
        if (outcomes.some(({ due }) => due === true)) {
          await judgeWeights({ behaviour, account, weights, now, turn: async () => undefined });
        }
      }
    },
    live: async (): Promise<PartWeights> =>
      weightsWith('for_you', (await account.learnt('recommend'))?.parameters ?? null),
    now: () => now,
    weights,
  };
}

test('weights follow the shoppers, what is worse is taken back, and what is held stays', async () => {
  const shop = shopOf('follows', 1);
  await shop.serve(5_000);
  const versions = await shop.account.versions('recommend');
  const { live } = await shop.account.learning('recommend');
  expect(live).not.toBeNull();
  expect(live?.evidence).toMatchObject({ kind: 'for_you', gain: expect.any(Number), lower: expect.any(Number) });
  expect(live?.evidence['gain']).toBeGreaterThan(0);
  const learnt = trueValue(await shop.live());
  expect(learnt / trueValue(shipped)).toBeGreaterThan(1.05);

  // Somebody puts weights in that ask for what nobody wants.
  const harmful = parametersOf('for_you', { lent: 2 });
  const evidence = { kind: 'for_you', by: 'hand' };
  const { version } = await shop.account.propose('recommend', {
    parameters: harmful,
    evidence,
    verdict: 'live',
    at: shop.now(),
  });
  shop.weights.forget();
  expect(trueValue(await shop.live())).toBeLessThan(0.9 * learnt);
  await shop.serve(3_000);
  expect(await shop.account.learnt('recommend')).not.toMatchObject({ version });
  expect((await shop.account.versions('recommend')).find((one) => one.evidence['took_back'] === version)).toMatchObject(
    {
      verdict: 'refused',
    },
  );

  await shop.account.freeze('recommend', true);
  const before = await shop.account.versions('recommend');
  await shop.serve(1_500);
  expect(await shop.account.versions('recommend')).toEqual(before);
  expect(before.length).toBeGreaterThan(versions.length);
}, 240_000);
