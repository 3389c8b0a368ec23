import { beforeEach, describe, expect, test } from 'vitest';
import type {
  Behaviour,
  EventType,
  Impression,
  ProductTraits,
  ShopperEvent,
} from '../../../src/state/behaviour/port.ts';

const NOW = Date.now();
const MINUTE = 60_000;

let made = 0;

/** An event a minute after the one made before, unless it says otherwise. */
function event(shopper: string, productId: string, changes: Partial<ShopperEvent> = {}): ShopperEvent {
  made += 1;
  return {
    id: `e${made}-${crypto.randomUUID()}`,
    type: 'click',
    shopper,
    guest: false,
    productId,
    at: NOW - 100_000 * MINUTE + made * MINUTE,
    ...changes,
  };
}

const traits = (...ids: string[]): ProductTraits[] =>
  ids.map((id) => ({
    id,
    brand: `brand ${id}`,
    category: 'dresses',
    color: 'red',
    price: 25,
    currency: 'USD',
    size: 'm',
  }));

const impression = (answerId: string, shopper: string | null, ids: string[]): Impression => ({
  answerId,
  shopper,
  kind: 'recommend',
  policy: 'p1',
  at: NOW,
  items: ids.map((id, i) => ({ id, position: i + 1, propensity: 0.5, signals: { sequence: 0.25 } })),
});

/** Every order in which a test may find shards: shoppers whose ids fall into different ones. */
const SHOPPERS = Array.from({ length: 12 }, (_, i) => `shopper-${i}`);

