import { describe, expect, test } from 'vitest';
import {
  catalogProduct,
  pageResponse,
  productResponse,
  productsResponse,
  removalResponse,
} from '../../src/contract/products.ts';
import { answerOf, get, type Json, problemOf, request, send } from '../support/requests.ts';
import { appWith, type Fetch, fetchApp } from '#host';

const path = '/v1/products';
const KEYS = 'one=key-one,two=key-two';

let made = 0;
/** An id that no other test has. */
const newId = (about = 'p'): string => `${about}-${(made += 1)}-${crypto.randomUUID().slice(0, 8)}`;

const upsert = async (products: unknown[], headers: Record<string, string> = {}, fetch: Fetch = fetchApp) =>
  answerOf(await send(path, { products }, { headers }, fetch), productsResponse);
const lines = (all: unknown[]): string =>
  all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
const NDJSON = { 'content-type': 'application/x-ndjson' };
const sendLines = async (all: unknown[]) => send(path, null, { raw: lines(all), headers: NDJSON });
const read = async (id: string, fetch: Fetch = fetchApp) =>
  fetch(request(`${path}/${encodeURIComponent(id)}`, null, { method: 'GET' }));
const statuses = (answer: Json): string[] => answer.results.map((one: Json) => one.status);
const url = (query: Record<string, string>): string => `${path}?${new URLSearchParams(query)}`;

/** Every product by pages of two, from a place in the order of ids on. */
async function pages(fetch: Fetch, headers = {}): Promise<Json[]> {
  const all: Json[] = [];
  for (let cursor = ''; ;) {
    const page = await answerOf(
      await fetch(request(url({ limit: '2', cursor }), null, { method: 'GET', headers })),
      pageResponse,
    );
    all.push(...page.products);
    if (page.next_cursor === null) return all;
    cursor = page.next_cursor;
  }
}

