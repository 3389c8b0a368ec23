import { beforeAll, describe, expect, test } from 'vitest';
import { learningResponse } from '../../src/contract/learning.ts';
import { recommendResponse } from '../../src/contract/recommend.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, problemOf } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
});

const get = async (from: HttpShop = shop): Promise<Json> =>
  await answerOf(await from.send('/v1/learning', null, { method: 'GET', raw: null }), learningResponse);
const change = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  shop.send('/v1/learning', body, { headers });
const changed = async (body: object): Promise<Json> => await answerOf(await change(body), learningResponse);
const recommendOf = ({ scopes }: Json): Json => scopes.find(({ scope }: Json) => scope === 'recommend');

test('a shop that has learnt nothing uses what is shipped, and says so', async () => {
  const { scopes } = await get();
  expect(scopes.map(({ scope }: Json) => scope)).toEqual(['recommend', 'match']);
  for (const scope of scopes) {
    expect(scope).toMatchObject({ version: 0, frozen: false, evidence: null, reverted_at: null, history: [] });
    expect(scope.parameters.live).toEqual(scope.parameters.shipped);
    expect(scope.parameters.candidate).toBeNull();
  }
  expect(scopes[0].parameters.shipped).toMatchObject({ 'for_you.sequence': 1, 'similar.content': 1 });
  expect(scopes[1].parameters.shipped).toMatchObject({ temperature: 1, 'bias.exact': 0 });
  const answer = await answerOf(await shop.send('/v1/recommend', { kind: 'trending' }), recommendResponse);
  expect(answer).toMatchObject({ policy: 'recommend-3', weights_version: 0 });
});

describe('events on what was recommended', () => {
  test.each(['en', 'zh'])('teach, each account for itself (%s)', async (language) => {
    const own = await httpShop(SHOP);
    const seed = language === 'en' ? 'd1' : 'z1';
    // Half of the answers are kept to judge by: of 16 some teach.
    for (let i = 0; i < 16; i++) {
      const session_id = `session-${i}`;
      const body = { session_id, history: [{ product_id: seed }], language };
      const answer = await answerOf(await own.send('/v1/recommend', body), recommendResponse);
      const { id } = answer.items.at(-1);
      const event = { type: 'purchase', session_id, product_id: id, query_id: answer.recommendation_id };
      const taken = (await (await own.send('/v1/events', { events: [event] })).json()) as Json;
      expect([taken.accepted, taken.warnings]).toEqual([1, undefined]);
    }
    const { parameters, version } = recommendOf(await get(own));
    expect(version).toBe(0);
    expect(parameters.candidate['for_you.content']).toBeGreaterThanOrEqual(0);
    expect(parameters.candidate).not.toMatchObject({ 'for_you.content': parameters.shipped['for_you.content'] });
    expect(recommendOf(await get()).parameters.candidate).toBeNull();
  });
});

test('enough events have what was learnt judged: live or refused, with its evidence', async () => {
  const own = await httpShop(SHOP);
  const view = (product_id: string): object => ({ type: 'view', session_id: crypto.randomUUID(), product_id });
  await own.send('/v1/events', { events: ['d1', 'd1', 's1', 'm1', 'd2'].map(view) });
  // Shoppers who want what is most alike, wherever it stands.
  const shopper = async (i: number): Promise<object> => {
    const session_id = `shopper-${i}`;
    const body = { session_id, history: [{ product_id: i % 2 === 0 ? 'd1' : 'z1' }] };
    const { items, recommendation_id } = (await (await own.send('/v1/recommend', body)).json()) as Json;
    const [most] = items.toSorted((a: Json, b: Json) => b.signals.content - a.signals.content);
    return { type: 'purchase', session_id, product_id: most.id, query_id: recommendation_id };
  };
  const judged = async (): Promise<boolean> => recommendOf(await get(own)).history.length > 0;
  // At the 200th answer that is kept, and at every 200th after it, if the first can't tell.
  for (let i = 0; i < 1_200 && !(i >= 400 && i % 100 === 0 && (await judged())); i += 25) {
    const events = await Promise.all(Array.from({ length: 25 }, (_, k) => shopper(i + k)));
    expect((await own.send('/v1/events', { events })).status).toBe(200);
  }
  await expect.poll(judged, { timeout: 10_000 }).toBe(true);
  const { history, evidence, version, parameters } = recommendOf(await get(own));
  const first = history.at(-1);
  expect(first.evidence).toMatchObject({ kind: 'for_you', answers: expect.any(Number), lower: expect.any(Number) });
  expect(first.evidence.answers).toBeGreaterThanOrEqual(200);
  expect(evidence).toEqual(history[0].evidence);
  expect(version).toBe(history.find(({ verdict }: Json) => verdict === 'live')?.version ?? 0);
  const answer = await answerOf(
    await own.send('/v1/recommend', { history: [{ product_id: 'd1' }] }),
    recommendResponse,
  );
  expect(answer.weights_version).toBe(version);
  expect(version === 0).toBe(parameters.live['for_you.content'] === parameters.shipped['for_you.content']);
}, 90_000);

describe('a change', () => {
  test('holds and lets go; the same again changes nothing', async () => {
    const hold = { scope: 'recommend', action: 'freeze' };
    for (let i = 0; i < 2; i++) expect(recommendOf(await changed(hold)).frozen).toBe(true);
    expect((await get()).scopes.map(({ frozen }: Json) => frozen)).toEqual([true, false]);
    expect(recommendOf(await changed({ ...hold, action: 'unfreeze' })).frozen).toBe(false);
    expect(recommendOf(await changed({ scope: 'recommend', action: 'revert', version: 0 }))).toMatchObject({
      version: 0,
    });
  });

  test('is one write under its key', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await change({ scope: 'match', action: 'freeze' }, headers);
    const again = await change({ scope: 'match', action: 'freeze' }, headers);
    expect(await again.text()).toBe(await first.text());
    await problemOf(await change({ scope: 'match', action: 'unfreeze' }, headers), 422, 'idempotency_mismatch');
  });

  test.each<[object, string, string]>([
    [{ scope: 'search', action: 'freeze' }, 'scope', 'must be recommend or match'],
    [{ scope: 'match', action: 'stop' }, 'action', 'must be revert, freeze or unfreeze'],
    [{ scope: 'match', action: 'revert' }, 'version', 'is required for a revert'],
    [{ scope: 'match', action: 'freeze', version: 1 }, 'version', 'is for a revert only'],
    [{ scope: 'match', action: 'revert', version: -1 }, 'version', 'must be at least 0'],
  ])('%j is refused', async (body, path, message) => {
    const { errors } = await problemOf(await change(body), 422, 'validation_failed');
    expect(errors).toEqual([{ path, message }]);
  });

  test('to a version that is not there is told', async () => {
    await problemOf(await change({ scope: 'match', action: 'revert', version: 7 }), 404, 'not_found');
  });
});
