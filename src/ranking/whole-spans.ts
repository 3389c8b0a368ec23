import { overlaps } from '../core/overlaps.ts';

/** A part of a text: UTF-16 offsets, end exclusive. */
interface Range {
  start: number;
  end: number;
}

/** A Latin word with its apostrophe, or a number with its separators. */
const WORD = /\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*|[0-9]+(?:[.,][0-9]+)*/gu;

/** What may stand at the ends of a value: not the marks that part it from its neighbours. */
const EDGE = /[\s,;:|/\\×*&·•=~<>_‐-―，、；：。！？…-]/;
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['（', '）'],
  ['[', ']'],
  ['【', '】'],
  ['{', '}'],
  ['《', '》'],
  ['「', '」'],
  ['“', '”'],
];

/** The range without what is no part of a value at its ends: separators, and a bracket whose partner is outside. */
function trimmed(text: string, { start, end }: Range): Range {
  const count = (mark: string): number => text.slice(start, end).split(mark).length - 1;
  for (let before = -1; before !== end - start && start < end;) {
    before = end - start;
    const [first, last] = [text.charAt(start), text.charAt(end - 1)];
    const opens = PAIRS.find((pair) => pair.includes(first));
    const closes = PAIRS.find((pair) => pair.includes(last));
    const drops = (mark: string, pair: (typeof PAIRS)[number] | undefined, outer: string | undefined): boolean =>
      EDGE.test(mark) || (pair !== undefined && (mark === outer || count(pair[0]) !== count(pair[1])));
    if (drops(first, opens, opens?.[1])) start += 1;
    else if (drops(last, closes, closes?.[0])) end -= 1;
  }
  return { start, end };
}

/**
 * The spans widened to whole Latin words and numbers, since a tagger's tokens are pieces of them (`ddler` in `Toddler`), and cut back to
 * what can be a value (`Pack of 6)`, `500g×`). Spans that meet thereby become one, the surest; one of which nothing is left is dropped.
 * Order kept; ranges stay inside the text and never cut a surrogate pair that they didn't.
 */
export function wholeSpans<T extends Range & { confidence: number }>(text: string, spans: readonly T[]): T[] {
  if (spans.length === 0) return [];
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const whole: T[] = [];
  for (const span of spans) {
    const met = words.filter((word) => overlaps(word, span));
    const start = Math.min(span.start, met[0]?.start ?? Infinity);
    const end = Math.max(span.end, met.at(-1)?.end ?? 0);
    const range = trimmed(text, { start, end });
    if (range.start >= range.end) continue;
    const last = whole.at(-1);
    if (last === undefined || range.start >= last.end) {
      whole.push({ ...span, ...range });
      continue;
    }
    const { start: from, end: to } = last;
    if (span.confidence > last.confidence) Object.assign(last, span);
    Object.assign(last, { start: Math.min(from, range.start), end: Math.max(to, range.end) });
  }
  return whole;
}
