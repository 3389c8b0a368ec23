import { expect, test } from 'vitest';
import type { Model, Role, Scored } from '../../../../src/models/port.ts';
import { batch } from '../../../../src/models/wrappers/batch.ts';
import { breaker } from '../../../../src/models/wrappers/breaker.ts';
import { cache } from '../../../../src/models/wrappers/cache.ts';
import { hedge } from '../../../../src/models/wrappers/hedge.ts';
import { ladder } from '../../../../src/models/wrappers/ladder.ts';
import { meter, type Observation } from '../../../../src/models/wrappers/meter.ts';
import { retry } from '../../../../src/models/wrappers/retry.ts';
import { LruCache } from '../../../../src/state/store/lru-cache.ts';
import { memoryStore } from '../../../../src/state/store/memory.ts';
import { fakeCall, fakeIntent, wait } from './fake-model.ts';

/** All wrappers as a platform puts them together, over an endpoint that can be switched off. */
function platform(singleFlight: boolean) {
  const endpoint = { down: false };
  const gpu = fakeIntent({ path: 'gpu', maxBatch: 4, steps: [{ after: 2 }] });
  const down = fakeIntent({ steps: [{ after: 1, next: 'upstream_unavailable' }] });
  const switched: Model<'intent'> = { ...gpu, run: (...args) => (endpoint.down ? down : gpu).run(...args) };
  const seen: Observation[] = [];
  const remote = breaker(batch(retry(hedge(switched, { second: switched, least: 20 }), { base: 2 })), {
    cooldown: 1_000,
  });
  const rungs = ladder([
    { path: 'gpu', model: meter(remote, { path: 'gpu', observe: (one) => seen.push(one) }) },
    { path: 'lexical', model: fakeIntent({ path: 'lexical' }) },
  ]);
  const memory = new LruCache<Scored<Role>>({ entries: 10_000, bytes: 10_000_000 });
  const key = crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const shape = { dimensions: 2, intents: 2, subIntents: 1, tags: new Set<string>() };
  const model = cache(rungs, { memory, store: memoryStore(), secret: () => key, revision: 'r1', shape, singleFlight });
  return { endpoint, seen, model, asked: () => gpu.asked.length + down.asked.length };
}

test.each([false, true])(
  'an outage under load: labelled, and gone without a trace (single flight: %s)',
  async (shared) => {
    const { endpoint, seen, model, asked } = platform(shared);
    const load = async (round: number): Promise<Scored<'intent'>[]> => {
      const calls = Array.from({ length: 20 }, (_, i) => {
        const texts = Array.from({ length: 9 }, (_unused, j) => 'x'.repeat(1 + ((i + j) % 12)) + round);
        return model.run(texts, fakeCall()).then((answers) => {
          expect(answers.map(({ output }) => output.intent[0])).toEqual(texts.map((text) => text.length));
          return answers;
        });
      });
      return (await Promise.all(calls)).flat();
    };

    expect((await load(1)).every(({ served }) => served.path === 'gpu' && served.reason === undefined)).toBe(true);
    endpoint.down = true;
    for (const round of [2, 3]) {
      for (const { served, cached } of await load(round)) {
        expect(served).toEqual({ path: 'lexical', degraded: true, reason: 'gpu: upstream_unavailable' });
        expect(cached).toBe(false);
      }
    }
    // What was known is still answered by what it was computed by.
    expect((await load(1)).every(({ served, cached }) => served.path === 'gpu' && cached)).toBe(true);
    const before = asked();
    await load(4);
    expect(asked()).toBe(before);

    endpoint.down = false;
    await wait(1_100);
    await load(5);
    for (const round of [2, 3, 4]) {
      expect((await load(round)).every(({ served }) => served.path === 'gpu' && !served.degraded)).toBe(true);
    }
    expect(new Set(seen.map(({ outcome }) => outcome))).toEqual(new Set(['ok', 'upstream_unavailable']));
  },
);
