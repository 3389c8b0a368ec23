import { foldText } from '../../core/fold-text.ts';
import { longestTermAt } from '../../core/gazetteer/match-gazetteer.ts';

/** A word of a text in UTF-16 units, end exclusive, and the stretch of text that goes with it: stretches follow on one another. */
export interface Word {
  start: number;
  end: number;
  /** Where its stretch begins and ends: the word with the punctuation and space after it, the first word's also before it. */
  from: number;
  to: number;
}

const HAN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}々ー';
const LATIN = `[[\\p{L}\\p{N}\\p{M}]--[${HAN}]]`;
/** A run of Chinese; or letters and digits of any other script, with what joins them and the sign before or after a number. */
const RUN = new RegExp(`([${HAN}]+)|[$€£¥￥]?${LATIN}+(?:['’.,\\/&+\\-]${LATIN}+)*[%"″]?`, 'gv');

let segmenter: Intl.Segmenter | undefined;

/** Characters that are words of their own. */
const ALONE = /[的了和与或是有个在不没无带给用]/;

/**
 * The words of a text in order. Of Chinese first those of the word lists, then the runtime's dictionary's; characters that neither knows are
 * taken two by two. A text without letters and digits is one word, a blank one has none.
 */
export function wordsOf(text: string): Word[] {
  const spans = [...text.matchAll(RUN)].flatMap(({ 0: run, 1: han, index }) =>
    han === undefined ? [{ start: index, end: index + run.length }] : chineseWords(han, index),
  );
  if (spans.length === 0 && text.trim() !== '') {
    spans.push({ start: text.length - text.trimStart().length, end: text.trimEnd().length });
  }
  return spans.map((span, i) => ({ ...span, from: i === 0 ? 0 : span.start, to: spans[i + 1]?.start ?? text.length }));
}

interface Span {
  start: number;
  end: number;
}

/** Words of which those that one of the spans has part of are one: `under $50`, 不要黑色. Of half of it something else would be meant. */
export function wholeSpans(words: readonly Word[], spans: readonly Span[]): Word[] {
  const whole: (Word & { span: number })[] = [];
  for (const word of words) {
    const span = spans.findIndex(({ start, end }) => word.start < end && start < word.end);
    const last = whole.at(-1);
    if (span >= 0 && last?.span === span) Object.assign(last, { end: word.end, to: word.to });
    else whole.push({ ...word, span });
  }
  return whole.map(({ start, end, from, to }) => ({ start, end, from, to }));
}

function chineseWords(run: string, at: number): Span[] {
  const folded = foldText(run);
  const words: Span[] = [];
  let rest = 0;
  for (let i = 0; i < run.length;) {
    const length = longestTermAt(folded, i);
    if (length === 0 || i + length > run.length) {
      i += 1;
      continue;
    }
    words.push(...segments(run, rest, i), { start: i, end: i + length });
    i += length;
    rest = i;
  }
  words.push(...segments(run, rest, run.length));
  return words.map(({ start, end }) => ({ start: at + start, end: at + end }));
}

/** A stretch of a run by the dictionary, with neighbours of one character joined two by two. */
function segments(run: string, from: number, to: number): Span[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const found: Span[] = [];
  for (const { index, segment } of segmenter.segment(run.slice(from, to))) {
    const last = found.at(-1);
    const start = from + index;
    const joins = last !== undefined && isLoose(run.slice(last.start, last.end)) && isLoose(segment);
    if (joins) last.end = start + segment.length;
    else found.push({ start, end: start + segment.length });
  }
  return found;
}

const isLoose = (text: string): boolean => text.length === 1 && !ALONE.test(text);

/** Words of several fields, of which each two neighbours in a field are made one where there are more than `most`, and again until there are not. */
export function joinedWords<T extends Word & { field: string }>(words: readonly T[], most: number): T[] {
  if (words.length <= most) return [...words];
  const joined: T[] = [];
  let isOpen = false;
  for (const word of words) {
    const last = joined.at(-1);
    isOpen = isOpen && last?.field === word.field;
    if (isOpen && last !== undefined) joined[joined.length - 1] = { ...last, end: word.end, to: word.to };
    else joined.push(word);
    isOpen = !isOpen;
  }
  return joined.length < words.length ? joinedWords(joined, most) : joined;
}
