import { foldText } from '../../core/fold-text.ts';
import { wordsOf } from './words.ts';

/** A stretch of a text, end exclusive. */
interface Stretch {
  start: number;
  end: number;
}

const ENDS = /[\s,，、|/;；:：·-]+/.source;
const LEADING = new RegExp(`^${ENDS}`);
/** Also a word that nothing follows any more. */
const TRAILING = new RegExp(
  `(?:${ENDS}(?:for|with|without|of|in|and|or|under))?${ENDS}$|(?:${ENDS}(?:for|with|without|of|in|and|or|under))$`,
  'i',
);

/**
 * The text with something else in place of a stretch, or without it: then no space stands double, no comma at an end, and no 的 is left of
 * `红色的`.
 */
export function replaceStretch(text: string, { start, end }: Stretch, to: string): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (to !== '') return before + to + after;
  const left = before.trimEnd();
  const right = after.replace(/^的/, '').trimStart();
  if (left === '') return right.replace(LEADING, '');
  if (right === '') return left.replace(TRAILING, '');
  if (/^[,，、|;；]/.test(right)) return left.replace(TRAILING, '') + right;
  const isSpaced = left.length < before.length || right.length < after.length;
  return left + (isSpaced ? ' ' : '') + right;
}

/** The places that are inside a word of a text. */
function insides(text: string): (at: number) => boolean {
  const words = wordsOf(text);
  return (at) => words.some(({ start, end }) => start < at && at < end);
}

/** Where words first stand in a text as whole words, in any case; null where they don't. */
export function wholeStretch(text: string, asked: string): Stretch | null {
  const [folded, word] = [foldText(text), foldText(asked)];
  if (word === '') return null;
  const isInside = insides(text);
  for (let start = folded.indexOf(word); start >= 0; start = folded.indexOf(word, start + 1)) {
    const end = start + word.length;
    if (!isInside(start) && !isInside(end)) return { start, end };
  }
  return null;
}

/** What was changed between two texts: the shortest stretches, of whole words, that differ; without space at their ends. */
export function changeBetween(old: string, now: string): { from: string; to: string } {
  const most = Math.min(old.length, now.length);
  const [inOld, inNow] = [insides(old), insides(now)];
  let same = 0;
  while (same < most && old.charAt(same) === now.charAt(same)) same += 1;
  while (same > 0 && (inOld(same) || inNow(same))) same -= 1;
  let tail = 0;
  while (tail < most - same && old.charAt(old.length - 1 - tail) === now.charAt(now.length - 1 - tail)) tail += 1;
  while (tail > 0 && (inOld(old.length - tail) || inNow(now.length - tail))) tail -= 1;
  return { from: old.slice(same, old.length - tail).trim(), to: now.slice(same, now.length - tail).trim() };
}