describe('writing', () => {
  test('created, unchanged, updated; in both languages, as sent', async () => {
    const [en, zh] = [newId(), newId('商品')];
    const products = [
      {
        id: en,
        title: 'Linen dress',
        description: '<p>Soft &amp; <b>light</b></p>',
        price: { amount: 49.9, currency: 'USD' },
      },
      { id: zh, title: '红色连衣裙', attributes: { 材质: ['棉', '麻'], 长度: 120, 现货: true } },
    ];
    expect(await upsert(products)).toEqual({
      results: [
        { id: en, status: 'created' },
        { id: zh, status: 'created' },
      ],
    });
    expect(statuses(await upsert(products))).toEqual(['unchanged', 'unchanged']);
    expect(statuses(await upsert([{ ...products[0], stock: 3 }, products[1]]))).toEqual(['updated', 'unchanged']);
    const answer = await answerOf(await read(en), productResponse);
    expect(answer).toMatchObject({ ...products[0], stock: 3 });
    expect(await answerOf(await read(zh), productResponse)).toMatchObject({ ...products[1] });
  });

  test('of two with the same id the last one wins', async () => {
    const id = newId();
    expect(
      statuses(
        await upsert([
          { id, title: 'first' },
          { id, title: 'second' },
          { id, title: 'second' },
        ]),
      ),
    ).toEqual(['created', 'updated', 'unchanged']);
    expect(await answerOf(await read(id), productResponse)).toMatchObject({ title: 'second' });
  });

  test('a bad product loses none of the good ones, and says why', async () => {
    const [good, other] = [newId(), newId()];
    const { results } = await upsert([
      { id: good, title: 'dress' },
      { id: 'no-title' },
      { title: 'no id' },
      { id: 7, title: 'a number' },
      'text',
      null,
      { id: 'p', title: 'x', price: { amount: -1, currency: 'dollars' } },
      { id: 'p', title: 'x'.repeat(1_001) },
      { id: 'p', title: 'x', description: 'x'.repeat(20_001) },
      { id: 'p', title: 'x', attributes: { a: { deep: 1 } } },
      { id: 'p', title: 'x', attributes: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`n${i}`, 'v'])) },
      { id: 'p', title: 'x', attributes: { a: 'x'.repeat(1_001) } },
      { id: other, title: '裙子' },
    ]);
    expect(results.map(({ id, status }: Json) => [id, status])).toEqual([
      [good, 'created'],
      ['no-title', 'rejected'],
      [null, 'rejected'],
      [null, 'rejected'],
      [null, 'rejected'],
      [null, 'rejected'],
      ...Array.from({ length: 6 }, () => ['p', 'rejected']),
      [other, 'created'],
    ]);
    expect(results.slice(1, 12).map(({ errors }: Json) => errors)).toEqual([
      [{ path: 'title', message: 'is required' }],
      [{ path: 'id', message: 'is required' }],
      [{ path: 'id', message: 'must be a string' }],
      [{ path: '$', message: expect.stringContaining('must be a product') }],
      [{ path: '$', message: expect.stringContaining('must be a product') }],
      [
        { path: 'price.amount', message: 'must not be negative' },
        { path: 'price.currency', message: expect.stringContaining('ISO 4217') },
      ],
      [{ path: 'title', message: 'must have at most 1000 characters' }],
      [{ path: 'description', message: 'must have at most 20000 characters' }],
      [{ path: 'attributes.a', message: 'must be a text, a number, true or false, or a list of them' }],
      [{ path: 'attributes', message: 'must have at most 100 names' }],
      [{ path: 'attributes.a', message: 'must have at most 1000 characters' }],
    ]);
    await problemOf(await read('p'), 404, 'not_found');
  });

  test('unknown fields are named, absent ones are absent', async () => {
    const id = newId();
    expect(
      await upsert([
        { id, title: 'dress', brand: '', color: null, foo: 1, price: { amount: 1, currency: 'USD', tax: 2 } },
      ]),
    ).toEqual({
      results: [{ id, status: 'created' }],
      warnings: ['products.0.foo', 'products.0.price.tax'],
    });
    expect(await answerOf(await read(id), productResponse)).toEqual({
      id,
      title: 'dress',
      price: { amount: 1, currency: 'USD' },
      extracted: expect.anything(),
    });
  });

  test('NDJSON: a broken line is rejected with its number, the rest is kept', async () => {
    const [first, last] = [newId(), newId()];
    const sent = [
      { id: first, title: 'dress' },
      '{"id": "broken", "title": ',
      '',
      '[1]',
      { id: 'p', foo: 1 },
      { id: last, title: '裙', bar: 1 },
    ];
    expect(await answerOf(await sendLines(sent), productsResponse)).toEqual({
      results: [
        { id: first, status: 'created', line: 1 },
        { id: null, status: 'rejected', line: 2, errors: [{ path: '$', message: 'line 2 is not valid JSON' }] },
        { id: null, status: 'rejected', line: 4, errors: [{ path: '$', message: expect.stringContaining('must be') }] },
        { id: 'p', status: 'rejected', line: 5, errors: [{ path: 'title', message: 'is required' }] },
        { id: last, status: 'created', line: 6 },
      ],
      warnings: ['line 6: bar'],
    });
  });

  test('500 products in one batch; 501, none, and what is no batch are refused whole', async () => {
    const about = newId();
    const all = Array.from({ length: 500 }, (_, i) => ({ id: `${about}-${i}`, title: `dress ${i}` }));
    expect(new Set(statuses(await upsert(all)))).toEqual(new Set(['created']));
    expect(new Set(statuses(await answerOf(await sendLines(all), productsResponse)))).toEqual(new Set(['unchanged']));
    const refused = async (response: Response, fault: object) =>
      expect((await problemOf(response, 422, 'validation_failed')).errors).toEqual([fault]);
    const more = [...all, { id: 'x', title: 'x' }];
    await refused(await send(path, { products: more }), { path: 'products', message: 'must have at most 500 items' });
    await refused(await sendLines(more), { path: '$', message: 'must have at most 500 lines' });
    await refused(await send(path, { products: [] }), { path: 'products', message: 'must have at least 1 item' });
    await refused(await sendLines(['', ' ']), { path: '$', message: 'must have at least 1 line' });
    await refused(await send(path, {}), { path: 'products', message: 'is required' });
    await problemOf(await send(path, null, { raw: '{' }), 400, 'malformed_json');
    await problemOf(await send(path, {}, { headers: { 'content-type': 'text/csv' } }), 415, 'unsupported_media_type');
  });

  test('a body of 10 MiB is taken, a byte more is not', async () => {
    const most = 10 * 1_048_576;
    const one = (size: number) => `{"products":[{"id":"${newId()}","title":"dress"}],"padding":"${'x'.repeat(size)}"}`;
    const bare = one(0).length;
    await answerOf(await send(path, null, { raw: one(most - bare) }), productsResponse);
    const { detail } = await problemOf(await send(path, null, { raw: one(most - bare + 1) }), 413, 'payload_too_large');
    expect(detail).toContain(String(most));
  });
});

