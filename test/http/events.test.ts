import { beforeAll, describe, expect, test } from 'vitest';
import { deadResponse, eventsResponse } from '../../src/contract/events.ts';
import { shopperResponse } from '../../src/contract/shoppers.ts';
import { type HttpShop, httpShop } from '../support/http-shop.ts';
import { answerOf, get, type Json, problemOf, request, send } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop([
    { id: 'dress', title: 'Linen dress', brand: 'Field', color: 'red', price: { amount: 49, currency: 'USD' } },
    { id: '裙子', title: '亚麻连衣裙', brand: 'Field', price: { amount: 299, currency: 'CNY' } },
  ]);
});

const newId = (): string => crypto.randomUUID();
const tell = async (events: unknown[], headers: Record<string, string> = {}): Promise<Json> =>
  await answerOf(await shop.send('/v1/events', { events }, { headers }), eventsResponse);
const shopper = async (id: string): Promise<Response> =>
  await shop.fetch(request(`/v1/shoppers/${encodeURIComponent(id)}`, null, { method: 'GET' }));
const historyOf = async (id: string): Promise<string[]> =>
  ((await answerOf(await shopper(id), shopperResponse)) as Json).history.map((step: Json) => step.product_id);
const dead = async (): Promise<Json[]> =>
  ((await answerOf(await shop.fetch(request('/v1/events/dead', null, { method: 'GET' })), deadResponse)) as Json)
    .letters;

describe('a batch', () => {
  test('is taken in, and changes the next answer; ids count once', async () => {
    const [id, ann] = [newId(), newId()];
    const events = [
      { id, type: 'click', shopper_id: ann, product_id: 'dress' },
      { id, type: 'click', shopper_id: ann, product_id: 'dress' },
      { type: 'search', shopper_id: ann, query: '红色连衣裙' },
    ];
    expect(await tell(events)).toEqual({
      accepted: 2,
      duplicates: 1,
      rejected: 0,
      results: [
        { index: 0, status: 'accepted' },
        { index: 1, status: 'duplicate' },
        { index: 2, status: 'accepted' },
      ],
    });
    expect(await historyOf(ann)).toEqual(['dress']);
    expect((await tell(events)).duplicates).toBe(2);
  });

  test('without an id the content with its time counts once, and without a time each counts', async () => {
    const event = { type: 'view', shopper_id: newId(), product_id: 'dress' };
    const timed = { ...event, at: '2026-05-01T12:00:00+08:00' };
    expect(await tell([timed, timed])).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await tell([{ ...timed, at: Date.parse(timed.at) }])).toMatchObject({ duplicates: 1 });
    expect(await tell([event, event])).toMatchObject({ accepted: 2, duplicates: 0 });
  });

  test('loses none of the good ones by a bad one, and says of each what is wrong', async () => {
    const s = newId();
    const answer = await tell([
      { type: 'click', shopper_id: s, product_id: 'dress' },
      { type: 'clack', shopper_id: s, product_id: 'dress' },
      { type: 'click', product_id: 'dress' },
      { type: 'click', shopper_id: s },
      { type: 'click', shopper_id: s, product_id: 'dress', position: 0 },
      { type: 'click', shopper_id: s, product_id: 'dress', at: 'yesterday' },
      'click',
      { id: 'x'.repeat(10_000), type: 'click', shopper_id: s, product_id: 'dress' },
      { type: 'click', shopper_id: 'x'.repeat(257), product_id: 'dress' },
      { type: 'click', shopper_id: s, product_id: '裙子' },
    ]);
    expect(answer).toMatchObject({ accepted: 2, rejected: 8 });
    expect(answer.results.map(({ errors }: Json) => errors?.[0] ?? null)).toEqual([
      null,
      { path: 'type', message: 'must be view, click, add_to_cart, purchase, dismiss or search' },
      { path: 'shopper_id', message: 'is required, or `session_id`' },
      { path: 'product_id', message: 'is required for a click' },
      { path: 'position', message: 'must be at least 1' },
      { path: 'at', message: expect.stringContaining('must be an ISO 8601 date') as string },
      { path: '$', message: 'must be an object' },
      { path: 'id', message: 'must have at most 256 characters' },
      { path: 'shopper_id', message: 'must have at most 256 characters' },
      null,
    ]);
    expect(answer.results[1]).toMatchObject({ status: 'rejected', code: 'invalid' });
    expect(await historyOf(s)).toEqual(['裙子', 'dress']);
  });

  test.each([
    [[], 'must have at least 1 item'],
    [Array.from({ length: 1001 }, () => ({})), 'must have at most 1000 items'],
    ['x', 'must be a list'],
  ])('of a wrong size is refused', async (events, message) => {
    const { errors } = await problemOf(await shop.send('/v1/events', { events }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'events', message }]);
  });

  test('of a thousand', async () => {
    const s = newId();
    const events = Array.from({ length: 1000 }, (_, i) => ({
      id: `${s}-${i}`,
      type: 'view',
      shopper_id: `${s}-${i % 50}`,
      product_id: i % 2 === 0 ? 'dress' : '裙子',
    }));
    const [first, second] = await Promise.all([tell(events), tell(events)]);
    expect(first.accepted + second.accepted).toBe(1000);
    expect(first.duplicates + second.duplicates).toBe(1000);
  });
});

