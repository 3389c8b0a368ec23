import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { BehaviourActor } from '../../src/state/behaviour/actor.ts';
import { behaviourOf } from '../../src/state/behaviour/behaviour.ts';
import type { Behaviour } from '../../src/state/behaviour/port.ts';
import { nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';
import type { Sql } from '../../src/state/sql.ts';
import { dice } from '../support/dice.ts';
import { lastToldBy } from '../support/killed-child.ts';
import { eventsOf } from '../support/numbered-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'aisle-behaviour-faults-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PRODUCTS = Array.from({ length: 20 }, (_, i) => `p${i}`);

/** Expects that two have counted the same; weights are kept with six decimals. */
async function expectSameCounts(one: Behaviour, other: Behaviour): Promise<void> {
  const counted = async (behaviour: Behaviour) => {
    const { neighbours, counts } = await behaviour.neighbours(PRODUCTS, 100);
    const links = neighbours.flatMap((list) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    return { events: counts.map(({ events }) => events), links };
  };
  const { events, links } = await counted(other);
  const near = links.map((each) => ({
    ...each,
    after: expect.closeTo(each.after, 2) as number,
    before: expect.closeTo(each.before, 2) as number,
  }));
  expect(await counted(one)).toEqual({ events, links: near });
}

const KILLS = 8;

test(
  `a process killed ${KILLS} times while it records has lost no event that it told of, and counted none twice`,
  { timeout: 300_000 },
  async () => {
    const directory = join(folder, 'killed');
    const roll = dice(7);
    let next = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await lastToldBy('./telling-child.ts', directory, next, roll.below(300));
      expect(last).toBeGreaterThanOrEqual(next);
      const state = nodeBehaviour({ directory, shards: 1 });
      const behaviour = state.of('shop');
      // Whoever did not hear sends again: what is durable is known, what is not is taken in.
      for (let number = next; number <= last; number++) {
        const told = await behaviour.record(eventsOf(number), []);
        expect(told.every(({ status }) => status === 'duplicate')).toBe(true);
      }
      await behaviour.record(eventsOf(last + 1), []);
      state.close();
      next = last + 2;
    }
    const state = nodeBehaviour({ directory, shards: 1 });
    const undisturbed = nodeBehaviour({ directory: join(folder, 'undisturbed'), shards: 1 });
    for (let number = 0; number < next; number++) await undisturbed.of('shop').record(eventsOf(number), []);
    await expectSameCounts(state.of('shop'), undisturbed.of('shop'));
    state.close();
    undisturbed.close();
  },
);

test('a full disk refuses a batch, keeps what is there, and takes it when there is room', async () => {
  const sql = nodeSqlite(join(folder, 'full.sqlite'));
  const open = () =>
    behaviourOf(
      new BehaviourActor({
        sql,
        holds: { neighbours: 1_000, steps: 300, impressions: 100 },
        learner: (learnt) => learnt,
      }),
      async () => {},
    );
  const behaviour = open();
  await behaviour.record(eventsOf(0), []);
  const [pages] = sql.all<{ page_count: number }>('PRAGMA page_count');
  sql.all(`PRAGMA max_page_count = ${Number(pages?.page_count) + 20}`);
  let number = 1;
  const fill = async (): Promise<never> => {
    for (;;) {
      await behaviour.record(eventsOf(number), []);
      number += 1;
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'storage_full', status: 507 });
  expect((await behaviour.shopper('0-3'))?.events).toBe(13);
  // What is in memory is what is on disk.
  await expectSameCounts(behaviour, open());
  sql.all('PRAGMA max_page_count = 100000');
  await behaviour.record(eventsOf(number), []);
  const undisturbed = nodeBehaviour({ directory: join(folder, 'room'), shards: 1 });
  for (let each = 0; each <= number; each++) await undisturbed.of('shop').record(eventsOf(each), []);
  await expectSameCounts(behaviour, undisturbed.of('shop'));
  undisturbed.close();
  sql.close();
});

test('a batch is told when it is on the disk, and counts in answers before; one that cannot get there is refused', async () => {
  const sql = nodeSqlite(join(folder, 'slow.sqlite'));
  const waits: PromiseWithResolvers<void>[] = [];
  const slow: Sql = {
    ...sql,
    synced: async () => {
      const wait = Promise.withResolvers<void>();
      waits.push(wait);
      await wait.promise;
      await sql.synced();
    },
  };
  const holds = { neighbours: 1_000, steps: 300, impressions: 100 };
  const behaviour = behaviourOf(new BehaviourActor({ sql: slow, holds, learner: (learnt) => learnt }), async () => {});
  const told: string[] = [];
  const tell = (name: string) => (): void => void told.push(name);
  const first = behaviour.record(eventsOf(0), []).then(tell('first'));
  const counted = (number: number) => async (): Promise<void> => {
    const shoppers = new Set(eventsOf(number).map(({ shopper }) => shopper));
    for (const id of shoppers) expect(await behaviour.shopper(id)).not.toBeNull();
    expect(waits.length).toBe(1);
  };
  await vi.waitFor(counted(0));
  const second = behaviour.record(eventsOf(1), []).then(tell('second'), tell('refused'));
  await vi.waitFor(counted(1));
  expect(told).toEqual([]);
  waits[0]?.resolve();
  await first;
  expect(told).toEqual(['first']);
  await vi.waitFor(() => expect(waits.length).toBe(2));
  waits[1]?.reject(new Error('no disk'));
  await second;
  expect(told).toEqual(['first', 'refused']);
  sql.close();
});