describe('reading', () => {
  test('pages hold every product once, in the order of ids; a shop never sees another one’s', async () => {
    const fetch = await appWith({ API_KEYS: KEYS });
    const [one, two] = [{ authorization: 'Bearer key-one' }, { authorization: 'Bearer key-two' }];
    const empty = await answerOf(await fetch(request(path, null, { method: 'GET', headers: one })), pageResponse);
    expect(empty).toEqual({ products: [], next_cursor: null });
    const all = ['d', 'a', '裙', 'b/ä', 'c?~&#', '\u{1f457}'].map((id) => ({ id, title: `dress ${id}` }));
    await upsert(all, one, fetch);
    await upsert([{ id: 'z', title: 'other shop' }], two, fetch);
    expect((await pages(fetch, one)).map(({ id }) => id)).toEqual(['a', 'b/ä', 'c?~&#', 'd', '裙', '\u{1f457}']);
    expect(await pages(fetch, two)).toEqual([{ id: 'z', title: 'other shop' }]);

    const whole = await fetch(request(url({ format: 'ndjson' }), null, { method: 'GET', headers: one }));
    expect(whole.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const exported = (await whole.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(exported).toEqual(await pages(fetch, one));
    const accepted = request(path, null, { method: 'GET', headers: { ...one, accept: 'application/x-ndjson' } });
    expect((await (await fetch(accepted)).text()).trimEnd().split('\n')).toHaveLength(6);

    for (const id of ['b/ä', 'c?~&#', '裙']) {
      const found = await fetch(request(`${path}/${encodeURIComponent(id)}`, null, { method: 'GET', headers: one }));
      expect(await answerOf(found, productResponse)).toMatchObject({ id });
    }
  });

  test('an export of many products is whole', async () => {
    const fetch = await appWith({ API_KEYS: 'many=key-many' });
    const headers = { authorization: 'Bearer key-many' };
    for (let i = 0; i < 1_200; i += 400) {
      await upsert(
        Array.from({ length: 400 }, (_, k) => ({ id: `p${i + k}`, title: `dress ${i + k}` })),
        headers,
        fetch,
      );
    }
    const whole = await fetch(request(url({ format: 'ndjson' }), null, { method: 'GET', headers }));
    const exported = (await whole.text())
      .trimEnd()
      .split('\n')
      .map((line) => catalogProduct.parse(JSON.parse(line)).id);
    expect(new Set(exported).size).toBe(1_200);
    expect(exported).toEqual(exported.toSorted());
  });

  test.each([
    ['limit', '0', 'must be at least 1'],
    ['limit', '501', 'must be at most 500'],
    ['limit', '10000', 'must be at most 500'],
    ['limit', 'many', 'must be a whole number from 1 to 500'],
    ['limit', '1.5', 'must be a whole number from 1 to 500'],
    ['cursor', 'made-up', 'must be the `next_cursor` of an earlier page'],
    ['cursor', '~zz', 'must be the `next_cursor` of an earlier page'],
    ['format', 'csv', 'must be "json" or "ndjson"'],
  ])('%s=%s is refused', async (name, value, message) => {
    const response = await fetchApp(request(url({ [name]: value }), null, { method: 'GET' }));
    expect((await problemOf(response, 422, 'validation_failed')).errors).toEqual([{ path: name, message }]);
  });

  test('an export from a place that is none is refused, not broken off', async () => {
    const response = await fetchApp(request(url({ cursor: 'made-up', format: 'ndjson' }), null, { method: 'GET' }));
    await problemOf(response, 422, 'validation_failed');
  });

  test('a parameter that is not known is named', async () => {
    const response = await fetchApp(request(url({ limit: '1', page: '2' }), null, { method: 'GET' }));
    expect(await answerOf(response, pageResponse)).toMatchObject({ warnings: ['page'] });
  });

  test('an id that is not there', async () => {
    const { detail } = await problemOf(await read('no such "thing"'), 404, 'not_found');
    expect(detail).toContain('no such \\"thing\\"');
  });
});

describe('deleting', () => {
  const remove = async (id: string) => send(`${path}/${encodeURIComponent(id)}`, null, { method: 'DELETE' });

  test('what is deleted is not there any more', async () => {
    const id = newId('删');
    await upsert([{ id, title: 'dress' }]);
    expect(await answerOf(await remove(id), removalResponse)).toEqual({ id, deleted: true });
    await problemOf(await read(id), 404, 'not_found');
    await problemOf(await remove(id), 404, 'not_found');
    expect(statuses(await upsert([{ id, title: 'dress' }]))).toEqual(['created']);
  });
});

describe('Idempotency-Key', () => {
  const key = (): Record<string, string> => ({ 'idempotency-key': newId('key') });

  test('the same request gets the same answer, and is done once', async () => {
    const [id, headers] = [newId(), key()];
    const body = { products: [{ id, title: 'dress' }] };
    const first = await send(path, body, { headers });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const answer = await answerOf(first, productsResponse);
    await upsert([{ id, title: 'changed since' }]);
    const again = await send(path, body, { headers });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(again, productsResponse)).toEqual(answer);
    expect(await answerOf(await read(id), productResponse)).toMatchObject({ title: 'changed since' });
  });

  test('another request under the same key is refused; another shop’s key is another', async () => {
    const headers = key();
    await answerOf(await send(path, { products: [{ id: newId(), title: 'a' }] }, { headers }), productsResponse);
    const other = { products: [{ id: newId(), title: 'b' }] };
    await problemOf(await send(path, other, { headers }), 422, 'idempotency_mismatch');
    const elsewhere = await send(`${path}/x`, null, { method: 'DELETE', headers });
    await problemOf(elsewhere, 422, 'idempotency_mismatch');
    await answerOf(
      await send(path, other, { headers: { ...headers, authorization: 'Bearer other-key' } }),
      productsResponse,
    );
  });

  test('what failed may be tried again', async () => {
    const [id, headers] = [newId(), key()];
    await problemOf(await send(`${path}/${id}`, null, { method: 'DELETE', headers }), 404, 'not_found');
    await upsert([{ id, title: 'dress' }]);
    await answerOf(await send(`${path}/${id}`, null, { method: 'DELETE', headers }), removalResponse);
    const again = await send(`${path}/${id}`, null, { method: 'DELETE', headers });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(again, removalResponse)).toEqual({ id, deleted: true });
  });

  test('of the same write sent several times at once, one is done', async () => {
    const headers = key();
    const products = Array.from({ length: 100 }, () => ({ id: newId(), title: 'dress' }));
    const all = await Promise.all(Array.from({ length: 5 }, () => send(path, { products }, { headers })));
    for (const response of all.filter(({ ok }) => !ok)) await problemOf(response, 409, 'idempotency_running');
    const answers = await Promise.all(all.filter(({ ok }) => ok).map((one) => answerOf(one.clone(), productsResponse)));
    expect(new Set(answers.flatMap(statuses))).toEqual(new Set(['created']));
    expect(all.filter((response) => response.ok && !response.headers.has('idempotency-replayed'))).toHaveLength(1);
  });

  test.each(['x'.repeat(256), 'with space'])('%s is no key', async (value) => {
    const sent = send(path, { products: [{ id: 'a', title: 'a' }] }, { headers: { 'idempotency-key': value } });
    await problemOf(await sent, 400, 'invalid_header');
  });
});

test('without a key nothing is read or written', async () => {
  await problemOf(await get(path), 401, 'unauthorized');
  await problemOf(await send(path, {}, { headers: { authorization: 'Bearer wrong' } }), 401, 'unauthorized');
});

test('a method that the path does not take says which it takes', async () => {
  const response = await send(path, {}, { method: 'PUT' });
  expect(response.headers.get('allow')).toBe('POST, GET, HEAD');
  await problemOf(response, 405, 'method_not_allowed');
  const one = await send(`${path}/a`, {}, { method: 'PUT' });
  expect(one.headers.get('allow')).toBe('GET, HEAD, DELETE');
  await problemOf(one, 405, 'method_not_allowed');
});
