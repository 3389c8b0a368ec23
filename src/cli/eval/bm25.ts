import { tokenizeWords } from '../../core/tokenize-words.ts';

/** The usual settings: how soon more of a word stops to count, and how much a long text is held against it. */
const [K1, B] = [1.2, 0.75];

/** The baseline: BM25 of a query over documents (Robertson et al. 1994; the idf of Lucene, never negative). One score a document, in order. */
export function bm25(documents: readonly string[]): (query: string) => Float64Array {
  const postings = new Map<string, { document: number; count: number }[]>();
  const lengths = documents.map((text, document) => {
    const words = tokenizeWords(text).map((token) => token.text);
    for (const [word, same] of Map.groupBy(words, (one) => one)) {
      const posting = { document, count: same.length };
      const known = postings.get(word);
      if (known === undefined) postings.set(word, [posting]);
      else known.push(posting);
    }
    return words.length;
  });
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return (query) => {
    const scores = new Float64Array(documents.length);
    for (const word of new Set(tokenizeWords(query).map((token) => token.text))) {
      const found = postings.get(word) ?? [];
      const idf = Math.log(1 + (documents.length - found.length + 0.5) / (found.length + 0.5));
      for (const { document, count } of found) {
        const length = K1 * (1 - B + (B * (lengths[document] ?? 0)) / usual);
        scores[document] = (scores[document] ?? 0) + (idf * count * (K1 + 1)) / (count + length);
      }
    }
    return scores;
  };
}
