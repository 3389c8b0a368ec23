import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../../../../src/ranking/claims/sentences.ts';
import { SentenceStream } from '../../../../src/tasks/assist/sentence-stream.ts';

/** The sentences of a text that comes in these pieces. */
function read(pieces: readonly string[]) {
  const stream = new SentenceStream();
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
}

test.each<[string, string, [string, string[]][]]>([
  [
    'sources before and behind the full stop',
    'It holds 1.7 L [product:k1]. It is black. [product:k1, order] Hello!',
    [
      ['It holds 1.7 L.', ['product:k1']],
      ['It is black.', ['product:k1', 'order']],
      ['Hello!', []],
    ],
  ],
  [
    'Chinese, with brackets of its own',
    '保温12小时【product:c1】。可以退货。[document:returns#0]您好',
    [
      ['保温12小时。', ['product:c1']],
      ['可以退货。', ['document:returns#0']],
    ],
  ],
  [
    'a list',
    '1. **Kettle**, $5 [product:a]\n2. Cup, $6 [product:b]\n- Lid [product:c]',
    [
      ['Kettle, $5', ['product:a']],
      ['Cup, $6', ['product:b']],
      ['Lid', ['product:c']],
    ],
  ],
  [
    'no end inside a number or before small letters',
    'About 1.5 kg, approx. two hands, max.  three.',
    [['About 1.5 kg, approx. two hands, max. three.', []]],
  ],
  ['what is broken off is none', 'All good. The second', [['All good.', []]]],
  ['marks alone are none', '***\n---\n…', []],
])('%s', (_, text, expected) => {
  expect(read([text]).map((sentence) => [sentence.text, sentence.sources])).toEqual(expected);
});

describe('for any text', () => {
  const parts = fc.array(
    fc.constantFrom(
      'It costs $1.50',
      '.',
      ' ',
      '!',
      '。',
      '\n',
      '[product:k1]',
      '[order',
      ']',
      '【document:a#0】',
      'e.g. two',
      '2.',
      '-',
      '您好',
      '？',
    ),
    { maxLength: 30 },
  );

  test('the sentences are those of the whole, however it is cut', () => {
    fc.assert(
      fc.property(parts, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (words, lengths) => {
        const text = words.join('');
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 1) {
          pieces.push(text.slice(at, at + (lengths.next().value ?? 1)));
        }
        expect(read(pieces)).toEqual(read([text]));
      }),
    );
  });

  test('a bracket behind a full stop waits for what follows it', () => {
    const whole = '[product:k1] It costs $1.50.]It is black. It holds 1.7 L.';
    expect(read([whole.slice(0, 29), whole.slice(29)])).toEqual(read([whole]));
  });

  test('nothing is lost when a text is cut into sentences', () => {
    fc.assert(
      fc.property(parts, (words) => {
        const text = words.join('');
        expect(sentencesOf(text).join('')).toBe(text);
      }),
    );
  });

  test('a text without end is not kept', () => {
    const stream = new SentenceStream();
    for (let i = 0; i < 1_000; i++) expect(stream.push('and on and on ')).toEqual([]);
    expect(stream.end()).toEqual([]);
  });
});