describe('the linter', () => {
  test('remarks what does not join, and learns of it all the same', async () => {
    const s = newId();
    const answer = await tell([
      { type: 'click', shopper_id: s, product_id: 'sold-out', query_id: 'no-such-answer', position: 2 },
      { type: 'click', shopper_id: s, product_id: 'dress', colour: 'red' },
    ]);
    expect(answer.results[0]).toEqual({
      index: 0,
      status: 'accepted',
      code: 'unknown_product',
      codes: ['unknown_product', 'unknown_answer'],
    });
    expect(answer.warnings).toEqual([
      'unknown_product: 1 event of products that the catalogue does not have',
      'unknown_answer: 1 event with a query_id of no answer that is known: of searches only those that name a shopper or session are, for 90 days',
      'events.1.colour',
    ]);
    expect(await historyOf(s)).toEqual(['dress', 'sold-out']);
  });

  test('puts what is late in its place', async () => {
    const s = newId();
    const at = (minute: number): string => new Date(Date.now() - minute * 60_000).toISOString();
    await tell([
      { type: 'click', shopper_id: s, product_id: 'a', at: at(9) },
      { type: 'click', shopper_id: s, product_id: 'c', at: at(1) },
    ]);
    const { results } = await tell([{ type: 'click', shopper_id: s, product_id: 'b', at: at(5) }]);
    expect(results[0].codes).toEqual(['unknown_product', 'late']);
    expect(await historyOf(s)).toEqual(['c', 'b', 'a']);
  });

  test('tells a program from a shopper', async () => {
    const s = newId();
    const events = Array.from({ length: 1000 }, (_, i) => ({ type: 'click', shopper_id: s, product_id: `p${i}` }));
    const answer = await tell(events);
    expect(answer.accepted).toBe(1000);
    expect(answer.warnings).toContain('bot: 970 events not learnt of, since the shopper looks like a program');
    expect(await historyOf(s)).toHaveLength(30);
  });
});

test.each(['en', 'zh'])('one session makes nothing popular by looking again and again: %s', async (language) => {
  const products = ['a', 'b'].map((id) => ({ id, title: language === 'zh' ? `连衣裙 ${id}` : `Linen dress ${id}` }));
  const own = await httpShop(products);
  const view = (session_id: string, product_id: string) => ({ type: 'view', session_id, product_id });
  const again = newId();
  const events = [...Array.from({ length: 50 }, () => view(again, 'a')), view(newId(), 'b'), view(newId(), 'b')];
  expect((await answerOf(await own.send('/v1/events', { events }), eventsResponse)) as Json).toMatchObject({
    accepted: 52,
  });
  const { items } = (await (await own.send('/v1/recommend', { kind: 'trending', language })).json()) as Json;
  expect(items.map(({ product }: Json) => product.id)).toEqual(['b', 'a']);
});

