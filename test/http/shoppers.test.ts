import { describe, expect, test } from 'vitest';
import { eventsResponse } from '../../src/contract/events.ts';
import { shopperRemovalResponse, shopperResponse } from '../../src/contract/shoppers.ts';
import { answerOf, type Json, problemOf, send } from '../support/requests.ts';

const newId = (about = 'shopper'): string => `${about} ${crypto.randomUUID()}`;
const at = (id: string, more = ''): string => `/v1/shoppers/${encodeURIComponent(id)}${more}`;
const read = async (id: string): Promise<Json> =>
  await answerOf(await send(at(id), null, { method: 'GET' }), shopperResponse);
const patch = async (id: string, body: object): Promise<Response> => await send(at(id), body, { method: 'PATCH' });
const remove = async (id: string): Promise<Response> => await send(at(id), null, { method: 'DELETE' });
const tell = async (...events: object[]): Promise<Json> =>
  await answerOf(await send('/v1/events', { events }), eventsResponse);

describe('a shopper', () => {
  test('who is unknown', async () => {
    const { detail } = await problemOf(await send(at('no such "one"'), null, { method: 'GET' }), 404, 'not_found');
    expect(detail).toBe('Nothing is known of a shopper with the id "no such \\"one\\"".');
    await problemOf(await remove(newId()), 404, 'not_found');
  });

  test('is what their events say', async () => {
    const id = newId('顾客');
    const product = { id: newId('sku'), title: 'Dress', brand: 'Field & Hem', price: { amount: 49, currency: 'USD' } };
    await send('/v1/products', { products: [product] });
    await tell(
      { type: 'view', shopper_id: id, product_id: product.id, at: '2026-05-01T10:00:00Z' },
      { type: 'purchase', shopper_id: id, product_id: product.id, at: new Date().toISOString() },
    );
    const known = await read(id);
    expect(known).toMatchObject({
      id,
      guest: false,
      events: 2,
      first_seen: '2026-05-01T10:00:00.000Z',
      preferences: { likes: [], dislikes: [], hidden: [], personalise: true },
    });
    expect(known.history.map(({ type }: Json) => type)).toEqual(['purchase', 'view']);
    const brand = known.affinities.find(({ name }: Json) => name === 'brand');
    expect(brand).toMatchObject({ value: 'field & hem', events: 2 });
    expect(brand.weight).toBeGreaterThan(0.6);
    expect(known.affinities.find(({ name }: Json) => name === 'price_band').value).toBe('20-50 USD');
  });

  test('says what they like, list by list', async () => {
    const id = newId();
    const likes = [{ name: 'color', value: 'Red ' }];
    expect((await answerOf(await patch(id, { likes, sizes: ['M', '38'] }), shopperResponse)).preferences.likes).toEqual(
      [
        { name: 'color', value: 'red' },
        { name: 'size', value: 'm' },
        { name: 'size', value: '38' },
      ],
    );
    await patch(id, { sizes: ['L'], hidden: ['a', 'a'] });
    expect((await read(id)).preferences).toEqual({
      likes: [
        { name: 'color', value: 'red' },
        { name: 'size', value: 'l' },
      ],
      dislikes: [],
      hidden: ['a'],
      personalise: true,
    });
    await patch(id, { likes: [], hidden: [] });
    expect((await read(id)).preferences).toMatchObject({ likes: [], hidden: [] });
  });

  test.each([
    [{ likes: [{ name: 'smell', value: 'x' }] }, 'likes.0.name', 'must be brand, category, color, price_band or size'],
    [{ likes: 'red' }, 'likes', 'must be a list'],
    [{ personalise: 'no' }, 'personalise', 'must be true or false'],
    [{ hidden: Array.from({ length: 1001 }, () => 'a') }, 'hidden', 'must have at most 1000 items'],
    [{ sizes: ['x'.repeat(201)] }, 'sizes.0', 'must have at most 200 characters'],
  ])('%j is refused', async (body, path, message) => {
    const { errors } = await problemOf(await patch(newId(), body), 422, 'validation_failed');
    expect(errors).toEqual([{ path, message }]);
  });

  test('an id that is too long', async () => {
    const { errors } = await problemOf(await patch('x'.repeat(257), {}), 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'id', message: 'must have at most 256 characters' }]);
  });

  test('who opts out is learnt nothing of', async () => {
    const id = newId();
    await tell({ type: 'click', shopper_id: id, product_id: 'a' });
    await patch(id, { personalise: false });
    expect((await tell({ type: 'click', shopper_id: id, product_id: 'b' })).results[0].codes).toContain('opted_out');
    expect(await read(id)).toMatchObject({ events: 0, history: [], affinities: [] });
  });

  test('who is forgotten is unknown', async () => {
    const id = newId();
    await tell({ type: 'click', shopper_id: id, product_id: 'a' });
    expect(await answerOf(await remove(id), shopperRemovalResponse)).toEqual({ id, deleted: true });
    await problemOf(await send(at(id), null, { method: 'GET' }), 404, 'not_found');
    await problemOf(await remove(id), 404, 'not_found');
  });
});

describe('a merge', () => {
  test('makes a guest a shopper', async () => {
    const [guest, id] = [newId('guest'), newId()];
    await tell(
      { type: 'click', session_id: guest, product_id: 'a' },
      { type: 'click', shopper_id: id, product_id: 'b' },
    );
    expect((await read(guest)).guest).toBe(true);
    const merged = await answerOf(await send(at(id, '/merge'), { from: guest }), shopperResponse);
    expect(merged).toMatchObject({ id, guest: false, events: 2 });
    expect(merged.history.map((step: Json) => step.product_id).toSorted()).toEqual(['a', 'b']);
    await problemOf(await send(at(guest), null, { method: 'GET' }), 404, 'not_found');
  });

  test('with nobody, or with themselves', async () => {
    const id = newId();
    await patch(id, { hidden: [] });
    await problemOf(await send(at(id, '/merge'), { from: newId() }), 404, 'not_found');
    const { errors } = await problemOf(await send(at(id, '/merge'), { from: id }), 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'from', message: 'must be another one than the id' }]);
    await problemOf(await send(at(id, '/merge'), {}), 422, 'validation_failed');
  });
});
