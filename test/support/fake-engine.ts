import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../src/core/error.ts';
import type { Engine } from '../../src/models/engine.ts';
import { fakeLogits, fakeTokens, fakeTokenVector, fakeVector } from './fake-body.ts';
import { FAKE_MAX_TOKENS, FAKE_SIZE } from './fake-pack.ts';

/** What a test may change while the engine runs. */
export interface FakeEngine extends Engine {
  /** Milliseconds that each model call takes. */
  delay: number;
  /** Thrown by each model call when set. */
  failure: Error | null;
  /** Model calls answer numbers that are none. */
  broken: boolean;
}

/** The local bodies without weights, by the functions of `fake-body.ts`. */
export function fakeEngine(): FakeEngine {
  const engine: FakeEngine = {
    delay: 0,
    failure: null,
    broken: false,
    async embed(texts, signal) {
      await work(signal);
      return texts.map((text) => Float32Array.from(fakeVector(text)));
    },
    async tokens(texts, signal) {
      await work(signal);
      return texts.map((text) => {
        const all = fakeTokens(text);
        const tokens = all.length > FAKE_MAX_TOKENS ? [...all.slice(0, FAKE_MAX_TOKENS - 1), ...all.slice(-1)] : all;
        const vectors = new Float32Array(tokens.length * FAKE_SIZE);
        for (const [i, token] of tokens.entries()) vectors.set(fakeTokenVector(token), i * FAKE_SIZE);
        return { vectors, offsets: tokens.map(({ offsets }) => offsets), ids: tokens.map(({ id }) => id) };
      });
    },
    async match(pairs, signal) {
      await work(signal);
      return pairs.map(({ query, text }) => (engine.broken ? [NaN, 0, 0, 0] : fakeLogits(query, text)));
    },
    tokenize: async (texts) => texts.map((text) => fakeTokens(text)),
    close: async () => {},
  };
  async function work(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new AppError('upstream_timeout');
    if (engine.delay > 0) await sleep(engine.delay, undefined, { signal });
    if (engine.failure !== null) throw engine.failure;
  }
  return engine;
}