describe('the field names of User Behavior Insights', () => {
  test('are read as ours, and it is told which', async () => {
    const client = newId();
    const answer = await tell([
      {
        action_name: 'item_click',
        client_id: client,
        query_id: 'q',
        message: 'ITEM',
        timestamp: '2026-05-01T10:00:00.000Z',
        event_attributes: { object: { object_id: 'dress', object_id_field: 'sku' }, position: { ordinal: 3 } },
      },
      { query_id: 'q', client_id: client, user_query: '连衣裙', query_attributes: {}, timestamp: 1777629600000 },
      { action_name: 'impression', client_id: client, timestamp: 1777629600000 },
      { action_name: 'purchase', client_id: client, timestamp: 1777629600000 },
    ]);
    expect(answer).toMatchObject({ accepted: 2, rejected: 2 });
    expect(answer.results[2]).toEqual({ index: 2, status: 'rejected', code: 'unused_action' });
    expect(answer.results[3].errors).toEqual([{ path: 'product_id', message: 'is required for a purchase' }]);
    expect(answer.warnings).toEqual(
      expect.arrayContaining([
        'read action_name → type (3 events)',
        'read event_attributes.object.object_id → product_id (1 event)',
        'read event_attributes.position.ordinal → position (1 event)',
        'read user_query → query (1 event)',
      ]),
    );
    expect((await answerOf(await shopper(client), shopperResponse)) as Json).toMatchObject({
      guest: true,
      events: 2,
      history: [{ product_id: 'dress', type: 'click', at: '2026-05-01T10:00:00.000Z' }],
    });
  });
});

describe('what could not be used', () => {
  test('is kept aside, mended, replayed, and then no more kept', async () => {
    const s = newId();
    const sent = { type: 'click', shopper_id: s, products: 'dress' };
    const [rejected] = (await tell([sent])).results;
    expect(rejected.dead_letter).toMatch(/^\w+$/);
    expect((await tell([sent])).results[0].dead_letter).toBe(rejected.dead_letter);
    const found = (await dead()).filter(({ id }) => id === rejected.dead_letter);
    expect(found).toMatchObject([{ event: sent, reasons: ['product_id is required for a click'] }]);
    const replay = async (letters: unknown[]): Promise<Json> =>
      await answerOf(await shop.send('/v1/events/replay', { letters }), eventsResponse);
    const again = await replay([{ id: rejected.dead_letter }, { id: 'none' }]);
    const unknown = { code: 'unknown_letter', errors: [{ path: 'id', message: 'is of no letter that is kept aside' }] };
    expect(again).toMatchObject({ rejected: 2, results: [{ code: 'invalid' }, unknown] });
    const mended = { type: 'click', shopper_id: s, product_id: 'dress' };
    expect(await replay([{ id: rejected.dead_letter, event: mended }])).toMatchObject({ accepted: 1 });
    expect(await historyOf(s)).toEqual(['dress']);
    expect((await dead()).some(({ id }) => id === rejected.dead_letter)).toBe(false);
  });

  test.each(['shopper_id', 'session_id', 'client_id', 'event_attributes.session_id'])(
    'goes with the shopper whom it names: %s',
    async (path) => {
      const s = newId();
      const [field = '', inner] = path.split('.');
      await tell([{ action_name: 'click', [field]: inner === undefined ? s : { [inner]: s } }]);
      const ofThem = async (): Promise<boolean> =>
        (await dead()).some(({ event }) => JSON.stringify(event).includes(s));
      expect(await ofThem()).toBe(true);
      await shop.fetch(request(`/v1/shoppers/${s}`, null, { method: 'DELETE' }));
      expect(await ofThem()).toBe(false);
    },
  );

  test('is kept up to 8,000 characters, and what is longer is told of', async () => {
    const bad = (note: string) => ({ type: 'click', shopper_id: newId(), product_id: 'dress', at: 'bad', note });
    const [kept, long] = [bad('红'.repeat(5_000)), bad('红'.repeat(8_000))];
    const skewed = { ...long, at: 0 };
    const { results, warnings } = await tell([kept, long, skewed]);
    expect(results[0]).not.toHaveProperty('codes');
    expect((await dead()).find(({ id }) => id === results[0].dead_letter)?.event).toEqual(kept);
    expect(results[1]).toMatchObject({ status: 'rejected', code: 'invalid', codes: ['invalid', 'not_kept'] });
    expect(results[2]).toMatchObject({ status: 'rejected', codes: ['clock_skew', 'not_kept'] });
    for (const one of results.slice(1)) expect(one).not.toHaveProperty('dead_letter');
    expect(warnings).toContain('not_kept: 2 events rejected and not kept aside, being of more than 8000 characters');
  });

  test('a clock that is ahead, and one that was never set', async () => {
    const s = newId();
    const at = (time: number) => ({ type: 'click', shopper_id: s, product_id: 'dress', at: time });
    const answer = await tell([at(Date.now() + 600_000), at(0), at(Date.now() + 200_000)]);
    expect(answer.results.map(({ code }: Json) => code ?? null)).toEqual(['clock_skew', 'clock_skew', null]);
    expect(answer.results[0].errors).toEqual([{ path: 'at', message: 'must be at most 5 minutes ahead' }]);
    expect((await dead()).map(({ event }) => event)).toEqual(
      expect.arrayContaining([expect.objectContaining({ shopper_id: s, at: 0 })]),
    );
    // Who is forgotten is nowhere any more.
    await shop.send(`/v1/shoppers/${s}`, null, { method: 'DELETE' });
    expect(JSON.stringify(await dead())).not.toContain(s);
  });
});

