import { foldText } from '../../../core/fold-text.ts';
import { matchUnit } from '../../../core/query-parser/units.ts';
import { stemWord } from '../../../core/tokenize-words.ts';

/** A run of one kind of writing in a folded text; offsets are UTF-16 units into it. */
export interface Piece {
  kind: 'latin' | 'han';
  text: string;
  start: number;
  end: number;
}

/** What a text is found by. */
export interface IndexWords {
  /** Its words in their order, so that neighbours are a phrase: Latin words by their stems, and the bigrams of Chinese. */
  sequence: string[];
  /** Other ways to write parts of it, in no order: single Chinese characters, `smg991b` for SM-G991B, `500ml` for 500 毫升. */
  extra: string[];
}

const HAN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}々ー';
const LATIN = `[[\\p{L}\\p{N}]--[${HAN}]]`;
/** Letters and digits of any script; points, hyphens, slashes and apostrophes inside belong to them. */
const PIECE = new RegExp(`([${HAN}]+)|${LATIN}+(?:['.\\/_\\-]${LATIN}+)*`, 'gv');
const NUMBER = /(?<![a-z0-9.])\d+(?:[.,]\d+|\/\d+)?/g;
/** 32x30, 32 x 30, 32W x 30L, 10×20×30. */
const SIZE =
  /(?<![a-z0-9.])\d+(?:\.\d+)?(?: ?[wlhd]?["'] ?| ?[wlhd]? )?(?: ?x ?\d+(?:\.\d+)?(?: ?[wlhd]\b)?["']?){1,2}/g;

/** Folded like `foldText`, and without accents, so that `Crème` is found by `creme`. */
export function foldWords(text: string): string {
  const folded = foldText(text);
  if (/^[\0-\x7f\u3000-\u9fff]*$/.test(folded)) return folded;
  return folded
    .replace(/[™®©℠]/g, ' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** The runs of a folded text, in order. */
export function piecesOf(folded: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of folded.matchAll(PIECE)) {
    const kind = match[1] === undefined ? 'latin' : 'han';
    pieces.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return pieces;
}

/** The parts of a Latin run that stand for themselves: `sm-g991b` → sm, g991b; `women's` → women; 10.5 and 1/2 stay whole. */
export function partsOf(run: string): string[] {
  const bare = run.replace(/'s$/, '').replaceAll("'", '');
  if (/^\d+(?:\.\d+|\/\d+)$/.test(bare)) return [bare];
  return bare.split(/[./_-]/).filter((part) => part !== '');
}

/** What a run that joins letters and digits is also found by: from each change between them on, and up to it (`g991b` → g991, 991b). */
export function cutsOf(part: string): string[] {
  const cuts = new Set<string>();
  for (let i = 1; i < part.length; i++) {
    if (/\d/.test(part.charAt(i - 1)) === /\d/.test(part.charAt(i))) continue;
    for (const cut of [part.slice(0, i), part.slice(i)]) {
      const enough = /^\d+$/.test(cut) ? cut.length >= 2 : cut.length >= 3;
      if (enough) cuts.add(cut);
    }
  }
  return [...cuts];
}

/** Measures of a folded text, number and unit joined in one spelling (500 ml, 500毫升 → `500ml`), and sizes without their spaces. */
export function measuresOf(folded: string): { text: string; start: number; end: number }[] {
  if (!/\d/.test(folded)) return [];
  const measures: { text: string; start: number; end: number }[] = [];
  for (const match of folded.matchAll(NUMBER)) {
    const start = match.index;
    const unit = matchUnit(folded, start + match[0].length);
    if (unit === null) continue;
    const amount = match[0].replace(/,(?=\d{3}(?!\d))/, '').replace(',', '.');
    measures.push({ text: amount + unit.unit.code.toLowerCase().replace(/[^a-z0-9/]/g, ''), start, end: unit.end });
  }
  for (const match of folded.matchAll(SIZE)) {
    const text = match[0].replace(/[^0-9.x]/g, '');
    measures.push({ text, start: match.index, end: match.index + match[0].length });
  }
  return measures;
}

/** Neighbouring characters of a Chinese run, two by two; a single character as it is. */
export function bigramsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

/** Splits a folded text into what it is found by; empty for one without letters and digits. */
export function indexWords(folded: string): IndexWords {
  const sequence: string[] = [];
  const extra = new Set<string>();
  for (const { kind, text } of piecesOf(folded)) {
    if (kind === 'han') {
      for (const bigram of bigramsOf(text)) sequence.push(bigram);
      for (const character of text) extra.add(character);
      continue;
    }
    const parts = partsOf(text);
    for (const part of parts) {
      sequence.push(stemWord(part));
      if (/\d/.test(part) && /\p{L}/u.test(part)) for (const cut of cutsOf(part)) extra.add(cut);
    }
    if (parts.length > 1) extra.add(stemWord(parts.join('')));
  }
  for (const { text } of measuresOf(folded)) extra.add(text);
  for (const word of sequence) extra.delete(word);
  return { sequence, extra: [...extra] };
}
