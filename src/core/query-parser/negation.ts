import { longestTermAt } from '../gazetteer/match-gazetteer.ts';
import * as words from './negation-words.ts';
import { claim, isFree, type Scan, spanOf, type TextSpan } from './scan.ts';

/** What the query rules out. The span is the excluded term (透明 of 不要透明的), `cue` the word that negates it (不要). */
export interface Exclusion extends TextSpan {
  cue: TextSpan;
}

/** The longest excluded term: three English words, eight Chinese characters. */
const MAX_WORDS = 3;
const MAX_CHARACTERS = 8;
const WORD = /^[a-z\u00c0-\u024f][a-z\u00c0-\u024f'-]{0,30}/;

interface Adder {
  (start: number, end: number, cueStart: number, cueEnd: number): boolean;
}

function findEnglish(scan: Scan, add: Adder): void {
  for (const match of scan.folded.matchAll(words.ENGLISH_CUE)) {
    const cueStart = match.index;
    const cueEnd = cueStart + match[0].length;
    const limit = match[0] === 'not' ? 1 : MAX_WORDS;
    let position = cueEnd + 1;
    for (let more = true; more;) {
      position = skip(scan, position, words.ENGLISH_FILLER);
      const end = readWords(scan, position, limit);
      if (end === position || !add(position, end, cueStart, cueEnd)) break;
      const and = /^ ?(?:,|and|or|nor|&)(?: or| and)? (?=[a-z])/.exec(scan.folded.slice(end, end + 12));
      more = and !== null && !/^(?:free|with) /.test(scan.folded.slice(end + and[0].length, end + and[0].length + 5));
      position = end + (and?.[0].length ?? 0);
    }
  }
}

/** Where the noun phrase at `position` ends: at a stop word, a conjunction, a claimed part, punctuation, or the limit. */
function readWords(scan: Scan, position: number, limit: number): number {
  let end = position;
  let next = position;
  for (let count = 0; count < limit; count++) {
    const word = WORD.exec(scan.folded.slice(next, next + 32))?.[0];
    if (word === undefined || words.ENGLISH_STOP.test(word) || /^(?:and|or|nor)$/.test(word)) break;
    if (!isFree(scan, next, next + word.length)) break;
    end = next + word.length;
    if (scan.folded.charAt(end) !== ' ') break;
    next = end + 1;
  }
  return end;
}

function findFree(scan: Scan, add: Adder): void {
  for (const match of scan.folded.matchAll(/(?<![a-z0-9-])([a-z]{2,20})([- ])free(?![a-z])/g)) {
    const [whole, term = '', hyphen] = match;
    const meant = hyphen === '-' ? !words.FREE_FEATURES.test(term) : words.FREE_SUBSTANCES.test(term);
    const end = match.index + term.length;
    if (!meant || (hyphen === ' ' && words.FREE_OFFER.test(scan.folded.slice(match.index + whole.length, end + 16)))) {
      continue;
    }
    add(match.index, end, end + 1, match.index + whole.length);
  }
}

function findChinese(scan: Scan, add: Adder): void {
  for (const match of scan.folded.matchAll(words.CHINESE_CUE)) {
    const cueStart = match.index;
    const cueEnd = cueStart + match[0].length;
    const rest = scan.folded.slice(cueEnd, cueEnd + 24);
    if (/^[无非0零]$/.test(match[0])) {
      const length =
        match[0] !== '非' ? (words.WITHOUT_NOUNS.exec(rest)?.[0].length ?? 0) : longestTermAt(scan.folded, cueEnd);
      if (length > 0) add(cueEnd, cueEnd + length, cueStart, cueEnd);
      continue;
    }
    let position = cueEnd;
    for (let more = true; more;) {
      position = skip(scan, position, words.CHINESE_FILLER);
      const { end, and } = readCharacters(scan, position);
      if (end === position || !add(position, end, cueStart, cueEnd)) break;
      more = and > 0;
      position = end + and;
    }
  }
}

/** Where the term at `position` ends, and the length of the conjunction (with a 的 before it) that leads to another. */
function readCharacters(scan: Scan, position: number): { end: number; and: number } {
  let end = position;
  while (end - position < MAX_CHARACTERS * 2 && end < scan.folded.length && scan.taken[end] !== 1) {
    const rest = scan.folded.slice(end, end + 4);
    const joiner = /^的?/.exec(rest)?.[0].length ?? 0;
    const and = words.CHINESE_AND.exec(rest.slice(joiner));
    if (end > position && and !== null && !words.NOT_AND.test(scan.folded.charAt(end - 1))) {
      return { end, and: joiner + and[0].length };
    }
    if (words.CHINESE_END.test(rest) || !/^[a-z\d\u00c0-\u024f\u3400-\u9fff]/.test(rest)) {
      const latin = rest.startsWith(' ') && /^ [a-z]/.test(rest) && /[a-z]$/.test(scan.folded.charAt(end - 1));
      if (!latin) break;
    }
    if (/^不|^别|^除/.test(rest) && end > position) break;
    if (end - position >= MAX_CHARACTERS && /[\u3400-\u9fff]/.test(rest.charAt(0))) break;
    end++;
  }
  while (end > position && /[ 款版]/.test(scan.folded.charAt(end - 1))) end--;
  return { end, and: 0 };
}

function skip(scan: Scan, position: number, filler: RegExp): number {
  let at = position;
  for (let i = 0; i < 3; i++) {
    const match = filler.exec(scan.folded.slice(at, at + 8));
    if (match === null) break;
    at += match[0].length;
  }
  return at;
}

/**
 * Finds what the query excludes, in order, and claims term and cue. Features that merely look negative (`non-slip`,
 * `no show socks`, `hands-free`, 无线, 不锈钢) are none.
 */
export function findExclusions(scan: Scan): Exclusion[] {
  const found: Exclusion[] = [];
  const cues = new Set<number>();
  const add: Adder = (start, end, cueStart, cueEnd) => {
    if (!isFree(scan, start, end) || (!cues.has(cueStart) && !isFree(scan, cueStart, cueEnd))) return false;
    cues.add(cueStart);
    claim(scan, start, end);
    claim(scan, cueStart, cueEnd);
    found.push({ ...spanOf(scan, start, end), cue: spanOf(scan, cueStart, cueEnd) });
    return true;
  };
  findFree(scan, add);
  findEnglish(scan, add);
  findChinese(scan, add);
  return found.toSorted((a, b) => a.start - b.start);
}
