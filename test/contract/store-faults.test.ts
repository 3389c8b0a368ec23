import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { fakeApp } from '../support/fake-app.ts';
import { type FakeTei, startFakeTei } from '../support/fake-tei.ts';
import { answerOf, newText, send } from '../support/requests.ts';

let tei: FakeTei;
beforeAll(async () => {
  tei = await startFakeTei({ token: 'upstream-token' });
});
afterAll(() => tei.stop());

/** A store that can be read and changed by hand. */
class OpenStore implements Store {
  readonly entries = new Map<string, string>();
  async get(key: string): Promise<string | null> {
    return this.entries.get(key) ?? null;
  }
  async put(key: string, value: string): Promise<void> {
    this.entries.set(key, value);
  }
}

const never = new Promise<never>(() => {});
const full = (): never => {
  throw new Error('database or disk is full');
};

/** Numbers in an entry; those of vectors are in base64. */
const NUMBERS = /-?\d+\.\d+|"[\w+/=]{16,}"/g;

const BAD_STORES: readonly [string, Store][] = [
  ['rejects', { get: async () => full(), put: async () => full() }],
  ['throws at once', { get: full, put: full }],
  ['never answers', { get: () => never, put: () => never }],
  ['has garbage for everything', { get: async () => '\u0000{', put: async () => {} }],
  ['has another kind of value', { get: async () => 7 as unknown as string, put: async () => {} }],
];

describe.each(Object.values(CASES))('$path', ({ path, body, response, results }) => {
  const ask = async (app: Awaited<ReturnType<typeof fakeApp>>, texts: string[]) => {
    const answer = await send(path, body(texts), {}, app.fetch);
    const items: unknown = results(await answerOf(answer, response));
    // A store that never answers is not waited for.
    await Promise.race([app.settled(), new Promise((resolve) => setTimeout(resolve, 20))]);
    return { cache: answer.headers.get('cache-status'), items };
  };

  test.each(BAD_STORES)('a store that %s fails no request', async (_, store) => {
    const texts = [newText('nike red'), newText('红色')];
    const good = await ask(await fakeApp(tei), texts);
    const app = await fakeApp(tei, store);
    expect(await ask(app, texts)).toEqual(good);
    expect(await ask(app, texts)).toEqual({ cache: 'aisle; hit', items: good.items });
    expect(app.defects).toEqual([]);
  });

  test('what the store has is found by another process', async () => {
    const store = new OpenStore();
    const texts = [newText('nike red')];
    const first = await ask(await fakeApp(tei, store), texts);
    expect(first.cache).toBe('aisle; fwd=miss');
    tei.requests.length = 0;
    expect(await ask(await fakeApp(tei, store), texts)).toEqual({ cache: 'aisle; hit', items: first.items });
    expect(tei.requests).toEqual([]);
  });

  test.each<[string, (value: string) => string]>([
    ['cut off', (value) => value.slice(0, -2)],
    ['of no answers', () => '{"paths":"","answers":[]}'],
    ['with numbers that are none', (value) => value.replaceAll(NUMBERS, 'null')],
    ['with numbers out of bounds', (value) => value.replaceAll(NUMBERS, '1e999')],
    ['of another shape', () => JSON.stringify({ paths: '0', answers: [{ intent: 'x' }] })],
    ['from a path that is none', (value) => value.replace('"paths":"0', '"paths":"9')],
    ['of a vector too short', () => JSON.stringify({ paths: '0', answers: [btoa('\u0000\u0000\u0080\u003f')] })],
  ])('entries %s are misses', async (_, poison) => {
    const store = new OpenStore();
    const texts = [newText('nike red')];
    const first = await ask(await fakeApp(tei, store), texts);
    expect(store.entries.size).toBeGreaterThan(0);
    for (const [key, value] of store.entries) store.entries.set(key, poison(value));
    expect(await ask(await fakeApp(tei, store), texts)).toEqual(first);
  });

  test('keys are hashes, and values hold no text', async () => {
    const store = new OpenStore();
    await ask(await fakeApp(tei, store), ['nike secretwish', '红色 秘密愿望']);
    for (const [key, value] of store.entries) {
      expect(key).toMatch(/^[\da-f]{64}$/);
      expect(value).not.toMatch(/secretwish|秘密愿望|nike|红/);
    }
  });
});
