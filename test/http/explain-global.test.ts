import { beforeAll, expect, test, vi } from 'vitest';
import { globalResponse } from '../../src/contract/explain-global.ts';
import { type HttpShop, httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, problemOf } from '../support/requests.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await httpShop(SHOP);
  const isDone = async (): Promise<void> => {
    const { pending } = (await (await shop.send('/v1/catalog', null, { method: 'GET' })).json()) as Json;
    if (pending !== 0) throw new Error(`${pending} pending`);
  };
  await vi.waitFor(isDone, { timeout: 30_000, interval: 100 });
});

const ask = async (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  await shop.send('/v1/explain/global', body, { headers });
const QUERIES = ['red dress', '红色连衣裙', 'where is my package'];

test('what the signals contribute is the mean over the searches, in both languages', async () => {
  const answer = await answerOf(await ask({ queries: QUERIES }), globalResponse);
  expect(answer).toMatchObject({ queries: 3, searched: 3, with_hits: 2 });
  const searches = [await shop.search({ query: QUERIES[0], explain: true })];
  searches.push(await shop.search({ query: QUERIES[1], explain: true }));
  const meanOf = (signal: string, { hits }: Json): number => {
    const parts = hits.flatMap(({ explain }: Json) => explain.filter((one: Json) => one.signal === signal));
    return parts.reduce((sum: number, one: Json) => sum + Math.abs(one.contribution), 0) / hits.length;
  };
  const of = (signal: string, { signals }: Json): Json => signals.find((one: Json) => one.signal === signal);
  for (const signal of ['match', 'retrieval', 'popularity', 'sold_out']) {
    const mean = (meanOf(signal, searches[0]) + meanOf(signal, searches[1])) / 2;
    expect(of(signal, answer).mean_contribution).toBeCloseTo(mean, 6);
  }
  const shares = answer.signals.reduce((sum: number, one: Json) => sum + one.share, 0);
  expect(shares).toBeCloseTo(1, 9);
  const languages = answer.groups.filter(({ by }: Json) => by === 'language');
  expect(languages.map(({ value, queries }: Json) => [value, queries])).toEqual([
    ['en', 1],
    ['zh', 1],
  ]);
  expect(of('match', languages[1]).mean_contribution).toBeCloseTo(meanOf('match', searches[1]), 6);
  const judged = searches.reduce((sum, { plan }: Json) => sum + plan.judged, 0);
  expect(answer.usage.units).toBe(3 + Math.ceil(judged / 10));
});

test('a signal that alone decides changes what is first', async () => {
  const own = await httpShop([
    { id: 'a', title: 'Green wool scarf', stock: 0 },
    { id: 'b', title: 'Green wool scarf' },
  ]);
  const response = await own.send('/v1/explain/global', { queries: ['green wool scarf'] });
  const { signals } = await answerOf(response, globalResponse);
  const of = (signal: string): Json => signals.find((one: Json) => one.signal === signal);
  expect(of('sold_out')).toMatchObject({ first_changed: 1, ten_changed: 1 });
  expect(of('rules')).toMatchObject({ mean_contribution: 0, first_changed: 0, ten_changed: 0 });
});

test('what the deadline leaves no time for is left out, and told', async () => {
  const queries = Array.from({ length: 50 }, () => newText('dress'));
  const response = await ask({ queries }, { 'x-deadline-ms': '400', 'cache-control': 'no-cache' });
  const answer = await answerOf(response, globalResponse);
  expect(answer).toMatchObject({ queries: 50, reduced: true });
  expect(answer.searched).toBeLessThan(50);
});

test.each<[string, object, string[]]>([
  ['nothing', {}, ['queries']],
  ['no query', { queries: [] }, ['queries']],
  ['51 queries', { queries: Array.from({ length: 51 }, () => 'q') }, ['queries']],
  ['a blank query', { queries: [' '] }, ['queries.0']],
])('refused: %s', async (_, body, paths) => {
  const { errors } = await problemOf(await ask(body), 422, 'validation_failed');
  expect(errors?.map(({ path }) => path)).toEqual(paths);
});
