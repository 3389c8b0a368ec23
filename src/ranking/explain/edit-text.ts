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

const WORD = /[\p{L}\p{N}]/u;
const HAN = /\p{Script=Han}/u;

/** Whether a place inside the text is inside a Latin word. */
function splits(text: string, at: number): boolean {
  const [one, two] = [text.charAt(at - 1), text.charAt(at)];
  return WORD.test(one) && WORD.test(two) && !HAN.test(one) && !HAN.test(two);
}

/** What was changed between two texts: the shortest stretches, of whole words, that differ; without space at their ends. */
export function changeBetween(old: string, now: string): { from: string; to: string } {
  const most = Math.min(old.length, now.length);
  let same = 0;
  while (same < most && old.charAt(same) === now.charAt(same)) same += 1;
  while (same > 0 && (splits(old, same) || splits(now, same))) same -= 1;
  let tail = 0;
  while (tail < most - same && old.charAt(old.length - 1 - tail) === now.charAt(now.length - 1 - tail)) tail += 1;
  while (tail > 0 && (splits(old, old.length - tail) || splits(now, now.length - tail))) tail -= 1;
  return { from: old.slice(same, old.length - tail).trim(), to: now.slice(same, now.length - tail).trim() };
}
