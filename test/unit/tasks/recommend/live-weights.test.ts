import { expect, test } from 'vitest';
import type { Account, LearntVersion } from '../../../../src/state/account/port.ts';
import { LiveWeights } from '../../../../src/tasks/recommend/live-weights.ts';

const version = (number: number): LearntVersion => ({
  version: number,
  parameters: { 'for_you.content': number },
  evidence: {},
  verdict: 'live',
  at: 0,
});

/** Weights of an account whose reads end when they are told to. */
function shop() {
  const reads: ((learnt: LearntVersion | null) => void)[] = [];
  const learnt = (): Promise<LearntVersion | null> => new Promise((resolve) => reads.push(resolve));
  const deferred: Promise<unknown>[] = [];
  const live = new LiveWeights();
  const ask = (now: number) =>
    live.of(
      () => ({ learnt }) as Partial<Account> as Account,
      now,
      (work) => deferred.push(work),
    );
  return { live, reads, deferred, ask };
}

test('they are read once, and again behind an answer after half a minute', async () => {
  const { reads, deferred, ask } = shop();
  const first = ask(0);
  reads[0]?.(version(1));
  expect(await first).toEqual({ version: 1, parameters: { 'for_you.content': 1 } });
  expect((await ask(29_999)).version).toBe(1);
  expect(reads).toHaveLength(1);
  expect((await ask(30_000)).version).toBe(1);
  expect((await ask(30_001)).version).toBe(1);
  expect(reads).toHaveLength(2);
  reads[1]?.(null);
  await Promise.all(deferred);
  expect(await ask(30_002)).toEqual({ version: 0, parameters: null });
});

test('what was asked for before a change is not believed after it', async () => {
  const { live, reads, deferred, ask } = shop();
  const first = ask(0);
  reads[0]?.(version(1));
  await first;
  await ask(30_000);
  live.forget();
  reads[1]?.(version(1));
  await Promise.all(deferred);
  const next = ask(30_001);
  reads[2]?.(version(2));
  expect((await next).version).toBe(2);
});

test('where they cannot be read those that are shipped serve, and they are asked for again', async () => {
  const live = new LiveWeights();
  const broken = (): Account => {
    throw new Error('no file');
  };
  expect(await live.of(broken, 0, () => {})).toEqual({ version: 0, parameters: null });
  const learnt = async () => version(3);
  const whole = (): Account => ({ learnt }) as Partial<Account> as Account;
  expect((await live.of(whole, 1, () => {})).version).toBe(3);
});
