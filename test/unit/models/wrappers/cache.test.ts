import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../../src/core/store.ts';
import type { Role, Scored } from '../../../../src/models/port.ts';
import { cache, type CacheOptions } from '../../../../src/models/wrappers/cache.ts';
import type { AnswerShape } from '../../../../src/models/wrappers/cache-codec.ts';
import { LruCache } from '../../../../src/state/store/lru-cache.ts';
import { memoryStore } from '../../../../src/state/store/memory.ts';
import { codeOf, type FakeCall, fakeCall, fakeIntent, fakeModel, type FakeOptions, wait } from './fake-model.ts';

const shape: AnswerShape = { dimensions: 2, intents: 2, subIntents: 1, tags: new Set(['color']) };

const memory = (entries = 1_000): LruCache<Scored<Role>> => new LruCache({ entries, bytes: 1_000_000 });

const secret = async (account: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(account), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

/** A store that tells what it was asked. */
function spyStore(inner: Store = memoryStore()) {
  const spy = {
    gets: 0,
    entries: new Map<string, string>(),
    async get(key: string) {
      spy.gets += 1;
      return spy.entries.get(key) ?? inner.get(key);
    },
    async put(key: string, value: string, ttl: number) {
      spy.entries.set(key, value);
      await inner.put(key, value, ttl);
    },
  };
  return spy;
}

function harness(options: Partial<CacheOptions> = {}, fake: Partial<FakeOptions<'intent'>> = {}) {
  const inner = fakeIntent(fake);
  const defaults = { memory: memory(), secret, revision: 'r1', shape };
  const model = cache(inner, { ...defaults, ...options });
  /** The same behind another memory, as another machine would have it. */
  const elsewhere = cache(inner, { ...defaults, ...options, memory: memory() });
  const ask = async (texts: string[], call: FakeCall = fakeCall(), of = model) => {
    const answers = await of.run(texts, call);
    await Promise.all(call.deferred);
    return answers;
  };
  return { inner, model, elsewhere, ask };
}

const sent = (inner: { asked: { inputs: unknown[] }[] }): unknown[][] => inner.asked.map(({ inputs }) => inputs);

describe('cache in memory', () => {
  test('sends what it does not know, each once, and merges in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.stringMatching(/^[a-f]{1,3}$/))),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (calls, entries, singleFlight) => {
          const { inner, ask } = harness({ memory: memory(entries), singleFlight });
          for (const texts of calls) {
            const before = inner.asked.length;
            const answers = await ask(texts);
            expect(answers.map(({ output }) => output.intent[0])).toEqual(texts.map((text) => text.length));
            const asked = inner.asked.slice(before).flatMap(({ inputs }) => inputs);
            expect(new Set(asked).size).toBe(asked.length);
            expect(answers.map(({ cached }) => cached)).toEqual(texts.map((text) => !asked.includes(text)));
          }
        },
      ),
    );
  });

  test('a batch with known texts sends only the others', async () => {
    const { inner, ask } = harness();
    const known = Array.from({ length: 30 }, (_, i) => `known ${i}`);
    await ask(known);
    const answers = await ask(['new b', ...known, 'new a']);
    expect(sent(inner)[1]).toEqual(['new a', 'new b']);
    expect(answers.filter(({ cached }) => cached)).toHaveLength(30);
  });

  test('texts in another form are the same text', async () => {
    const { inner, ask } = harness();
    await ask(['red  dress', 'red dress', ' red\u3000dress ']);
    const [answer] = await ask(['ｒｅｄ dress']);
    const [again] = await ask(['ｒｅｄ dress']);
    expect([answer?.cached, again?.cached]).toEqual([true, true]);
    expect(sent(inner)).toEqual([['red  dress']]);
    expect((await ask(['Red dress']))[0]?.cached).toBe(false);
  });

  test('tags are known by the exact text and the name', async () => {
    const inner = fakeModel({
      role: 'tags',
      answer: ({ name }) => (name === undefined ? { spans: [] } : { spans: [], notStated: 0.5 }),
    });
    const model = cache(inner, { memory: memory(), secret, revision: 'r1', shape });
    const inputs = [{ text: 'a b' }, { text: 'a  b' }, { text: 'a b', name: 'x' }, { text: 'b', name: 'a ' }];
    await model.run([...inputs, ...inputs], fakeCall());
    expect(inner.asked[0]?.inputs.toSorted()).toHaveLength(4);
    expect((await model.run(inputs, fakeCall())).every(({ cached }) => cached)).toBe(true);
  });

  test('where one text ends and the next begins matters, and what the text is to the encoder', async () => {
    const match = fakeModel({ role: 'match', answer: () => [1, 2, 3, 4] });
    const embed = fakeModel({ role: 'embed', answer: () => Float32Array.of(0.6, 0.8) });
    const options = { memory: memory(), secret, revision: 'r1', shape };
    await cache(match, options).run(
      [
        { query: 'a', text: 'bc' },
        { query: 'ab', text: 'c' },
      ],
      fakeCall(),
    );
    await cache(embed, options).run(
      [
        { text: 'a', as: 'query' },
        { text: 'a', as: 'document' },
      ],
      fakeCall(),
    );
    expect([match.asked[0]?.inputs.length, embed.asked[0]?.inputs.length]).toEqual([2, 2]);
  });

  test('accounts, roles and revisions are apart', async () => {
    const store = spyStore();
    const one = memory();
    const { inner, ask } = harness({ memory: one, store });
    await ask(['abc']);
    expect((await ask(['abc'], fakeCall({ account: 'other' })))[0]?.cached).toBe(false);
    const newer = cache(inner, { memory: one, secret, revision: 'r2', store, shape });
    expect((await ask(['abc'], fakeCall(), newer))[0]?.cached).toBe(false);
    expect(new Set(store.entries.keys()).size).toBe(3);
  });

  test('a hit keeps its path and loses the reason of the day', async () => {
    const inner = fakeIntent();
    const passedOver = {
      ...inner,
      run: async (...args: Parameters<typeof inner.run>) =>
        (await inner.run(...args)).map((one) => ({
          ...one,
          served: { ...one.served, reason: 'gpu: upstream_timeout' },
        })),
    };
    const model = cache(passedOver, { memory: memory(), secret, revision: 'r1', shape });
    expect((await model.run(['a'], fakeCall()))[0]?.served.reason).toBe('gpu: upstream_timeout');
    expect((await model.run(['a'], fakeCall()))[0]).toMatchObject({
      served: { path: 'onnx', degraded: false },
      cached: true,
    });
    expect((await model.run(['a'], fakeCall()))[0]?.served.reason).toBeUndefined();
  });

  test('nothing degraded and nothing unsound is kept', async () => {
    const store = spyStore();
    const degraded = harness({ store }, { path: 'lexical' });
    const unsound = harness({ store }, { answer: () => ({ intent: [Number.NaN, 0], subIntent: [0] }) });
    for (const { ask } of [degraded, unsound]) {
      await ask(['a']);
      expect((await ask(['a']))[0]?.cached).toBe(false);
    }
    expect(store.entries.size).toBe(0);
  });

  test('one unsound answer leaves the others in memory, and the store without an entry', async () => {
    const store = spyStore();
    const { ask } = harness({ store }, { answer: (text) => ({ intent: [text.length], subIntent: [0] }) });
    await ask(['a', 'b']);
    expect(store.entries.size).toBe(0);
  });

  test('a fresh call reads nothing, and writes', async () => {
    const store = spyStore();
    const { inner, ask, elsewhere } = harness({ store, singleFlight: true });
    await ask(['a']);
    expect((await ask(['a', 'a'], fakeCall({ fresh: true }))).map(({ cached }) => cached)).toEqual([false, false]);
    expect(sent(inner)).toEqual([['a'], ['a']]);
    expect(store.gets).toBe(1);
    await ask(['b'], fakeCall({ fresh: true }));
    expect((await ask(['b']))[0]?.cached).toBe(true);
    expect((await ask(['b'], fakeCall(), elsewhere))[0]?.cached).toBe(true);
  });

  test('an error is thrown as it is, and an answer of another length is invalid', async () => {
    const { inner, ask } = harness({}, { steps: ['upstream_overloaded', 'ok'] });
    expect(await codeOf(ask(['a']))).toBe('upstream_overloaded');
    const short = cache({ ...inner, run: async () => [] }, { memory: memory(), secret, revision: 'r1', shape });
    expect(await codeOf(ask(['a'], fakeCall(), short))).toBe('upstream_invalid');
  });
});

