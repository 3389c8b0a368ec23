import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { passagesOf, sentencesOf } from '../../../../src/tasks/documents/passages.ts';

test('headings part a document, and are no text of it', () => {
  expect(
    passagesOf('Before.\n\n# How long\n\n30 days.\n\n## Refunds ##\nTo your card.\n\nShipping\n----\nFree.'),
  ).toEqual([
    { heading: null, text: 'Before.' },
    { heading: 'How long', text: '30 days.' },
    { heading: 'Refunds', text: 'To your card.' },
    { heading: 'Shipping', text: 'Free.' },
  ]);
});

test('what closes a heading is no part of it, what ends its last word is', () => {
  const headingOf = (line: string) => passagesOf(`${line}\nText.`)[0]?.heading;
  expect(['# About C#', '## 退款 ##\r', '# Sizes ### ', '# #', '#\t尺码'].map(headingOf)).toEqual([
    'About C#',
    '退款',
    'Sizes',
    null,
    '尺码',
  ]);
});

test('headings are found in a document of a Windows editor, and never cut inside a character', () => {
  expect(passagesOf('# Returns\r\n\r\n30 days.\r\n\r\n退款\r\n---\r\n五天。\r\n')).toEqual([
    { heading: 'Returns', text: '30 days.' },
    { heading: '退款', text: '五天。' },
  ]);
  expect(passagesOf(`# a${'😀'.repeat(80)}\nText.`)[0]?.heading).toBe(`a${'😀'.repeat(59)}`);
});

test('a long line is read in time that grows with its length only', () => {
  const begin = performance.now();
  for (const each of [' ', '\t', '#']) {
    const line = `# a${each.repeat(99_000)}b`;
    expect(passagesOf(`${line}\nText.`)).toEqual([{ heading: line.slice(2, 122).trim(), text: 'Text.' }]);
  }
  // A few milliseconds; by trying every place to the end it takes half a minute.
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test('short paragraphs stay together, long ones are cut behind a sentence', () => {
  expect(passagesOf('一。\n\n二。').map(({ text }) => text)).toEqual(['一。\n\n二。']);
  const long = '这是一句关于退货的话，说明了需要准备的材料和时间。'.repeat(40);
  const parts = passagesOf(long);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.map(({ text }) => text).join('')).toBe(long);
  for (const { text } of parts) expect(text.endsWith('。')).toBe(true);
});

test('a rule between paragraphs is no heading, and a document of headings has no passage', () => {
  expect(passagesOf('One.\nTwo.\n---\nThree.')).toEqual([{ heading: null, text: 'One.\nTwo.\n---\nThree.' }]);
  expect(passagesOf('# A\n\n# B\n')).toEqual([]);
});

test('passages are substrings in order, of bounded length, and lose no letter', () => {
  const piece = oneof(
    string({ unit: 'binary', maxLength: 30 }),
    constantFrom('\n', '\n\n', '# 标题\n', '。', '. ', '😀'.repeat(200), 'word '.repeat(90)),
  );
  assert(
    property(array(piece, { maxLength: 30 }), (pieces) => {
      const document = pieces.join('');
      let at = 0;
      for (const { text } of passagesOf(document)) {
        const found = document.indexOf(text, at);
        expect(found).toBeGreaterThanOrEqual(at);
        expect(text.length).toBeLessThanOrEqual(360);
        at = found + text.length;
      }
    }),
  );
});

test('sentences in both languages, also of a list', () => {
  const text = 'We ship to the U.S. and Canada. It costs $4.90.\n- 满99元包邮；不满收8元！\n';
  expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'We ship to the U.S.',
    'and Canada.',
    'It costs $4.90.',
    '- 满99元包邮；',
    '不满收8元！',
  ]);
});
