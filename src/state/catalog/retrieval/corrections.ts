import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import type { Doclists } from './doclists.ts';
import { pinyinOf } from './pinyin.ts';
import { phraseOf, type QueryWord } from './query-words.ts';
import { isStopWord } from './stop-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where words are looked up. */
export interface CorrectionTables {
  doclists: Doclists;
  vocabulary: Vocabulary;
}

/** A word found in so few products may be an error of the shop's own, when another so many times more common is close. */
const RARE = 2;
const TIMES = 50;
const SHORTEST = 4;
/** Letters of a word above which two edits are allowed. */
const SHORT = 7;
const CANDIDATES = 8;
/** Letters of each part of a word that lacks a space. */
const SHORTEST_PART = 3;
/** Characters of a Chinese word. */
const LONGEST_HAN = 6;
/** Chinese words without those characters that make no names: 发霉的 is not 美的, nor 不入耳 半入耳. */
const MENDABLE = /^(?:(?![的了和与及或在是不能会要有用])[\u3400-\u9fff])+$/;

/**
 * Mends the words of a folded query that the catalogue (nearly) never has: Latin ones by edits or a missing space, Chinese ones by their
 * sound or one character. Numbers, words with digits and words of the word lists stay. Null when nothing is to mend.
 */
export function corrected(folded: string, words: readonly QueryWord[], tables: CorrectionTables): string | null {
  let text = '';
  let done = 0;
  for (const word of words) {
    if (word.start < done) continue;
    const better =
      word.kind === 'word' ? mendLatin(word, tables) : word.kind === 'han' ? mendHan(folded, word, tables) : null;
    if (better === null || better.start < done) continue;
    text += folded.slice(done, better.start) + better.text;
    done = better.end;
  }
  return done === 0 ? null : text + folded.slice(done);
}

/** What takes the place of a stretch of the query. */
interface Mended {
  text: string;
  start: number;
  end: number;
}

function mendLatin(word: QueryWord, { doclists, vocabulary }: CorrectionTables): Mended | null {
  const { text, start, end } = word;
  if (text.length < SHORTEST || isStopWord(text) || isKnown(text)) return null;
  const own = Math.max(...word.forms.map(({ phrase }) => found(doclists, phrase)));
  if (own > RARE) return null;
  const enough = own === 0 ? 1 : own * TIMES;
  const [near] = vocabulary
    .near(text, text.length > SHORT ? 2 : 1, CANDIDATES)
    .map((candidate) => ({ ...candidate, products: found(doclists, phraseOf(candidate.word)) }))
    .filter(({ products }) => products >= enough)
    .toSorted((one, other) => one.edits - other.edits || other.products - one.products);
  const apart = own > 0 ? null : mostFound(splits(text), doclists);
  const better = apart === null || (near !== undefined && near.products >= apart.products) ? near?.word : apart.text;
  return better === undefined ? null : { text: better, start, end };
}

/** A word with a space at each place where one may be missing. */
function splits(word: string): string[] {
  const apart: string[] = [];
  for (let i = SHORTEST_PART; i <= word.length - SHORTEST_PART; i++) apart.push(`${word.slice(0, i)} ${word.slice(i)}`);
  return apart;
}

/** Stretches around a Chinese word that is never found are tried, the longest first. */
function mendHan(folded: string, word: QueryWord, { doclists, vocabulary }: CorrectionTables): Mended | null {
  const isFound = word.forms.some(({ phrase, weight }) => weight === 1 && found(doclists, phrase) > 0);
  if (isFound || isStopWord(word.text) || isKnown(word.text)) return null;
  for (let length = LONGEST_HAN; length >= 2; length--) {
    for (let start = Math.max(0, word.end - length); start <= word.start; start++) {
      const stretch = folded.slice(start, start + length);
      if (start + length < word.end || stretch.length < length || !MENDABLE.test(stretch)) continue;
      const others = vocabulary.sounding(pinyinOf(stretch));
      if (length >= 3) others.push(...vocabulary.oneCharacterOff(stretch));
      const best = mostFound(
        others.filter((other) => other !== stretch),
        doclists,
      );
      if (best !== null) return { text: best.text, start, end: start + length };
    }
  }
  return null;
}

function mostFound(texts: readonly string[], doclists: Doclists): { text: string; products: number } | null {
  let best: { text: string; products: number } | null = null;
  for (const text of texts) {
    const products = found(doclists, phraseOf(text));
    if (products > (best?.products ?? 0)) best = { text, products };
  }
  return best;
}

function isKnown(word: string): boolean {
  const [hit] = matchGazetteer(word);
  return hit !== undefined && hit.start === 0 && hit.end === word.length;
}

function found(doclists: Doclists, phrase: string): number {
  return phrase === '' ? 0 : doclists.of(phrase).positions.length;
}
