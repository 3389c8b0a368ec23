import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import { stemWord } from '../../../core/tokenize-words.ts';
import { isStopWord } from './stop-words.ts';
import { bigramsOf, indexWords, measuresOf, type Piece, partsOf, piecesOf } from './words.ts';

/** A way to find a word: the phrase in the index, and what it counts beside the word as typed (1). */
export interface WordForm {
  phrase: string;
  weight: number;
}

/** A word of a query. Offsets are UTF-16 units into the folded query. */
export interface QueryWord {
  text: string;
  start: number;
  end: number;
  /** How much it counts beside the others; a stop word counts little, the bigrams of an unknown Chinese stretch share. */
  weight: number;
  /** The first is the word as typed. A product has the word when it has any form. */
  forms: WordForm[];
  kind: 'word' | 'number' | 'han';
}

const STOP_WEIGHT = 0.1;
/** What the last character of a Chinese word counts: it mostly names the kind of thing (连衣裙 is a 裙). */
const HEAD_WEIGHT = 0.3;

/** The words of a folded query, in order; empty for one without letters and digits. */
export function queryWords(folded: string): QueryWord[] {
  const words = piecesOf(folded).flatMap((piece) => (piece.kind === 'han' ? hanWords(piece) : latinWords(piece)));
  for (const { text, start, end } of measuresOf(folded)) {
    for (const word of words) if (word.start >= start && word.end <= end) addForm(word, text, 1);
  }
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (next === undefined || word.kind !== 'word' || next.kind !== 'word') continue;
    // head phones → headphones
    const joined = stemWord(folded.slice(word.start, word.end) + folded.slice(next.start, next.end));
    for (const one of [word, next]) addForm(one, joined, 1);
  }
  return words;
}

/** Adds a form unless the word has it. */
export function addForm(word: QueryWord, phrase: string, weight: number): void {
  if (!word.forms.some((form) => form.phrase === phrase)) word.forms.push({ phrase, weight });
}

/** The phrase by which a stretch of a folded text is found; empty for one without words. */
export function phraseOf(folded: string): string {
  return indexWords(folded).sequence.join(' ');
}

function latinWords({ text, start }: Piece): QueryWord[] {
  const parts = partsOf(text);
  const words: QueryWord[] = [];
  let from = 0;
  for (const part of parts) {
    const at = Math.max(from, text.indexOf(part, from));
    from = at + part.length;
    const numeric = /\d/.test(part);
    const word: QueryWord = {
      text: part,
      start: start + at,
      end: start + from,
      weight: isStopWord(part) ? STOP_WEIGHT : 1,
      forms: [{ phrase: stemWord(part), weight: 1 }],
      kind: numeric ? 'number' : 'word',
    };
    // iphone13 → iphone 13
    if (numeric && /\p{L}/u.test(part)) {
      const apart = part.match(/\d+(?:\.\d+)?|\D+/g) ?? [];
      if (apart.length === 2) addForm(word, apart.map(stemWord).join(' '), 1);
    }
    words.push(word);
  }
  if (parts.length > 1) for (const word of words) addForm(word, stemWord(parts.join('')), 1);
  return words;
}

function hanWords({ text, start }: Piece): QueryWord[] {
  const words: QueryWord[] = [];
  const unknown = (from: number, to: number): void => {
    const bigrams = bigramsOf(text.slice(from, to));
    for (const [i, bigram] of bigrams.entries()) {
      const at = start + from + i;
      const weight = isStopWord(bigram)
        ? STOP_WEIGHT
        : bigrams.length > 1
          ? (bigrams.length + 1) / 2 / bigrams.length
          : 1;
      words.push({
        text: bigram,
        start: at,
        end: at + bigram.length,
        weight,
        forms: [{ phrase: bigram, weight: 1 }],
        kind: 'han',
      });
    }
  };
  let done = 0;
  for (const hit of matchGazetteer(text)) {
    if (hit.start > done) unknown(done, hit.start);
    const word: QueryWord = {
      text: hit.text,
      start: start + hit.start,
      end: start + hit.end,
      weight: 1,
      forms: [{ phrase: bigramsOf(hit.text).join(' '), weight: 1 }],
      kind: 'han',
    };
    if (hit.name === 'product_type' && hit.text.length > 1) addForm(word, hit.text.slice(-1), HEAD_WEIGHT);
    words.push(word);
    done = hit.end;
  }
  if (done < text.length) unknown(done, text.length);
  return words;
}
