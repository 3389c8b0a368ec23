import { expect, test } from 'vitest';
import { pinyinOf, soundsAlike } from '../../../../../src/state/catalog/retrieval/pinyin.ts';

test.each([
  ['红色连衣裙', 'hongselianyiqun'],
  ['绿茶', 'lvcha'],
  ['女装', 'nvzhuang'],
  ['瑜伽垫', 'yujiadian'],
  ['啊', 'a'],
  ['座', 'zuo'],
  ['还', 'hai'],
  ['iphone手机壳', 'iphoneshoujike'],
  ['にほん', 'にほん'],
])('%s sounds %s', (text, sound) => {
  expect(pinyinOf(text)).toBe(sound);
});

test.each([
  ['衣', '依', true],
  ['口', '可', true],
  ['生', '身', true],
  ['块', '灵', false],
  ['衣', 'x', false],
  ['衣', '龘', false],
])('%s and %s sound alike: %s', (one, other, alike) => {
  expect(soundsAlike(one, other)).toBe(alike);
});
