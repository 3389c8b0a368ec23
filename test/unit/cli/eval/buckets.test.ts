import { describe, expect, test } from 'vitest';
import { byLength, byRarity } from '../../../../src/cli/eval/buckets.ts';

describe('rarity', () => {
  test('is that of the rarest word, then of the next', () => {
    const texts = ['red dress', 'red shoe', 'zuza shoe'];
    const reference = [...texts, 'red dress', 'red dress', 'red shoe'];
    // Rarest words: dress 3 and red 5; shoe 3 and red 5; zuza 1.
    expect(Object.fromEntries(byRarity(texts, reference))).toEqual({
      'red dress': 'head',
      'red shoe': 'head',
      'zuza shoe': 'tail',
    });
  });

  test('parts texts that are all of rare words', () => {
    const texts = ['aa', 'bb cc', 'dd ee ff'];
    expect([...byRarity(texts, texts).values()]).toEqual(['head', 'torso', 'tail']);
  });

  test('is measured within a language', () => {
    const texts = ['red dress', 'red shoe', 'red hat', '红色连衣裙', '红色鞋', '红色帽子'];
    const buckets = byRarity(texts, [...texts, 'red dress', '红色连衣裙', '红色连衣裙']);
    expect(buckets.get('red dress')).toBe('head');
    expect(buckets.get('红色连衣裙')).toBe('head');
  });
});

test.each([
  ['hose', 'short'],
  ['red dress', 'short'],
  ['red dress for women', 'medium'],
  ['a long red dress for tall women', 'long'],
  ['连衣裙', 'short'],
  ['红色连衣裙', 'medium'],
  ['华为手机壳不要透明的磨砂', 'long'],
  ['🎁', 'short'],
])('%s is %s', (text, length) => expect(byLength(text)).toBe(length));
