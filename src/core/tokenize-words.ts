import { foldText } from './fold-text.ts';

/** A word for overlap scoring. `text` is folded (and stemmed, for English); `start`/`end` are UTF-16 units into the input. */
export interface WordToken {
  text: string;
  start: number;
  end: number;
  /** `word` for Latin words and numbers, `character` and `bigram` for Chinese. */
  kind: 'word' | 'character' | 'bigram';
}

const PIECES = /[a-z0-9\u00c0-\u024f]+(?:\.[0-9]+)?|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+/g;
const DOUBLE_S = /(?:ss|us|is)$/;

/**
 * The singular of an English word by its ending (`dresses` → `dress`, `batteries` → `battery`, `shoes` → `shoe`);
 * words of three letters or fewer, and words ending in ss, us or is, stay. Expects lower case.
 */
export function stemWord(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || DOUBLE_S.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/**
 * Splits text into the words that overlap scoring counts: English words and numbers, folded and stemmed, and for each
 * Chinese run every single character and every bigram. In order of `start`; empty for a text without words.
 */
export function tokenizeWords(text: string): WordToken[] {
  const folded = foldText(text);
  const tokens: WordToken[] = [];
  for (const match of folded.matchAll(PIECES)) {
    const piece = match[0];
    const start = match.index;
    if (/^[a-z0-9\u00c0-\u024f]/.test(piece)) {
      tokens.push({ text: stemWord(piece), start, end: start + piece.length, kind: 'word' });
      continue;
    }
    for (let i = 0; i < piece.length; i++) {
      tokens.push({ text: piece.charAt(i), start: start + i, end: start + i + 1, kind: 'character' });
      if (i + 1 < piece.length) {
        tokens.push({ text: piece.slice(i, i + 2), start: start + i, end: start + i + 2, kind: 'bigram' });
      }
    }
  }
  return tokens;
}
