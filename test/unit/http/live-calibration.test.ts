import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/error.ts';
import { liveCalibrations } from '../../../src/http/live-calibration.ts';
import { figuresOf } from '../../../src/ranking/learning/calibration.ts';
import type { Account, LearntVersion } from '../../../src/state/account/port.ts';
import { fakePack } from '../../support/fake-pack.ts';

const calibration = { temperature: 1.5, bias: [-1, 0, 0.5, 0] };

function learning() {
  const pack = fakePack();
  const state = { clock: 1_000, learnt: null as LearntVersion | null, reads: 0, broken: false };
  const version = (number: number, of = pack.manifest.revision): LearntVersion => ({
    version: number,
    parameters: figuresOf(calibration, of),
    evidence: {},
    verdict: 'live',
    at: 0,
  });
  const learnt: Account['learnt'] = async () => {
    state.reads += 1;
    if (state.broken) throw new AppError('storage_unavailable');
    return state.learnt;
  };
  const live = liveCalibrations({ pack, account: () => ({ learnt }) as Account }, () => state.clock);
  const deferred: Promise<unknown>[] = [];
  const ask = async (fresh = false): Promise<number | null> =>
    (await live.of('shop', { fresh, defer: (work) => void deferred.push(work) }))?.version ?? null;
  return { state, version, live, deferred, ask };
}

test('a change is seen in under a second, and asking for it keeps no answer waiting but after a pause', async () => {
  const { state, version, deferred, ask } = learning();
  expect(await ask()).toBeNull();
  state.learnt = version(1);
  state.clock += 399;
  expect(await ask()).toBeNull();
  expect(state.reads).toBe(1);
  state.clock += 1;
  expect(await Promise.all([ask(), ask()])).toEqual([null, null]);
  expect(deferred).toHaveLength(1);
  await Promise.all(deferred);
  expect(await ask()).toBe(1);
  expect(state.reads).toBe(2);
  state.learnt = version(2);
  state.clock += 900;
  expect(await ask()).toBe(2);
});

test('it is read at once when asked afresh or after it was forgotten', async () => {
  const { state, version, live, ask } = learning();
  await ask();
  state.learnt = version(1);
  expect(await ask(true)).toBe(1);
  state.learnt = version(2);
  expect(await ask()).toBe(1);
  live.forget('shop');
  expect(await ask()).toBe(2);
});

test('what was taught of another pack is not used', async () => {
  const { state, version, ask } = learning();
  state.learnt = version(1, 'older-pack');
  expect(await ask()).toBeNull();
});

test('while it cannot be read it is as it was, and is not asked for again at once', async () => {
  const { state, version, ask } = learning();
  state.broken = true;
  expect(await ask()).toBeNull();
  state.broken = false;
  state.learnt = version(1);
  state.clock += 9_000;
  expect(await ask()).toBeNull();
  expect(state.reads).toBe(1);
  state.clock += 2_000;
  expect(await ask()).toBe(1);
  state.broken = true;
  state.clock += 5_000;
  expect([await ask(), await ask()]).toEqual([1, 1]);
  expect(state.reads).toBe(3);
});

test('what is kept reads as the calibration that it was', async () => {
  const { state, version, live } = learning();
  state.learnt = version(3);
  expect(await live.of('shop', { fresh: false, defer: () => {} })).toEqual({ ...calibration, version: 3 });
});
