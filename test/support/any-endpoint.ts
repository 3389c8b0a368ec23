import { describe, expect, test } from 'vitest';
import type { EndpointCase } from './endpoint-cases.ts';
import { answerOf, type Json, newText, problemOf, send } from './requests.ts';

/** What every scored endpoint must do alike. */
export function anyEndpoint(endpoint: EndpointCase): void {
  const { path, body, at, list, longest, most, optional, results, envelope } = endpoint;
  const ask = (texts: string[], more?: object) => send(path, body(texts, more));
  const answered = async (texts: string[], more?: object) => answerOf(await ask(texts, more), endpoint.response);
  /** The faults that a 422 names. */
  const faults = async (value: unknown) =>
    (await problemOf(await send(path, value), 422, 'validation_failed')).errors ?? [];

  describe('legal text is answered', () => {
    test.each([
      ['emoji', '👗❤️‍🔥 👩🏽‍🚀'],
      ['one emoji', '🧣'],
      ['right to left', 'فستان أحمر \u202eمقلوب\u202c'],
      ['NUL and control characters', 'red\u0000 dress\u0007\u001b[31m'],
      ['combining marks', 'e\u0301'.repeat(40)],
      ['one punctuation mark', '?'],
      ['markup', '<script>alert(1)</script> & "q" \\ \n\t'],
      ['both languages', '红色 dress 连衣裙 size M'],
      ['not in any vocabulary', '𓀀𓀁 ꙮ'],
    ])('%s', async (_, text) => {
      expect(results(await answered([text, 'dress']))).toHaveLength(2);
    });

    test('one long word at the limit', async () => {
      expect(results(await answered(['x'.repeat(longest)]))).toHaveLength(1);
    });

    test('as many code points as the limit says, of two units each', async () => {
      expect(results(await answered(['😀'.repeat(Math.min(longest, 1000))]))).toHaveLength(1);
    });
  });

  describe('what is not legal names its path and limit', () => {
    test('a text over the limit', async () => {
      const [fault] = await faults(body(['dress', 'x'.repeat(longest + 1)]));
      expect(fault).toEqual({ path: at(1), message: `must have at most ${longest} characters` });
    });

    test.each(['   ', '\n\t', '\u200b\ufeff', '\u0000', '\u3000'])('blank: %j', async (text) => {
      expect(await faults(body([text]))).toEqual([{ path: at(0), message: 'must not be blank' }]);
    });

    test.each(['a\ud800b', '\udc00', '\udc00\ud800'])('a lone surrogate: %j', async (text) => {
      const [fault] = await faults(body([text]));
      expect(fault).toEqual({ path: at(0), message: expect.stringContaining('surrogate') });
    });

    test('too many items, and none', async () => {
      const many = await faults(body(Array.from({ length: most + 1 }, () => 'a')));
      expect(many).toContainEqual({ path: list, message: `must have at most ${most} items` });
      expect(await faults(body([]))).toContainEqual({ path: list, message: 'must have at least 1 item' });
    });

    test.each([5, true, {}, 'text', { length: { toString: 1 } }])('a list that is %j', async (value) => {
      const [fault] = await faults({ ...body(['a']), [list]: value === 'text' && list === 'input' ? 7 : value });
      expect(fault?.path).toBe(list);
      expect(fault?.message).toMatch(/^must be /);
    });

    test.each([7, null, false, ['a']])('an item that is %j', async (value) => {
      const [fault] = await faults({ ...body(['a']), [list]: ['a', value].slice(1) });
      expect(fault?.path).toMatch(new RegExp(`^${list}\\.0`));
    });

    test.each([[], 'text', 5, null, true])('a body that is %j', async (value) => {
      const [fault] = await faults(value);
      expect(fault?.path).toBe('$');
    });

    test('an empty object says what is required', async () => {
      const all = await faults({});
      expect(all.map(({ message }) => message).join()).toContain('required');
    });

    test('a wrong value of an optional field', async () => {
      const [fault] = await faults(body(['a'], { [optional.name]: optional.wrong }));
      expect(fault?.path).toContain(optional.name);
    });

    test('nesting: 16 is deep enough, 17 is too deep', async () => {
      const nested = (levels: number): unknown => (levels === 1 ? [] : [nested(levels - 1)]);
      await answerOf(await send(path, { ...body(['a']), extra: nested(15) }), endpoint.response);
      expect(await faults({ ...body(['a']), extra: nested(16) })).toEqual([
        { path: '$', message: 'must be nested at most 16 deep' },
      ]);
    });
  });

  test('null and "" count as absent', async () => {
    const plain = await answered(['linen shirt']);
    for (const value of [null, '']) {
      const same = await answered(['linen shirt'], { [optional.name]: value });
      expect(results(same)).toEqual(results(plain));
      expect(envelope(same).warnings).toBeUndefined();
    }
  });

  test('unknown fields are ignored and listed', async () => {
    const more = { extra: { deep: [1] }, toString: 1, constructor: null };
    const answer = await answered(['linen shirt'], more);
    expect(envelope(answer).warnings).toEqual([endpoint.extra, endpoint.extra.replace('extra', 'toString')]);
    const raw = JSON.stringify(body(['linen shirt'])).replace(/^\{/, '{"__proto__": {"polluted": 1}, ');
    const proto = await answerOf(await send(path, null, { raw }), endpoint.response);
    expect(envelope(proto).warnings).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('every item is answered once, in order, and counted; doubles too', async () => {
    const texts = [newText(), newText('耳机'), 'red dress', 'red dress'];
    const answer = await answered(texts);
    expect(results(answer)).toHaveLength(4);
    expect(envelope(answer).usage).toEqual({ units: 4 });
    // From the cache, since a batch pads its texts and so changes the last digits.
    const alone = await Promise.all(texts.map(async (text) => results(await answered([text]))[0]));
    const content = (item: Record<string, unknown>): unknown => ({ ...item, index: 0 });
    const sort = (items: Json[]): Json[] =>
      path.endsWith('rerank')
        ? items.toSorted((a, b) => Number(b['relevance_score']) - Number(a['relevance_score']))
        : items;
    expect(sort(results(answer)).map(content)).toEqual(sort(alone).map(content));
  });

  test('served by the model, not degraded', async () => {
    const answer = await answered([newText()]);
    expect(envelope(answer).served_by).toEqual({ path: 'onnx', degraded: false });
  });

  test('the cache: a miss, a hit, part of it, and past it', async () => {
    const [one, two] = [newText(), newText()];
    const status = async (texts: string[], headers = {}) => {
      const response = await send(path, body(texts), { headers });
      await answerOf(response, endpoint.response);
      return response.headers.get('cache-status');
    };
    expect(await status([one])).toBe('aisle; fwd=miss');
    expect(await status([one])).toBe('aisle; hit');
    expect(await status([one, two])).toBe('aisle; fwd=partial');
    expect(await status([two, one])).toBe('aisle; hit');
    expect(await status([two, one], { 'cache-control': 'no-cache' })).toBe('aisle; fwd=miss');
    // Another shop never learns from a hit what this one asked.
    expect(await status([one], { authorization: 'Bearer other-key' })).toBe('aisle; fwd=miss');
  });

  test.runIf(endpoint.ids)('ids come back as sent, doubles and odd ones too', async () => {
    for (const id of ['same', 'ид/../1\u0000', '🧣', 'x'.repeat(200)]) {
      const [first] = results(await answered(['dress', 'shirt'], { id }));
      expect(first.id).toBe(id);
    }
  });
}
