import { describe, expect, it } from 'vitest';
import { type KeptSearch, keptSearches } from '../../../src/http/kept-searches.ts';
import { LruCache } from '../../../src/state/store/lru-cache.ts';
import { memoryCatalog } from '../../support/memory-catalog.ts';

const asked = { path: '/v1/search', account: 'shop', body: '{"query":"red dress"}' };

/** A memory with one answer in it, a clock, and what came back of it. */
async function kept(until = Infinity, times = { fresh: 400, stale: 900 }) {
  const clock = { now: 1_000 };
  const catalog = memoryCatalog([{ id: 'a', title: 'a' }]);
  const asks = { count: 0 };
  let ids = 0;
  const memory = keptSearches(
    { memory: new LruCache<KeptSearch>({ entries: 10, bytes: 1e6 }), ...times },
    () => ({
      ...catalog,
      status: async () => {
        asks.count += 1;
        return await catalog.status();
      },
    }),
    () => `id-${(ids += 1)}`,
    () => clock.now,
  );
  const { version } = await catalog.status();
  memory.keep(asked, { body: '{"query_id":"first","hits":[]}', path: 'onnx' }, { query_id: 'first', version, until });
  const deferred: Promise<unknown>[] = [];
  const get = async (milliseconds: number) => {
    clock.now += milliseconds;
    return await memory.get(asked, (work) => deferred.push(work));
  };
  return { get, catalog, memory, asks, settled: async () => await Promise.all(deferred.splice(0)) };
}

describe('keptSearches', () => {
  it('sends an answer again under an id of its own, at first without asking the catalogue', async () => {
    const { get, asks } = await kept();
    expect(await get(399)).toEqual({ body: '{"query_id":"id-1","hits":[]}', path: 'onnx' });
    expect((await get(0))?.body).toContain('id-2');
    expect(asks.count).toBe(0);
  });

  it('tells what is counted of an answer each time, and knows none of what was taught since', async () => {
    const { memory, catalog } = await kept();
    const { version } = await catalog.status();
    const whole = { body: '{"query_id":"x","hits":[]}', path: 'onnx', observed: [['intent', 'deal']] } as const;
    memory.keep({ ...asked, taught: 1 }, whole, { query_id: 'x', version, until: Infinity });
    for (const _ of [1, 2]) {
      expect(await memory.get({ ...asked, taught: 1 }, () => {})).toMatchObject({ observed: [['intent', 'deal']] });
    }
    expect(await memory.get({ ...asked, taught: 2 }, () => {})).toBeUndefined();
  });

  it('asks behind the back of a stale answer, which is then fresh again', async () => {
    const { get, asks, settled } = await kept();
    expect(await get(600)).toMatchObject({ stale: 0.2 });
    await settled();
    expect(asks.count).toBe(1);
    expect(await get(300)).not.toHaveProperty('stale');
  });

  it('always asks where asking costs nothing', async () => {
    const { get, catalog } = await kept(Infinity, { fresh: 0, stale: 0 });
    expect(await get(0)).not.toHaveProperty('stale');
    await catalog.remove(['a']);
    expect(await get(0)).toBeUndefined();
  });

  it('drops a stale answer when the catalogue has changed', async () => {
    const { get, catalog, settled } = await kept();
    await catalog.upsert([{ id: 'b', title: 'b' }]);
    expect(await get(600)).toBeDefined();
    await settled();
    expect(await get(0)).toBeUndefined();
  });

  it('sends an older answer only after the catalogue was asked: a change is seen within a second', async () => {
    const { get, catalog } = await kept();
    expect(await get(900)).not.toHaveProperty('stale');
    expect(await get(86_400_000)).toBeDefined();
    await catalog.remove(['a']);
    expect(await get(900)).toBeUndefined();
  });

  it('sends nothing past the time until which it holds, nor what is forgotten or of another account', async () => {
    const { get, memory } = await kept(1_300);
    expect(await get(299)).toBeDefined();
    expect(await memory.get({ ...asked, account: 'rival' }, () => {})).toBeUndefined();
    expect(await get(1)).toBeUndefined();
    const other = await kept();
    other.memory.forget(asked);
    expect(await other.get(0)).toBeUndefined();
  });
});