test('the same batch under a key is answered as before; another shop knows nothing of it', async () => {
  const s = newId();
  const events = [{ type: 'click', shopper_id: s, product_id: 'dress' }];
  const headers = { 'idempotency-key': newId() };
  const first = await tell(events, headers);
  expect(await tell(events, headers)).toEqual(first);
  expect(await historyOf(s)).toEqual(['dress']);
  const elsewhere = await send(`/v1/shoppers/${s}`, null, { method: 'GET' });
  await problemOf(elsewhere, 404, 'not_found');
  const letters = await answerOf(await send('/v1/events/dead', null, { method: 'GET' }), deadResponse);
  expect(JSON.stringify(letters)).not.toContain('裙');
});

test('the two keys of one server are two shops', async () => {
  const s = newId();
  const event = { id: `${s}-1`, type: 'click', shopper_id: s, product_id: 'dress' };
  const told = await send('/v1/events', { events: [event, { type: 'click', shopper_id: s }] });
  await answerOf(told, eventsResponse);
  const rival = { headers: { authorization: 'Bearer other-key' } };
  await problemOf(await send(`/v1/shoppers/${s}`, null, { method: 'GET', ...rival }), 404, 'not_found');
  await problemOf(await send(`/v1/shoppers/${s}`, null, { method: 'DELETE', ...rival }), 404, 'not_found');
  expect(await answerOf(await send('/v1/events', { events: [event] }, rival), eventsResponse)).toMatchObject({
    accepted: 1,
    duplicates: 0,
  });
  const letters = await answerOf(await send('/v1/events/dead', null, { method: 'GET', ...rival }), deadResponse);
  expect(JSON.stringify(letters)).not.toContain(s);
});

test('without a key nothing is read or written', async () => {
  await problemOf(await get('/v1/events/dead'), 401, 'unauthorized');
  await problemOf(await send('/v1/events', {}, { headers: { authorization: 'Bearer wrong' } }), 401, 'unauthorized');
});
