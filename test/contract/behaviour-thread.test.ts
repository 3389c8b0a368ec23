import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src/core/error.ts';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { behaviourThread, type BehaviourThreadOptions } from '../../src/platform/node/behaviour-thread.ts';
import { childThread } from '../../src/platform/node/child-thread.ts';
import type { Catalog } from '../../src/state/catalog/port.ts';
import { SHIPPED } from '../../src/tasks/recommend/live-weights.ts';
import { memoryCatalog } from '../support/memory-catalog.ts';
import { behaviourSuite } from './suites/behaviour-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-behaviour-thread-'));
const catalog = memoryCatalog([
  { id: 'dress', title: 'red dress' },
  { id: 'skirt', title: 'blue skirt' },
]);
const threadWith = (options: Partial<BehaviourThreadOptions> = {}) =>
  behaviourThread({
    directory: join(folder, randomUUID()),
    shards: 1,
    products: 1_000_000,
    catalog: () => catalog,
    failed: () => undefined,
    ...options,
  });
const apart = threadWith();
afterAll(async () => {
  await apart.close();
  rmSync(folder, { recursive: true });
});

behaviourSuite('a file, in a thread of its own', () => apart.behaviour(randomUUID()));

const asked = { weights: SHIPPED, now: Date.now() };
const viewed = (shopper: string, productId: string) => ({
  id: randomUUID(),
  type: 'view' as const,
  shopper,
  guest: false,
  productId,
  at: Date.now(),
});

describe('the thread of the shoppers', () => {
  test('draws by what was done a moment ago', async () => {
    const name = randomUUID();
    await apart.behaviour(name).record([viewed('a', 'dress'), viewed('a', 'skirt')], []);
    const answer = await apart.recommender(name).draw({ history: [{ product_id: 'dress' }] }, asked);
    expect(answer.items).toMatchObject([{ id: 'skirt', grounds: { because: ['dress'] } }]);
    expect(answer.items[0]?.signals.sequence).toBeGreaterThan(0);
    expect(answer.language).toBe('en');
  });

  test('asks for a product again when it has changed', async () => {
    const name = randomUUID();
    await apart.behaviour(name).record([viewed('a', 'dress'), viewed('a', 'skirt')], []);
    const drawn = async (): Promise<string[]> => {
      const { items } = await apart.recommender(name).draw({ history: [{ product_id: 'dress' }] }, asked);
      return items.map(({ id }) => id);
    };
    expect(await drawn()).toEqual(['skirt']);
    await catalog.upsert([{ id: 'skirt', title: 'blue skirt', stock: 0 }]);
    expect(await drawn()).toEqual(['skirt']);
    apart.changed(name, ['skirt']);
    expect(await drawn()).toEqual([]);
    await catalog.upsert([{ id: 'skirt', title: 'blue skirt' }]);
  });

  test('takes events before recommendations that wait, and refuses those that are too many', async () => {
    const name = randomUUID();
    const done: string[] = [];
    const recommender = apart.recommender(name);
    const all = Array.from({ length: 400 }, async () => {
      await recommender.draw({}, asked);
      done.push('recommendation');
    });
    const event = apart
      .behaviour(name)
      .record([viewed('a', 'dress')], [])
      .then(() => done.push('event'));
    const told = await Promise.allSettled(all);
    await event;
    const refused = told.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(400 - 16 - 256);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'overloaded', status: 503 });
    expect(done.indexOf('event')).toBeLessThan(done.length - 1);
  });

  test('tells of work after an answer that failed', async () => {
    const failed: string[] = [];
    let breaks = false;
    const breaking: Catalog = {
      ...catalog,
      search: (query) => (breaks ? Promise.reject(new Error('the disk has gone')) : catalog.search(query)),
    };
    const thread = threadWith({ catalog: () => breaking, failed: (message) => failed.push(message) });
    await thread.behaviour('shop').record([viewed('a', 'dress'), viewed('b', 'skirt'), viewed('b', 'dress')], []);
    await thread.recommender('shop').draw({ kind: 'trending' }, asked);
    breaks = true;
    // What is like a product that is known, as the popular are, and linked to others, is looked up after the answer.
    const { items } = await thread.recommender('shop').draw({ history: [{ product_id: 'skirt' }], limit: 1 }, asked);
    expect(items.map(({ id }) => id)).toEqual(['dress']);
    await thread.close();
    expect(failed).toEqual(['the disk has gone']);
  });

  test('ends when what was shown is written', async () => {
    const directory = join(folder, 'shown');
    const thread = threadWith({ directory });
    const { recommendation_id } = await thread.recommender('shop').draw({ shopper_id: 'a' }, asked);
    await thread.close();
    await expect(thread.behaviour('shop').popular(1)).rejects.toMatchObject({ code: 'storage_unavailable' });
    const after = nodeBehaviour({ directory, shards: 1 });
    const shown = await after.of('shop').outcomes(0, 10);
    expect(shown.map(({ answerId }) => answerId)).toEqual([recommendation_id]);
    after.close();
  });
});

/** What the thread of `echoing-thread.ts` has. */
interface Echo {
  say(value: unknown): Promise<unknown>;
  askBack(value: unknown): Promise<unknown>;
  die(): Promise<unknown>;
  throw(): Promise<unknown>;
}

const ECHO = { say: true, askBack: true, die: true, throw: true } as const;

describe('a thread', () => {
  const file = new URL('../support/echoing-thread.ts', import.meta.url);
  const told = (account: string) => ({
    told: (value: unknown) => {
      if (value === 'fault') throw new AppError('not_found', { detail: 'nothing of this name' });
      return `${account} heard ${String(value)}`;
    },
  });

  test('asks back, and is told what is thrown as it was', async () => {
    const thread = childThread({ file, name: 'echo', data: null, objects: { asker: told } });
    const echo = thread.stub<Echo>('echo', ECHO);
    expect(await echo('shop').say({ a: 1 })).toEqual(['shop', { a: 1 }]);
    expect(await echo('shop').askBack(7)).toEqual({ value: 'shop heard 7' });
    expect(await echo('shop').askBack('fault')).toMatchObject({ fault: { code: 'not_found' } });
    await expect(echo('shop').throw()).rejects.toThrow(RangeError);
    await thread.close();
  });

  test('that ends by itself leaves nobody waiting, and is started again', async () => {
    const thread = childThread({ file, name: 'echo', data: null });
    const echo = thread.stub<Echo>('echo', ECHO)('shop');
    thread.tell('echo', 'shop', 'die');
    expect(await echo.say(1)).toEqual(['shop', 1]);
    await expect(echo.die()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(await echo.say(2)).toEqual(['shop', 2]);
    thread.tell('echo', 'shop', 'die');
    await thread.close();
    await expect(echo.say(3)).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  test('what cannot be sent rejects', async () => {
    const thread = childThread({ file, name: 'echo', data: null });
    const echo = thread.stub<Echo>('echo', ECHO)('shop');
    await expect(echo.say(() => 1)).rejects.toThrow('could not be cloned');
    expect(await echo.say(1)).toEqual(['shop', 1]);
    await thread.close();
  });
});