/** What every behaviour promises, in however many shards it lies. `open` gives a new empty one. */
export function behaviourSuite(host: string, open: () => Behaviour): void {
  describe(`behaviour: ${host}`, () => {
    let behaviour: Behaviour;
    beforeEach(() => {
      behaviour = open();
    });

    const record = async (events: ShopperEvent[], known = traits('a', 'b', 'c', 'd')) =>
      await behaviour.record(events, known);
    const neighbour = async (id: string, other: string) => {
      const { neighbours } = await behaviour.neighbours([id], 100);
      return neighbours[0]?.find((one) => one.id === other);
    };
    const counts = async (id: string) => (await behaviour.neighbours([id], 0)).counts[0];

    test('an empty one', async () => {
      expect(await behaviour.record([], [])).toEqual([]);
      expect(await behaviour.shopper('nobody')).toBeNull();
      expect(await behaviour.forget('nobody')).toBe(false);
      await expect(behaviour.merge('nobody', 'x')).rejects.toMatchObject({ code: 'not_found' });
      expect(await behaviour.neighbours(['a'], 5)).toEqual({
        neighbours: [[]],
        counts: [{ id: 'a', popularity: 0, events: 0, weight: 0 }],
      });
      expect(await behaviour.popular(5)).toEqual([]);
      expect(await behaviour.outcomes(0, 5)).toEqual([]);
      expect(new Set((await behaviour.learnt()).map((one) => JSON.stringify(one)))).toEqual(new Set(['{}']));
      expect(await behaviour.deadLetters(5)).toEqual([]);
    });

    test('an event is accepted once, within a batch and after it, and also when it comes several times at the same time', async () => {
      const one = event('s', 'a');
      expect(await record([one, one])).toEqual([
        { status: 'accepted', codes: [] },
        { status: 'duplicate', codes: [] },
      ]);
      expect((await record([{ ...one, type: 'purchase' }]))[0]?.status).toBe('duplicate');
      const many = Array.from({ length: 300 }, (_, i) =>
        event(SHOPPERS[i % 12] ?? '', 'b', { at: NOW - i * 3 * MINUTE }),
      );
      const told = await Promise.all([record(many), record(many), record(many)]);
      expect(told.flat().filter(({ status }) => status === 'accepted')).toHaveLength(300);
      expect((await counts('b'))?.events).toBe(300);
      expect(await behaviour.shopper('s')).toMatchObject({ events: 1, guest: false });
    });

    test('what follows what is counted by the distance and by how much the shopper does', async () => {
      await record(['a', 'b', 'c'].map((id) => event('s', id)));
      expect(await neighbour('a', 'b')).toMatchObject({ before: 0, boughtTogether: 0 });
      const damped = (length: number): number => 1 / (1 + 0.3 * Math.log(1 + length));
      expect((await neighbour('a', 'b'))?.after).toBeCloseTo(damped(1), 5);
      expect((await neighbour('b', 'a'))?.before).toBeCloseTo(damped(1), 5);
      expect((await neighbour('a', 'c'))?.after).toBeCloseTo(damped(2) / Math.SQRT2, 5);
      expect((await neighbour('c', 'b'))?.before).toBeCloseTo(damped(2), 5);
      expect((await counts('a'))?.weight).toBeCloseTo(damped(1) + damped(2) / Math.SQRT2, 5);
    });

    test('counts of all shoppers are sums; the heaviest come first, with the counts of all that are named', async () => {
      for (const shopper of SHOPPERS) await record([event(shopper, 'a'), event(shopper, 'b')]);
      await record([event('x', 'a'), event('x', 'c')]);
      const { neighbours, counts: told } = await behaviour.neighbours(['a', 'zz'], 5);
      expect(neighbours[0]?.map(({ id }) => id)).toEqual(['b', 'c']);
      expect(neighbours[0]?.[0]?.after).toBeCloseTo(12 / (1 + 0.3 * Math.log(2)), 4);
      expect(neighbours[1]).toEqual([]);
      expect(told.map(({ id, events }) => [id, events])).toEqual([
        ['a', 13],
        ['zz', 0],
        ['b', 12],
        ['c', 1],
      ]);
      expect((await behaviour.neighbours(['a'], 1)).neighbours[0]?.map(({ id }) => id)).toEqual(['b']);
    });

    test('a look, a cart and a purchase of one product are one step; both bought are counted once a shopper', async () => {
      const steps: [string, EventType][] = [
        ['a', 'view'],
        ['b', 'view'],
        ['b', 'add_to_cart'],
        ['b', 'purchase'],
        ['a', 'purchase'],
        ['b', 'purchase'],
      ];
      await record(steps.map(([id, type], i) => event('s', id, { type, at: NOW - (9 - i) * 60 * MINUTE })));
      expect(await neighbour('a', 'b')).toMatchObject({ boughtTogether: 1 });
      expect((await neighbour('a', 'b'))?.after).toBeCloseTo(
        1 / (1 + 0.3 * Math.log(2)) + 1 / (1 + 0.3 * Math.log(4)),
        5,
      );
      expect(await counts('b')).toMatchObject({ events: 4 });
    });

    test('who does the same with one product again and again says it once, for half an hour', async () => {
      const at = NOW - 1_000 * MINUTE;
      await record(Array.from({ length: 100 }, (_, i) => event('s', 'a', { type: 'view', at: at + i * 1_000 })));
      await record(Array.from({ length: 40 }, (_, i) => event('t', i % 2 === 0 ? 'b' : 'c', { at: at + i * 5_000 })));
      expect(await counts('a')).toMatchObject({ events: 1 });
      expect((await behaviour.popular(5)).map(({ events }) => events)).toEqual([1, 1, 1]);
      expect((await neighbour('b', 'c'))?.after).toBeCloseTo(1 / (1 + 0.3 * Math.log(2)), 5);
      expect(await neighbour('c', 'b')).toMatchObject({ after: 0 });
      await record([event('s', 'a', { type: 'purchase', at: at + 2 * MINUTE })]);
      await record([event('s', 'a', { type: 'view', at: at + 40 * MINUTE })]);
      expect(await counts('a')).toMatchObject({ events: 3 });
      for (const shopper of ['s', 't']) await behaviour.forget(shopper);
      expect(await behaviour.popular(5)).toEqual([]);
    });

    test('what comes late takes its place', async () => {
      const [a, b, c] = [event('s', 'a'), event('s', 'b'), event('s', 'c')];
      expect((await record([a, c])).map(({ codes }) => codes)).toEqual([[], []]);
      expect(await record([b])).toEqual([{ status: 'accepted', codes: ['late'] }]);
      expect((await behaviour.shopper('s'))?.history.map(({ productId }) => productId)).toEqual(['a', 'b', 'c']);
      expect((await neighbour('b', 'c'))?.after).toBeGreaterThan(0);
      expect((await neighbour('b', 'a'))?.before).toBeGreaterThan(0);
    });

    test('popularity wanes and the history has an end', async () => {
      const old = NOW - 140 * 24 * 60 * MINUTE;
      await record([event('s', 'a', { at: old }), event('t', 'a', { at: old + 1 }), event('u', 'b', { at: NOW })]);
      const popular = await behaviour.popular(5);
      expect(popular.map(({ id, events }) => [id, events])).toEqual([
        ['b', 1],
        ['a', 2],
      ]);
      expect(popular[0]?.popularity).toBeCloseTo(1, 3);
      expect(popular[1]?.popularity).toBeCloseTo(2 / 1024, 4);
      await record(Array.from({ length: 230 }, (_, i) => event('long', `p${i}`)));
      const { history, events } = (await behaviour.shopper('long')) ?? { history: [], events: 0 };
      expect([history.length, history[0]?.productId, history.at(-1)?.productId, events]).toEqual([
        200,
        'p30',
        'p229',
        230,
      ]);
    });

    test('affinities are learnt, and turned by a dismissal', async () => {
      await record([event('s', 'a', { at: NOW, type: 'purchase' })]);
      const weights = async () =>
        Object.fromEntries(
          ((await behaviour.shopper('s'))?.affinities ?? []).map(({ name, value, weight }) => [
            `${name} ${value}`,
            weight,
          ]),
        );
      expect(await weights()).toMatchObject({ 'brand brand a': expect.closeTo(5 / 8, 2) as number });
      expect(Object.keys(await weights())).toContain('price_band 20-50 USD');
      // A purchase ends the need for more of the kind.
      expect((await weights())['category dresses']).toBe(0);
      await record([
        event('s', 'b', { at: NOW, type: 'dismiss' }),
        event('s', 'b', { at: NOW + 1_000, type: 'dismiss' }),
      ]);
      expect((await weights())['brand brand b']).toBeCloseTo(-12 / 15, 2);
    });

    test('preferences make the shopper, and stand beside what is learnt', async () => {
      const told = await behaviour.prefer('s', { likes: [{ name: 'color', value: 'red' }], hidden: ['b'] });
      expect(told).toMatchObject({
        id: 's',
        events: 0,
        history: [],
        preferences: { likes: [{ name: 'color', value: 'red' }], dislikes: [], hidden: ['b'], personalise: true },
      });
      await record([event('s', 'a')]);
      expect(await behaviour.shopper('s')).toMatchObject({ events: 1, preferences: { hidden: ['b'] } });
    });

    test('who opts out is learnt nothing of, and what was learnt goes', async () => {
      await record([event('s', 'a'), event('s', 'b')]);
      await behaviour.prefer('s', { personalise: false });
      expect(await behaviour.shopper('s')).toMatchObject({ events: 0, history: [], affinities: [] });
      expect(await counts('a')).toMatchObject({ events: 0, weight: 0 });
      expect(await record([event('s', 'c')])).toEqual([{ status: 'accepted', codes: ['opted_out'] }]);
      expect((await behaviour.shopper('s'))?.history).toEqual([]);
      await behaviour.prefer('s', { personalise: true });
      expect(await record([event('s', 'c')])).toEqual([{ status: 'accepted', codes: [] }]);
    });

    test('who is forgotten leaves nothing, not even in the counts', async () => {
      await record([event('stays', 'a'), event('stays', 'b', { type: 'purchase' })]);
      const before = await behaviour.neighbours(['a', 'b', 'c', 'd'], 100);
      const [first, second] = [event('goes', 'a', { type: 'purchase' }), event('goes', 'd')];
      await record([event('goes', 'b', { type: 'purchase' }), second, event('goes', 'c')]);
      await record([first]);
      await behaviour.shown(impression('answer', 'goes', ['a']));
      await behaviour.setAside([{ id: 'x', shopper: 'goes', event: { type: 'click' }, codes: [], at: NOW }]);
      expect(await neighbour('c', 'd')).toBeDefined();
      expect(await behaviour.forget('goes')).toBe(true);
      expect(await behaviour.shopper('goes')).toBeNull();
      expect(await behaviour.outcomes(0, 10)).toEqual([]);
      expect(await behaviour.deadLetters(10)).toEqual([]);
      const after = await behaviour.neighbours(['a', 'b', 'c', 'd'], 100);
      expect(after.neighbours).toEqual(before.neighbours);
      for (const [i, { id, events, weight }] of after.counts.entries()) {
        expect([id, events]).toEqual([before.counts[i]?.id, before.counts[i]?.events]);
        expect(weight).toBeCloseTo(before.counts[i]?.weight ?? 0, 3);
      }
      expect(await behaviour.forget('goes')).toBe(false);
      // What was counted before is not counted again by a late repetition.
      expect((await record([second]))[0]?.status).toBe('duplicate');
    });

    test('a shopper that is deleted while events arrive is there whole or not at all', async () => {
      const batches = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
        Array.from({ length: 40 }, (_, i) => event('s', `${name}-${i}`)),
      );
      await Promise.all([...batches.map((batch) => record(batch)), behaviour.forget('s'), behaviour.forget('s')]);
      const left = await behaviour.shopper('s');
      const ids = batches.flat().map(({ productId }) => productId ?? '');
      const all = (await behaviour.neighbours(ids, 0)).counts.reduce((sum, { events }) => sum + events, 0);
      expect(all).toBe(left?.events ?? 0);
      await behaviour.forget('s');
      expect(
        (await behaviour.neighbours(ids, 0)).counts.every(({ events, weight }) => events === 0 && weight < 0.01),
      ).toBe(true);
    });

    test.each(SHOPPERS.slice(0, 4))('a guest becomes %s, and can be forgotten as them', async (into) => {
      await record([event('guest', 'a', { guest: true }), event(into, 'b'), event('guest', 'c', { guest: true })]);
      expect(await behaviour.shopper('guest')).toMatchObject({ guest: true });
      await behaviour.prefer('guest', { hidden: ['d'] });
      const merged = await behaviour.merge('guest', into);
      expect(merged).toMatchObject({ id: into, guest: false, events: 3, preferences: { hidden: ['d'] } });
      expect(merged.history.map(({ productId }) => productId)).toEqual(['a', 'b', 'c']);
      expect(merged.affinities.find(({ value }) => value === 'red')?.events).toBe(3);
      expect(await behaviour.shopper('guest')).toBeNull();
      expect((await counts('a'))?.events).toBe(1);
      expect((await neighbour('a', 'b'))?.after).toBeGreaterThan(0);
      await behaviour.forget(into);
      expect(await counts('a')).toMatchObject({ events: 0, weight: 0 });
    });

    test('impressions are told with what came of them; what does not join is remarked', async () => {
      await behaviour.shown(impression('r1', 's', ['a', 'b', 'c']));
      await behaviour.shown({ ...impression('r2', null, ['d']), at: NOW + 1 });
      const told = await record(
        [
          event('s', 'a', { answerId: 'r1', position: 1 }),
          event('s', 'a', { answerId: 'r1', type: 'purchase' }),
          event('s', 'a', { answerId: 'r1', type: 'view' }),
          event('s', 'b', { answerId: 'r1', position: 3 }),
          event('s', 'z', { answerId: 'r1' }),
          event('s', 'a', { answerId: 'r9' }),
        ],
        traits('a', 'b'),
      );
      expect(told.map(({ codes }) => codes)).toEqual([
        [],
        [],
        [],
        ['wrong_position'],
        ['unknown_product', 'no_impression'],
        ['unknown_answer'],
      ]);
      const outcomes = await behaviour.outcomes(0, 10);
      expect(outcomes.map(({ answerId, rewards }) => [answerId, rewards])).toEqual([
        ['r2', {}],
        ['r1', { a: 'purchase', b: 'click' }],
      ]);
      expect(outcomes[1]).toMatchObject(impression('r1', 's', ['a', 'b', 'c']));
      expect(await behaviour.outcomes(NOW + 1, 10)).toHaveLength(1);
      expect(await behaviour.outcomes(0, 1)).toHaveLength(1);
    });

    describe('answers that were drawn', () => {
      const drawn = (answerId: string, at = NOW): Impression => ({
        ...impression(answerId, 's', ['a', 'b', 'c']),
        at,
        items: ['a', 'b', 'c'].map((id, i) => ({
          id,
          position: i + 1,
          propensity: 0.5,
          signals: { sequence: i === 0 ? 0.8 : 0.2, content: i === 1 ? 0.9 : 0.1 },
        })),
        draws: {
          kind: 'for_you',
          version: 2,
          diversity: 0.3,
          parts: ['sequence', 'content'],
          signals: [
            [0.8, 0.1],
            [0.2, 0.9],
          ],
          places: [{ among: [0, 1], likeness: [0, 0], chosen: 0, propensity: 0.7 }],
        },
      });
      const page = { kind: 'for_you', since: 0, until: NOW + MINUTE, limit: 100, skip: 0 };
      const all = async (): Promise<number> =>
        (await behaviour.learnt()).reduce((sum, one) => sum + (one['for_you']?.events ?? 0), 0);

      test('one half is learnt of, event by event; the other is kept with what came of its places', async () => {
        const ids = Array.from({ length: 60 }, (_, i) => `answer-${i}`);
        for (const id of ids) await behaviour.shown(drawn(id));
        expect(await all()).toBe(0);
        const replayed = await behaviour.replay(page);
        expect(replayed.length).toBeGreaterThan(15);
        expect(replayed.length).toBeLessThan(45);
        expect(replayed[0]).toEqual({ draws: drawn('x').draws, events: [null] });
        // The second was shown beside the places that were drawn.
        await record(ids.flatMap((id) => [event('s', 'a', { answerId: id }), event('s', 'b', { answerId: id })]));
        expect(await all()).toBe(2 * (60 - replayed.length));
        expect((await behaviour.replay(page)).map(({ events }) => events)).toEqual(replayed.map(() => ['click']));
        await record(ids.map((id) => event('s', 'a', { answerId: id, type: 'purchase' })));
        expect((await behaviour.replay(page)).map(({ events }) => events)).toEqual(replayed.map(() => ['purchase']));
        expect(await all()).toBe(3 * (60 - replayed.length));
        const learnt = (await behaviour.learnt()).find((one) => one['for_you'] !== undefined);
        expect(learnt?.['for_you']?.weights['sequence']).not.toBe(1);
        expect((await behaviour.outcomes(0, 1))[0]).not.toHaveProperty('draws');
      });

      test('they are replayed by kind, time and page, and go with their shopper', async () => {
        for (let i = 0; i < 40; i++) await behaviour.shown(drawn(`early-${i}`, NOW - MINUTE));
        for (let i = 0; i < 40; i++) await behaviour.shown(drawn(`late-${i}`));
        const count = async (changes: object): Promise<number> =>
          (await behaviour.replay({ ...page, ...changes })).length;
        const whole = await count({});
        expect(await count({ since: NOW })).toBe(whole - (await count({ until: NOW - 1 })));
        expect(await count({ kind: 'similar' })).toBe(0);
        let [skip, paged] = [0, 0];
        for (let found = -1; found !== 0; skip += 5) {
          found = await count({ limit: 5, skip });
          paged += found;
        }
        expect(paged).toBe(whole);
        await behaviour.forget('s');
        expect(await count({})).toBe(0);
      });

      test('they are kept as long as what was shown, 90 days', async () => {
        for (let i = 0; i < 40; i++) await behaviour.shown(drawn(`old-${i}`, NOW - 91 * 24 * 60 * MINUTE));
        expect((await behaviour.replay(page)).length).toBeGreaterThan(5);
        await behaviour.shown(drawn('new'));
        expect(await behaviour.outcomes(0, 100)).toHaveLength(1);
        expect((await behaviour.replay({ ...page, until: NOW - MINUTE })).length).toBe(0);
      });

      test('every 200th of the kept ones that something comes of says that it is time to judge', async () => {
        const ids = Array.from({ length: 520 }, (_, i) => `due-${i}`);
        for (const id of ids) await behaviour.shown(drawn(id));
        const told: unknown[] = [];
        for (const id of ids) told.push(...(await record([event('s', 'a', { answerId: id })])));
        expect(told.filter((one) => (one as { due?: true }).due === true)).toHaveLength(1);
        // What was shown before drawing, or was not drawn, says nothing.
        await behaviour.shown(impression('plain', 's', ['a']));
        expect((await record([event('s', 'a', { answerId: 'plain' })]))[0]).toEqual({ status: 'accepted', codes: [] });
      });
    });

    test('a program is not learnt of', async () => {
      const at = NOW - 1_000 * MINUTE;
      const clicks = Array.from({ length: 50 }, (_, i) => event('bot', `p${i}`, { at: at + i * 100 }));
      const told = await record(clicks);
      expect(told.filter(({ codes }) => codes.includes('bot'))).toHaveLength(20);
      expect(await behaviour.shopper('bot')).toMatchObject({ events: 30 });
      // For an hour, then no more.
      expect((await record([event('bot', 'a', { at: at + 30 * MINUTE })]))[0]?.codes).toContain('bot');
      expect((await record([event('bot', 'a', { at: at + 62 * MINUTE })]))[0]?.codes).toEqual([]);
      const views = Array.from({ length: 200 }, (_, i) =>
        event('fast', `p${i % 3}`, { type: 'view', at: at + i * 10 }),
      );
      expect((await record(views)).filter(({ codes }) => codes.includes('bot'))).toHaveLength(80);
      const same = Array.from({ length: 200 }, (_, i) => event('same', 'a', { at: at + i * 10 }));
      expect((await record(same)).filter(({ codes }) => codes.includes('bot'))).toHaveLength(140);
    });

    test('letters are kept aside once, found, and taken out', async () => {
      const letter = (id: string, shopper: string | null, at: number) => ({
        id,
        shopper,
        event: { type: 'clack', nested: ['红'] },
        codes: ['type: must be one of …'],
        at,
      });
      await behaviour.setAside([letter('l1', 's', 1), letter('l2', null, 2), letter('l3', 'shopper-1', 3)]);
      await behaviour.setAside([letter('l1', 's', 4)]);
      expect((await behaviour.deadLetters(10)).map(({ id }) => id)).toEqual(['l1', 'l3', 'l2']);
      expect(await behaviour.deadLetters(10, ['l2', 'none'])).toEqual([letter('l2', null, 2)]);
      expect(await behaviour.deadLetters(1)).toHaveLength(1);
      expect(await behaviour.dropDead(['l1', 'l2', 'none'])).toBe(2);
      expect((await behaviour.deadLetters(10)).map(({ id }) => id)).toEqual(['l3']);
    });

    test('ids in any language, and of what objects are made of', async () => {
      const ids = ['__proto__', 'constructor', '红色连衣裙', 'a b/c', '\u{1f457}'];
      await record(
        ids.map((id) => event('__proto__', id)),
        [],
      );
      expect((await behaviour.shopper('__proto__'))?.history.map(({ productId }) => productId)).toEqual(ids);
      expect((await behaviour.neighbours(['红色连衣裙'], 9)).neighbours[0]?.map(({ id }) => id).toSorted()).toEqual(
        ids.filter((id) => id !== '红色连衣裙').toSorted(),
      );
      const odd = { id: 'x', brand: '__proto__', category: 'constructor' };
      await record([event('s', 'x', { at: NOW })], [odd]);
      expect((await behaviour.shopper('s'))?.affinities.map(({ value }) => value)).toEqual([
        '__proto__',
        'constructor',
      ]);
    });
  });
}
