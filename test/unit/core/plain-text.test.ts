import { expect, test } from 'vitest';
import { blankTags, plainText } from '../../../src/core/plain-text.ts';

test.each([
  ['<p>Soft &amp; warm<br/>wool</p>', ' Soft & warm wool '],
  ['a < b and b > c', 'a < b and b > c'],
  ['<script>let x = "<p>";</script>lamp<!-- <b> -->s', '  lamp s'],
  ['caf&eacute; &#39;s &#x5b9d;', "café 's 宝"],
  ['&unknown; &#0;', '&unknown;  '],
  ['<script>İ İ İ</SCRIPT>lamp', '  lamp'],
  ['plain', 'plain'],
])('the text of %j is %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});

test('unclosed HTML of a megabyte takes no time', () => {
  const began = performance.now();
  plainText('<a '.repeat(350_000));
  plainText('<script>'.repeat(120_000));
  expect(performance.now() - began).toBeLessThan(20_000);
});

test('blanked tags leave every place what it was', () => {
  const html = '<p>Soft <!-- <b> --><b>wool</b></p><STYLE>İ { }</style >a < b';
  const blank = blankTags(html);
  expect(blank).toHaveLength(html.length);
  expect(blank.replaceAll(/\s+/g, ' ').trim()).toBe('Soft wool a < b');
  expect(blank.indexOf('wool')).toBe(html.indexOf('wool'));
});
