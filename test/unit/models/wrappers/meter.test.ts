import { expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { meter, type Observation } from '../../../../src/models/wrappers/meter.ts';
import { fakeCall, fakeIntent, type Step, wait } from './fake-model.ts';

function harness(step: Step) {
  const seen: Observation[] = [];
  let now = 0;
  const model = meter(fakeIntent({ steps: [step] }), {
    path: 'gpu',
    observe: (one) => seen.push(one),
    now: () => (now += 7),
  });
  return { seen, model };
}

test.each<[Step, Observation['outcome']]>([
  ['ok', 'ok'],
  ['upstream_overloaded', 'upstream_overloaded'],
  [new Error('a defect'), 'internal'],
])('%s is observed as %s', async (step, outcome) => {
  const { seen, model } = harness(step);
  await model.run(['a', 'b'], fakeCall()).catch(() => undefined);
  expect(seen).toEqual([{ role: 'intent', path: 'gpu', outcome, count: 2, milliseconds: 7 }]);
});

test('who leaves, and whose time is over, are told apart', async () => {
  const left = harness({ after: 1_000 });
  const call = fakeCall();
  const work = left.model.run(['a'], call).catch(() => undefined);
  await wait(1);
  call.leave();
  await work;
  expect(left.seen[0]?.outcome).toBe('abandoned');
  for (const reason of [new AppError('upstream_timeout'), new DOMException('late', 'TimeoutError')]) {
    const late = harness({ after: 1_000 });
    const ending = new AbortController();
    const waiting = late.model.run(['a'], fakeCall({ signal: ending.signal })).catch(() => undefined);
    ending.abort(reason);
    await waiting;
    expect(late.seen[0]?.outcome).toBe('upstream_timeout');
  }
});
