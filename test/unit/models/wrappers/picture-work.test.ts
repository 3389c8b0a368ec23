import { expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { PictureFault } from '../../../../src/models/picture.ts';
import type { Call } from '../../../../src/models/port.ts';
import { circuit } from '../../../../src/models/wrappers/breaker.ts';
import { pictureWork, triedTwice } from '../../../../src/models/wrappers/picture-work.ts';
import { fakeCall } from '../../../support/fake-call.ts';

const never = (_: string, call: Call): Promise<never> =>
  new Promise((_resolve, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason)));

test('ends so that the texts are still answered, and by its own patience', async () => {
  const begin = performance.now();
  const work = pictureWork(never, { patience: 5_000 });
  await expect(work('a', fakeCall({ deadline: Date.now() + 250 }))).rejects.toMatchObject({ code: 'upstream_timeout' });
  await expect(pictureWork(never, { patience: 20 })('a', fakeCall())).rejects.toMatchObject({
    code: 'upstream_timeout',
  });
  expect(performance.now() - begin).toBeLessThan(1_000);
});

test('ends with its caller', async () => {
  const controller = new AbortController();
  const working = pictureWork(never, { patience: 5_000 })('a', fakeCall({ signal: controller.signal }));
  controller.abort(new AppError('deadline_exceeded'));
  await expect(working).rejects.toMatchObject({ code: 'deadline_exceeded' });
});

test.each<[string, (controller: AbortController) => void, string]>([
  ['its time is over', (one) => one.abort(new DOMException('too late', 'TimeoutError')), 'deadline_exceeded'],
  ['nobody waits', (one) => one.abort(), 'model_unavailable'],
])('a call that ends because %s is no defect', async (_, end, code) => {
  const controller = new AbortController();
  const call = fakeCall({
    signal: controller.signal,
    deadline: Date.now() + (code === 'deadline_exceeded' ? 0 : 9_000),
  });
  const working = pictureWork(never, { patience: 5_000 })('a', call);
  end(controller);
  await expect(working).rejects.toMatchObject({ code });
});

test.each<[string, Error, boolean]>([
  ['an endpoint that is down', new AppError('upstream_unavailable'), true],
  ['pictures that do not come', new PictureFault('did not come in time', { transient: true }), true],
  ['pictures that are none', new PictureFault('must be whole'), false],
])('%s: stops asking, and tells — %s', async (_, error, opens) => {
  const told: unknown[] = [];
  let asked = 0;
  const only = circuit();
  const work = pictureWork(
    () => {
      asked += 1;
      return Promise.reject(error);
    },
    { patience: 1_000, circuit: () => only, failed: (failure) => told.push(failure) },
  );
  for (let i = 0; i < 20; i++) await work('a', fakeCall()).catch(() => {});
  expect(asked < 20).toBe(opens);
  expect(told.length > 0).toBe(error instanceof AppError);
});

test('in the background what may come the second time is tried twice, no more', async () => {
  const asked: string[] = [];
  const failing = (transient: boolean) =>
    triedTwice((url: string) => {
      asked.push(url);
      return Promise.reject(new PictureFault('could not be fetched', { transient }));
    });
  const background = fakeCall({ background: true });
  await expect(failing(true)('later', background)).rejects.toThrow('could not be fetched');
  await expect(failing(false)('never', background)).rejects.toThrow('could not be fetched');
  await expect(failing(true)('waited for', fakeCall())).rejects.toThrow('could not be fetched');
  expect(asked).toEqual(['later', 'later', 'never', 'waited for']);
});