describe('cache in a store', () => {
  test('one entry a call, for what was missing, in any order; it holds no text', async () => {
    const store = spyStore();
    const { inner, ask, elsewhere } = harness({ store });
    await ask(['known']);
    await ask(['known', '红色 dress', 'blue']);
    expect(store.entries.size).toBe(2);
    for (const [key, value] of store.entries) {
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(value).not.toMatch(/known|dress|blue|shop/);
    }
    const call = fakeCall();
    const answers = await ask(['blue', '红色 dress'], call, elsewhere);
    expect(answers).toMatchObject([
      { output: { intent: [4, 0] }, served: { path: 'onnx', degraded: false }, cached: true },
      { output: { intent: [8, 0] }, cached: true },
    ]);
    expect(inner.asked).toHaveLength(2);
    expect(call.stages.cache?.length).toBeGreaterThan(0);
    await ask(['blue'], fakeCall(), elsewhere);
    expect(store.gets).toBe(3);
  });

  test('writes after the answer', async () => {
    let written = false;
    const store: Store = {
      get: async () => null,
      put: async () => {
        await wait(20);
        written = true;
      },
    };
    const { model } = harness({ store });
    const call = fakeCall();
    await model.run(['a'], call);
    expect(written).toBe(false);
    await Promise.all(call.deferred);
    expect(written).toBe(true);
  });

  test('the secret decides the name', async () => {
    const store = spyStore();
    const { ask } = harness({ store, secret: () => secret('one') });
    const other = harness({ store, secret: () => secret('two') });
    await ask(['a']);
    await other.ask(['a']);
    expect(store.entries.size).toBe(2);
  });

  test.each([
    ['no JSON', '}{'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['no answers', '{"paths":"1"}'],
    ['another length', '{"paths":"11","answers":[[[1,2],[0]],[[1,2],[0]]]}'],
    ['another number of answers', '{"paths":"1","answers":[]}'],
    ['an unknown path', '{"paths":"7","answers":[[[1,2],[0]]]}'],
    ['a path that is none', '{"paths":"x","answers":[[[1,2],[0]]]}'],
    ['too few logits', '{"paths":"1","answers":[[[1],[0]]]}'],
    ['text for logits', '{"paths":"1","answers":[[["1","2"],[0]]]}'],
    ['null for a logit', '{"paths":"1","answers":[[[null,2],[0]]]}'],
  ])('%s in the store is a miss, and is written over', async (_, garbage) => {
    const store = spyStore();
    const { ask, elsewhere } = harness({ store });
    await ask(['abc']);
    for (const key of store.entries.keys()) store.entries.set(key, garbage);
    expect((await ask(['abc'], fakeCall(), elsewhere))[0]).toMatchObject({ output: { intent: [3, 0] }, cached: false });
    expect([...store.entries.values()]).toEqual(['{"paths":"1","answers":[[[3,0],[0]]]}']);
  });

  test('a failing store, or secret, is a miss', async () => {
    const down = async (): Promise<never> => {
      throw new Error('down');
    };
    for (const options of [{ store: { get: down, put: down } }, { store: memoryStore(), secret: down }]) {
      const { ask } = harness(options);
      expect(await ask(['a'])).toHaveLength(1);
      expect((await ask(['a']))[0]?.cached).toBe(true);
    }
  });

  test('a slow store is waited for a while, less when time is short, and left alone after a few times', async () => {
    let gets = 0;
    const store: Store = {
      get: () => {
        gets += 1;
        return new Promise(() => {});
      },
      put: async () => undefined,
    };
    const { ask } = harness({ store });
    const times: number[] = [];
    for (const [text, due] of [
      ['a', 2_000],
      ['b', 80],
      ['c', 2_000],
      ['d', 2_000],
    ] as const) {
      const start = performance.now();
      await ask([text], fakeCall({ in: due }));
      times.push(performance.now() - start);
    }
    expect(times[0]).toBeGreaterThan(45);
    expect(times[0]).toBeLessThan(150);
    expect(times[1]).toBeLessThan(times[0] ?? 0);
    expect(times[3]).toBeLessThan(40);
    expect(gets).toBe(3);
  });
});

describe('single flight', () => {
  const slow = { steps: [{ after: 40 }] };

  test('concurrent calls share a run, item by item', async () => {
    const { inner, ask } = harness({ singleFlight: true }, slow);
    const second = fakeCall();
    const [a, b, c] = await Promise.all([ask(['x', 'y']), ask(['y', 'z', 'x'], second), ask(['y'])]);
    expect(sent(inner)).toEqual([['x', 'y'], ['z']]);
    expect([a, b, c].map((answers) => answers.length)).toEqual([2, 3, 1]);
    expect(b.map(({ output }) => output.intent[0])).toEqual([1, 1, 1]);
  });

  test('without it they do not', async () => {
    const { inner, ask } = harness({}, slow);
    await Promise.all([ask(['x']), ask(['x'])]);
    expect(inner.asked).toHaveLength(2);
  });

  test('a run outlives the caller who started it, and ends with the last', async () => {
    const { inner, ask } = harness({ singleFlight: true }, slow);
    const [first, second] = [fakeCall(), fakeCall()];
    const outcomes = [codeOf(ask(['x'], first)), ask(['x'], second)] as const;
    await wait(10);
    first.leave();
    expect(await outcomes[0]).toBe('model_unavailable');
    expect((await outcomes[1])[0]?.output.intent[0]).toBe(1);
    expect(inner.aborted).toBe(0);

    const lonely = [fakeCall(), fakeCall()] as const;
    const left = lonely.map((call) => codeOf(ask(['other'], call)));
    await wait(10);
    for (const call of lonely) call.leave();
    expect(await Promise.all(left)).toEqual(['model_unavailable', 'model_unavailable']);
    expect(inner.aborted).toBe(1);
  });

  test('accounts do not share, and a failure is shared but not kept', async () => {
    const { inner, ask } = harness(
      { singleFlight: true },
      { steps: [{ after: 20, next: 'upstream_overloaded' }, { after: 20 }] },
    );
    const failing = [codeOf(ask(['x'])), codeOf(ask(['x']))];
    const other = ask(['x'], fakeCall({ account: 'other' }));
    expect(await Promise.all(failing)).toEqual(['upstream_overloaded', 'upstream_overloaded']);
    expect(await other).toHaveLength(1);
    expect(inner.asked).toHaveLength(2);
    expect(await ask(['x'])).toHaveLength(1);
  });

  test("another caller's short deadline is not joined, and one's own holds", async () => {
    const { inner, ask } = harness({ singleFlight: true }, { steps: [{ after: 150 }] });
    const hasty = codeOf(ask(['x'], fakeCall({ in: 50 })));
    const patient = ask(['x'], fakeCall({ in: 2_000 }));
    const start = performance.now();
    expect(await hasty).toBe('deadline_exceeded');
    expect(performance.now() - start).toBeLessThan(140);
    expect(await patient).toHaveLength(1);
    expect(inner.asked).toHaveLength(2);
    expect(inner.aborted).toBe(1);
  });

  test('time that ran out for another is tried again', async () => {
    const { inner, ask } = harness({ singleFlight: true }, { steps: [{ after: 60, next: 'deadline_exceeded' }, 'ok'] });
    const first = codeOf(ask(['x'], fakeCall({ in: 1_600 })));
    expect((await ask(['x'], fakeCall({ in: 2_000 })))[0]?.output.intent[0]).toBe(1);
    expect(await first).toBe('deadline_exceeded');
    expect(inner.asked).toHaveLength(2);
  });

  test('one run is counted to each caller once', async () => {
    const { ask } = harness({ singleFlight: true }, slow);
    const [first, second] = [fakeCall(), fakeCall()];
    await Promise.all([ask(['x'], first), ask(['x'], second)]);
    expect(first.stages.model).toBeUndefined();
    expect(second.stages.model).toHaveLength(1);
  });
});
