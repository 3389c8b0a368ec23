import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../src/core/fold-text.ts';
import { INTENTS, SUB_INTENTS } from '../../../src/core/intent.ts';
import { detectLanguage } from '../../../src/core/language.ts';
import { stemWord, tokenizeWords } from '../../../src/core/tokenize-words.ts';

describe('foldText', () => {
  it.each([
    ['ＡＢＣ１２　￥', 'abc12 ¥'],
    ['300塊以內', '300块以内'],
    ['10–20×5', '10-20x5'],
    ['İ', 'İ'],
  ])('%s', (text, folded) => expect(foldText(text)).toBe(folded));

  it('keeps every offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(text)).toHaveLength(text.length);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (unit) => {
        expect(foldText(String.fromCharCode(unit))).toHaveLength(1);
      }),
    );
  });
});

describe('detectLanguage', () => {
  it.each([
    ['red dress', 'en'],
    ['iphone手机壳', 'zh'],
    ['连衣裙', 'zh'],
    ['apple watch series 9 strap 表', 'en'],
    ['スニーカー', 'zh'],
    ['12345', 'en'],
    ['', 'en'],
    ['🙂\ud800', 'en'],
  ])('%s', (text, language) => expect(detectLanguage(text)).toBe(language));
});

describe('tokenizeWords', () => {
  it('stems English and gives characters and bigrams of Chinese', () => {
    expect(tokenizeWords('Red DRESSES 手机壳').map((token) => token.text)).toEqual([
      'red',
      'dress',
      '手',
      '手机',
      '机',
      '机壳',
      '壳',
    ]);
    expect(tokenizeWords('')).toEqual([]);
  });

  it.each([
    ['shoes', 'shoe'],
    ['batteries', 'battery'],
    ['boxes', 'box'],
    ['watches', 'watch'],
    ['glass', 'glass'],
    ['bus', 'bus'],
    ['plus', 'plus'],
  ])('%s → %s', (word, stem) => expect(stemWord(word)).toBe(stem));

  it('gives offsets of what it read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const token of tokenizeWords(text)) {
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(stemWord(foldText(text.slice(token.start, token.end)))).toBe(token.text);
        }
      }),
    );
  });
});

describe('intents', () => {
  it('are 12, with 27 sub-intents of four of them', () => {
    expect(INTENTS).toHaveLength(12);
    expect(Object.keys(SUB_INTENTS)).toHaveLength(27);
    expect(Object.values(SUB_INTENTS).filter((intent) => intent === 'account_payment')).toHaveLength(13);
  });
});
