import type { SpanName } from '../../core/attribute.ts';
import { canonicalAttributeName, matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import { tokenizeWords } from '../../core/tokenize-words.ts';
import type { Piece } from './fields.ts';

/**
 * Pieces of bullets and description that are read for one name, about 1,500 characters: each name reads them anew. Of 41 values in descriptions
 * of 1,500 to 2,500 characters fewer pieces lost two of the five that all pieces gave.
 */
const MOST_PIECES_BY_NAME = 7;

/** What a piece speaks of. */
interface Content {
  words: ReadonlySet<string>;
  names: ReadonlySet<SpanName>;
}

/**
 * Which pieces to read for a name: all where there are few, else those that speak most of it, in the text's order. A piece speaks of a
 * name by a word of it, and by a word, measure, size or amount of its canonical name.
 */
export function choosePieces(pieces: readonly Piece[]): (name: string) => Piece[] {
  if (pieces.length <= MOST_PIECES_BY_NAME) return () => [...pieces];
  const contents = pieces.map(({ text }) => contentOf(text));
  return (name) => {
    const canonical = canonicalAttributeName(name);
    const words = wordsOf(name);
    const speaks = ({ words: said, names }: Content): number =>
      (words.some((word) => said.has(word)) ? 2 : 0) + (canonical !== null && names.has(canonical) ? 1 : 0);
    return pieces
      .map((piece, i) => ({ piece, i, score: speaks(contents[i] as Content) }))
      .toSorted((a, b) => b.score - a.score || a.i - b.i)
      .slice(0, MOST_PIECES_BY_NAME)
      .toSorted((a, b) => a.i - b.i)
      .map(({ piece }) => piece);
  };
}

/** Words of three letters or more, and pairs of Chinese characters: `of` and 的 say nothing. */
function wordsOf(text: string): string[] {
  return tokenizeWords(text).flatMap(({ kind, text: word }) =>
    kind === 'bigram' || (kind === 'word' && word.length > 2) ? [word] : [],
  );
}

function contentOf(text: string): Content {
  const { measures, sizes, quantities, price } = parseQuery(text);
  const names = new Set<SpanName>(matchGazetteer(text).map(({ name }) => name));
  if (measures.length > 0) names.add('measure');
  if (sizes.length > 0) names.add('size');
  if (quantities.length > 0) names.add('quantity');
  if (price !== null) names.add('price');
  return { words: new Set(wordsOf(text)), names };
}
