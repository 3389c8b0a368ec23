import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, test } from 'vitest';
import { NORMALISER, normaliseText } from '../../../../../src/models/drivers/onnx/normalised-text.ts';
import { createTokenizer } from '../../../../../src/models/drivers/onnx/tokenizer.ts';

// What Python's `tokenizers` 0.23 gives for the tokenizer of the pack; its offsets count code points. The text `<unk>` is left out:
// @huggingface/tokenizers has another score for that piece.
interface Fixture {
  singles: { text: string; ids: number[]; offsets: [number, number][] }[];
  pairs: { first: string; second: string; ids: number[] }[];
  truncated: { first: string; second: string | null; max: number; ids: number[] }[];
}
const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const fixture = JSON.parse(readFileSync(`${root}test/fixtures/tokenizer.json`, 'utf8')) as Fixture;
const file = `${root}infra/models/aisle-small/tokenizer.json`;

const BLANK = /^[\s\p{Cc}\u00ad\u200b-\u200f\ufeff]$/u;
/** Between bars, since some are blank. */
const ODD = (
  'a|e|红|㎏|…|ﬁ|\u0301|\u0323|\u3099|カ|ﾊ|ﾞ|\u1112|\u1161|\u11ab|ㅏ| |\u3000|\t|\0|\u200b|\ufeff|¨|👩‍👧|👍🏽|' +
  '\ud83d|\udc4d|▁|ﷺ|½|\u{1d15e}|<s>'
).split('|');
/** Letters of all kinds, and what normalising moves, joins, widens or drops. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...ODD),
    maxLength: 30,
  }),
);

describe('normaliseText', () => {
  // A library of its own kind, for its normaliser alone.
  const library = new Tokenizer(
    {
      normalizer: NORMALISER,
      model: { type: 'Unigram', unk_id: 0, vocab: [['<unk>', 0]] },
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
      added_tokens: [],
    },
    {},
  );

  test('as the library normalises, with a range of the text for every unit', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: normalised, starts, ends } = normaliseText(text);
        expect(normalised).toBe(library.normalizer?.(text.toWellFormed()));
        expect([starts.length, ends.length]).toEqual([normalised.length, normalised.length]);
        for (let i = 0; i < normalised.length; i++) {
          expect(starts[i]).toBeLessThan(ends[i] ?? 0);
          expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1] ?? 0);
          expect(ends[i]).toBeGreaterThanOrEqual(ends[i - 1] ?? 0);
          expect(ends[i]).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['5㎏ 米', '5kg 米', [0, 1, 1, 2, 3]],
    [' a  \u0000 b ', 'a b', [1, 2, 6]],
    ['cafe\u0301s', 'cafés', [0, 1, 2, 3, 5]],
    ['ﾊﾞｯｸﾞ', 'バック\u3099'.normalize('NFKC').replace('ツ', 'ッ'), [0, 2, 3]],
  ])('%j', (text, normalised, starts) => {
    const found = normaliseText(text);
    expect([found.text, [...found.starts]]).toEqual([normalised, starts]);
  });
});

describe.skipIf(!existsSync(file))('the tokenizer of the pack (skipped without infra/models/aisle-small)', () => {
  const json = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  const tokenizer = existsSync(file) ? createTokenizer(json) : null;
  const encode = (text: string): NonNullable<ReturnType<NonNullable<typeof tokenizer>['encode']>> => {
    if (tokenizer === null) throw new Error('no pack');
    return tokenizer.encode(text);
  };

  test('ids as Python gives them', () => {
    for (const { text, ids } of fixture.singles) expect([text, encode(text).ids]).toEqual([text, ids]);
    for (const { first, second, ids } of fixture.pairs) {
      expect([first, second, tokenizer?.encodePair(first, second).ids]).toEqual([first, second, ids]);
    }
  });

  test('truncated as Python truncates', () => {
    for (const { first, second, max, ids } of fixture.truncated) {
      const found = second === null ? tokenizer?.encode(first, max) : tokenizer?.encodePair(first, second, max);
      expect([first, second, max, found?.ids]).toEqual([first, second, max, ids]);
    }
  });

  test('offsets as Python gives them, wider only where characters were composed', () => {
    for (const { text, offsets } of fixture.singles) {
      const characters = [...text];
      const composed = /[\p{M}\u1100-\u11ff\u3131-\u318e\uff9e\uff9f]/u.test(text);
      const found = encode(text);
      for (const [token, range] of offsets.entries()) {
        const ours = found.offsets[token];
        if (ours == null || ours[0] === ours[1]) continue;
        let [start, end] = range;
        while (start < end && BLANK.test(characters[start] ?? '')) start += 1;
        while (end > start && BLANK.test(characters[end - 1] ?? '')) end -= 1;
        const theirs = [start, end].map((at) => characters.slice(0, at).join('').length);
        expect([text, token, composed ? theirs : ours]).toEqual([text, token, theirs]);
        expect(ours[0]).toBeLessThanOrEqual(theirs[0] ?? 0);
        expect(ours[1]).toBeGreaterThanOrEqual(theirs[1] ?? 0);
      }
    }
  });

  test('any text: offsets inside it, in order, on whole characters, over all that is not blank', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { ids, pieces, offsets } = encode(text);
        expect([pieces.length, offsets.length]).toEqual([ids.length, ids.length]);
        expect([ids[0], ids.at(-1), offsets[0], offsets.at(-1)]).toEqual([0, 2, null, null]);
        const covered = new Set<number>();
        let [lastStart, lastEnd] = [0, 0];
        for (const range of offsets) {
          if (range === null) continue;
          const [start, end] = range;
          expect(start).toBeGreaterThanOrEqual(lastStart);
          expect(end).toBeGreaterThanOrEqual(Math.max(start, lastEnd));
          expect(end).toBeLessThanOrEqual(text.length);
          for (const at of [start, end]) expect(splitsPair(text, at)).toBe(false);
          for (let i = start; i < end; i++) covered.add(i);
          [lastStart, lastEnd] = range;
        }
        const left: string[] = [];
        let at = 0;
        for (const character of text) {
          if (!covered.has(at) && normaliseText(character).text !== '') left.push(character);
          at += character.length;
        }
        expect(left).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('a tokenizer of another kind is refused, by what differs', () => {
    expect(() => createTokenizer({ ...json, normalizer: { type: 'NFC' } })).toThrow('normalizer');
    expect(() => createTokenizer({ ...json, added_tokens: [{}] })).toThrow('added tokens');
    expect(() => createTokenizer({})).toThrow('Unigram');
  });
});

function splitsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
}
