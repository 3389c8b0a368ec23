import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Inputs, Outputs, Role, Scored } from '../../../../src/models/port.ts';
import { answerCodec, type AnswerShape } from '../../../../src/models/wrappers/cache-codec.ts';
import { canonicalText } from '../../../../src/models/wrappers/cache-key.ts';

const shape: AnswerShape = { dimensions: 4, intents: 3, subIntents: 2, tags: new Set(['color', 'size']) };

const scored = <R extends Role>(output: Outputs[R]): Scored<R> => ({
  output,
  served: { path: 'gpu', degraded: false },
  cached: false,
});

/** What comes back of one answer; null when it is not believed. */
function roundTrip<R extends Role>(role: R, input: Inputs[R], output: Outputs[R]): Outputs[R] | null {
  const codec = answerCodec(role, shape);
  const [back] = codec.decode(codec.encode([scored<R>(output)]), [input]) ?? [];
  return back?.output ?? null;
}

const text = 'red  dress 10 ';
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('answers come back as they were', () => {
  test('vectors, to the bit', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 4, maxLength: 4, noNaN: true, min: 1, max: 2 }), (raw) => {
        const length = Math.hypot(...raw);
        const vector = raw.map((x) => x / length);
        expect(roundTrip('embed', { text: 'a', as: 'query' }, vector)).toEqual(vector);
      }),
    );
  });

  test('logits', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 4, maxLength: 4 }), (logits) => {
        const positive = logits.map((x) => x + 0);
        expect(roundTrip('match', { query: 'q', text: 't' }, positive)).toEqual(positive);
        const intent = { intent: positive.slice(0, 3), subIntent: positive.slice(0, 2) };
        expect(roundTrip('intent', 'q', intent)).toEqual(intent);
      }),
    );
  });

  test('spans', () => {
    const spans = [
      { name: 'color', start: 0, end: 3, confidence: 0.25 },
      { name: 'size', start: 11, end: 13, confidence: 1 },
    ];
    expect(roundTrip('tags', { text }, { spans })).toEqual({ spans });
    expect(roundTrip('tags', { text }, { spans: [] })).toEqual({ spans: [] });
  });

  test('spans of an asked name, which is not kept', () => {
    const output = { spans: [{ name: '颜色 color', start: 0, end: 3, confidence: 0.25 }], notStated: 0.125 };
    expect(roundTrip('tags', { text, name: '颜色 color' }, output)).toEqual(output);
    expect(answerCodec('tags', shape).encode([scored<'tags'>(output)])).toBe(
      '{"paths":"0","answers":[[0.125,[0,3,0.25]]]}',
    );
  });
});

describe('what is not an answer is not believed', () => {
  const span = { name: 'color', start: 0, end: 3, confidence: 0.5 };
  test.each<[string, Partial<typeof span>]>([
    ['past the end', { end: 15 }],
    ['before the start', { start: -1 }],
    ['empty', { end: 0 }],
    ['backwards', { start: 4, end: 2 }],
    ['at a fraction', { end: 2.5 }],
    ['blank at its end', { end: 4 }],
    ['blank at its start', { start: 3, end: 10 }],
    ['an unknown name', { name: 'price' }],
    ['no probability', { confidence: 1.5 }],
  ])('a span %s', (_, fault) => {
    const spans = [{ ...span, ...fault }];
    expect(roundTrip('tags', { text }, { spans })).toBeNull();
    expect(answerCodec('tags', shape).isSound(scored<'tags'>({ spans }), { text })).toBe(false);
  });

  test('tags of another kind', () => {
    expect(roundTrip('tags', { text }, { spans: [], notStated: 0.5 })).toBeNull();
    expect(roundTrip('tags', { text, name: 'x' }, { spans: [] })).toBeNull();
    expect(roundTrip('tags', { text, name: 'x' }, { spans: [], notStated: 2 })).toBeNull();
  });

  test('vectors', () => {
    const decode = (value: unknown) =>
      answerCodec('embed', shape).decode(JSON.stringify({ paths: '0', answers: [value] }), [
        { text: 'a', as: 'query' },
      ]);
    for (const vector of [
      Float32Array.of(1, 0, 0),
      Float32Array.of(1, 1, 0, 0),
      Float32Array.of(Number.NaN, 1, 0, 0),
    ]) {
      expect(roundTrip('embed', { text: 'a', as: 'query' }, vector)).toBeNull();
    }
    for (const garbage of ['', 'AAA', '%%', 'AAAAAA==', 7, null, [1, 0, 0, 0]]) expect(decode(garbage)).toBeNull();
  });

  test('any JSON at all', () => {
    fc.assert(
      fc.property(fc.json(), fc.array(fc.jsonValue(), { maxLength: 1 }), (json, answers) => {
        for (const role of ['embed', 'intent', 'tags', 'match'] as const) {
          const input = { embed: { text, as: 'query' }, intent: text, tags: { text }, match: { query: text, text } }[
            role
          ];
          const codec = answerCodec<Role>(role, shape);
          for (const value of [json, JSON.stringify({ paths: '0', answers })]) {
            const decoded = codec.decode(value, [input as Inputs[Role]]);
            for (const one of decoded ?? []) expect(codec.isSound(one, input as Inputs[Role])).toBe(true);
          }
        }
      }),
    );
  });
});

test('the canonical form of a canonical form is itself', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(' ', '\u3000', '\u0301', 'ﾞ', 'ｶ', '\ud800', '\n'),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const once = canonicalText(units.join(''));
      expect(canonicalText(once)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});
