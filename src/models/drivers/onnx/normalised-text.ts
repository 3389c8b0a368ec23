/** A text as the tokenizer's model sees it, with the way back: per UTF-16 unit of `text`, the range of the original it came from. */
export interface NormalisedText {
  text: string;
  starts: Uint32Array;
  ends: Uint32Array;
}

/** The `normalizer` of a tokenizer.json that `normaliseText` does; another one would put offsets in the wrong place. */
export const NORMALISER = {
  type: 'Sequence',
  normalizers: [
    { type: 'NFKC' },
    {
      type: 'Replace',
      pattern: { Regex: '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\ufeff]+' },
      content: ' ',
    },
    { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
    { type: 'Strip', strip_left: true, strip_right: true },
  ],
} as const;

/** NFKC, then control and invisible characters and white space to single spaces, none at the ends. Lone surrogates become U+FFFD. */
export function normaliseText(original: string): NormalisedText {
  return collapseSpaces(compose(original.toWellFormed()));
}

/**
 * NFKC piece by piece. A piece begins at each character that composes with nothing before it, so that the pieces put together
 * are the whole's NFKC; where a character unknown to `joins` breaks that, the pieces are words, and at last the whole text.
 */
function compose(original: string): NormalisedText {
  const whole = original.normalize('NFKC');
  if (whole === original) {
    const starts = Uint32Array.from({ length: whole.length }, (_, i) => i);
    return { text: whole, starts, ends: starts.map((i) => i + 1) };
  }
  for (const cut of [atStarters, atSpaces]) {
    const composed = composePieces(original, cut(original));
    if (composed.text === whole) return composed;
  }
  return composePieces(original, [0]);
}

function composePieces(original: string, cuts: number[]): NormalisedText {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  for (const [piece, from] of cuts.entries()) {
    const to = cuts[piece + 1] ?? original.length;
    const before = original.slice(from, to);
    const after = before.normalize('NFKC');
    parts.push(after);
    for (let i = 0; i < after.length; i++) {
      starts.push(after === before ? from + i : from);
      ends.push(after === before ? from + i + 1 : to);
    }
  }
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

function atStarters(text: string): number[] {
  const cuts: number[] = [];
  let at = 0;
  for (const character of text) {
    if (at === 0 || !joins(character)) cuts.push(at);
    at += character.length;
  }
  return cuts;
}

function atSpaces(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/(?<!^) /gs), (match) => match.index)];
}

/** Whether a character may compose with, or be reordered before, what stands before it: marks, and vowels and finals of Hangul. */
function joins(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x300 || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xff00 && code <= 0xff9d)) return false;
  return /^[\p{M}\u1160-\u11ff]/u.test(character.normalize('NFKD'));
}

function collapseSpaces({ text, starts, ends }: NormalisedText): NormalisedText {
  let out = '';
  let length = 0;
  let from = 0;
  const append = (to: number): void => {
    out += text.slice(from, to);
    starts.copyWithin(length, from, to);
    ends.copyWithin(length, from, to);
    length += to - from;
  };
  for (let i = 0; i < text.length; i++) {
    if (!isBlank(text.charCodeAt(i))) continue;
    const first = i;
    while (i + 1 < text.length && isBlank(text.charCodeAt(i + 1))) i += 1;
    append(first);
    from = i + 1;
    if (first === 0 || from === text.length) continue;
    out += ' ';
    starts[length] = starts[first] ?? 0;
    ends[length] = ends[i] ?? 0;
    length += 1;
  }
  append(text.length);
  return { text: out, starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

/** White space, and what the normaliser turns into it. */
function isBlank(code: number): boolean {
  if (code <= 0x20) return true;
  if (code < 0x7f) return false;
  return (
    code <= 0xa0 ||
    code === 0xad ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200f) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}
