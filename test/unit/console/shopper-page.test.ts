import { describe, expect, it } from 'vitest';
import { createApiClient } from '../../../src/console/api-client.ts';
import { countChanged, moveOf } from '../../../src/console/shelf-change.ts';
import { askShopper, eventOf } from '../../../src/console/shopper-calls.ts';
import { newGuest, readIdentity, writeIdentity } from '../../../src/console/shopper-identity.ts';
import { createTitles } from '../../../src/console/titles.ts';

const never = new AbortController().signal;

function clientOf(answer: Response) {
  const asked: string[] = [];
  const client = createApiClient({
    fetch: async (input, init) => {
      asked.push(`${init?.method} ${String(input)}`);
      return answer;
    },
    now: () => 0,
    key: () => null,
  });
  return { client, asked };
}

describe('the page of a shopper', () => {
  it('keeps who it is in the address', () => {
    for (const identity of [{ id: '小明 & co', guest: false }, newGuest()]) {
      expect(readIdentity(`#${writeIdentity(identity)}`)).toEqual(identity);
    }
    expect(readIdentity('#shopper=')).toBeNull();
    expect(newGuest().id).not.toBe(newGuest().id);
  });

  it('takes nobody known for an answer, and nothing else', async () => {
    const unknown = clientOf(Response.json({ code: 'not_found' }, { status: 404 }));
    const ann = { id: 'ann/eve', guest: false };
    expect(await askShopper(unknown.client, createTitles(unknown.client), ann, never)).toMatchObject({
      kind: 'answer',
      answer: null,
    });
    expect(unknown.asked).toEqual(['GET /v1/shoppers/ann%2Feve']);
    const broken = clientOf(Response.json({}, { status: 503 }));
    expect(await askShopper(broken.client, createTitles(broken.client), ann, never)).toMatchObject({
      kind: 'problem',
      problem: { status: 503 },
    });
  });

  it('asks the catalogue for the titles that it has not seen, once each', async () => {
    const asked: string[] = [];
    const shopper = {
      history: ['z/0', 'e1', 'z/0', 'gone'].map((id) => ({ product_id: id })),
      preferences: { hidden: ['e2'] },
    };
    const answers: Record<string, Response> = {
      '/v1/shoppers/ann': Response.json(shopper),
      '/v1/products/z%2F0': Response.json({ id: 'z/0', title: '红色连衣裙' }),
      '/v1/products/e2': Response.json({ id: 'e2', title: 'Cotton T-shirt' }),
    };
    const client = createApiClient({
      fetch: async (input) => {
        asked.push(String(input));
        return answers[String(input)]?.clone() ?? Response.json({}, { status: 404 });
      },
      now: () => 0,
      key: () => null,
    });
    const titles = createTitles(client);
    titles.keep([{ id: 'e1', title: 'Blue denim jacket' }]);
    const ann = { id: 'ann', guest: false };
    await askShopper(client, titles, ann, never);
    await askShopper(client, titles, ann, never);
    expect(asked.filter((path) => path !== '/v1/shoppers/ann')).toEqual([
      '/v1/products/z%2F0',
      '/v1/products/gone',
      '/v1/products/e2',
    ]);
    expect(['z/0', 'e1', 'e2', 'gone'].map(titles.of)).toEqual([
      '红色连衣裙',
      'Blue denim jacket',
      'Cotton T-shirt',
      'gone',
    ]);
  });

  it('names the answer and the place of a product of the shelf', () => {
    const item = (id: string) => ({ id }) as never;
    const shelf = { recommendation_id: 'r-1', items: [item('a'), item('b')] };
    expect(eventOf({ id: 'g', guest: true }, 'click', 'b', shelf)).toEqual({
      session_id: 'g',
      type: 'click',
      product_id: 'b',
      query_id: 'r-1',
      position: 2,
    });
    expect(eventOf({ id: 's', guest: false }, 'view', 'z', shelf)).toEqual({
      shopper_id: 's',
      type: 'view',
      product_id: 'z',
    });
  });

  it('counts the places that changed', () => {
    expect(countChanged(['a', 'b', 'c'], ['a', 'c', 'b'])).toBe(2);
    expect(countChanged([], ['a'])).toBe(1);
    expect(['c', 'a', 'x'].map((id, place) => moveOf(['a', 'b', 'c'], id, place))).toEqual([2, -1, null]);
  });
});
