import { FAKE_SIZE, FAKE_TAGS } from './fake-pack.ts';

/** A token of the fake tokenizer: offsets in UTF-16 units, null for the two special ones. */
export interface FakeToken {
  id: number;
  text: string;
  offsets: [number, number] | null;
}

/** Which tag each known piece has; others are `O`. */
const LEXICON: Readonly<Record<string, string>> = {
  nike: 'B-brand',
  under: 'B-brand',
  armour: 'I-brand',
  red: 'B-color',
  红: 'B-color',
  色: 'I-color',
};

/** Words, single Chinese characters and single other characters, between `<s>` and `</s>`. A pair has two `</s>` between. */
export function fakeTokens(input: string | readonly [string, string]): FakeToken[] {
  const special = (id: number, text: string): FakeToken => ({ id, text, offsets: null });
  const words = (text: string): FakeToken[] =>
    [...text.matchAll(/[\p{Script=Latin}\p{N}]+|[^\s]/gu)].map((found) => ({
      id: 10 + (hash(found[0]) % 1000),
      text: found[0],
      offsets: [found.index, found.index + found[0].length],
    }));
  if (typeof input === 'string') return [special(0, '<s>'), ...words(input), special(2, '</s>')];
  const [first, second] = input;
  return [...fakeTokens(first), special(2, '</s>'), ...words(second), special(2, '</s>')];
}

/** A unit vector that is a function of the text. */
export function fakeVector(text: string): number[] {
  const raw = Array.from({ length: FAKE_SIZE }, (_, i) => (hash(`${i}|${text}`) % 2001) / 1000 - 1);
  const length = Math.hypot(...raw);
  return raw.map((x) => x / length);
}

/** The one-hot vector of a token's tag. */
export function fakeTokenVector({ text, offsets }: FakeToken): number[] {
  const tag = offsets === null ? 'O' : (LEXICON[text.toLowerCase()] ?? 'O');
  return Array.from({ length: FAKE_SIZE }, (_, i) => (i === FAKE_TAGS.indexOf(tag) ? 1 : 0));
}

/** The mean of a text's token vectors, special tokens included; with `unit`, of length one. */
export function fakeMean(text: string, unit: boolean): number[] {
  const vectors = fakeTokens(text).map(fakeTokenVector);
  const mean = Array.from(
    { length: FAKE_SIZE },
    (_, i) => vectors.reduce((sum, v) => sum + (v[i] ?? 0), 0) / vectors.length,
  );
  const length = unit ? Math.hypot(...mean) : 1;
  return mean.map((x) => x / length);
}

/** Four logits: the more of the query's words the text has, the more exact. */
export function fakeLogits(query: string, text: string): number[] {
  const has = new Set(fakeTokens(text.toLowerCase()).map((token) => token.text));
  const words = fakeTokens(query.toLowerCase()).filter(({ offsets }) => offsets !== null);
  const share = words.filter((word) => has.has(word.text)).length / Math.max(1, words.length);
  return [4 * share, 2 * share - 0.5, 0.25, 2 - 4 * share];
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let state = 0x81_1c_9d_c5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01_00_01_93) >>> 0;
  return state;
}
