import { migrate } from '../../migrations.ts';
import type { Sql } from '../../sql.ts';
import type { CandidateRequest } from '../port.ts';
import { bestPositions } from './best-positions.ts';
import { count, firstOf, has } from './bitmap.ts';
import { createCompletions } from './completions.ts';
import { corrected } from './corrections.ts';
import { createDoclists } from './doclists.ts';
import { createEntries } from './entries.ts';
import { holding } from './filters.ts';
import { fuse } from './fuse.ts';
import { createNumbers } from './numbers.ts';
import type { RankedSlots, Retrieval } from './port.ts';
import { createPostings } from './postings.ts';
import { compact } from './product-fields.ts';
import { queryWords } from './query-words.ts';
import { MIGRATIONS } from './schema.ts';
import { suggestions } from './suggestions.ts';
import { addSynonyms, readSynonyms, type Synonyms } from './synonyms.ts';
import { NO_SCORE } from './vector-scan.ts';
import { createVectors } from './vectors.ts';
import { createVocabulary } from './vocabulary.ts';
import { wordScores } from './word-scores.ts';
import { foldWords } from './words.ts';

/** What the index is made with. */
export interface RetrievalOptions {
  /** `vector-scan.wasm`, compiled; null scans in TypeScript. */
  vectorScan: WebAssembly.Module | null;
}

/** Opens the index of one catalogue in the catalogue's database. */
export function createRetrieval(sql: Sql, { vectorScan }: RetrievalOptions): Retrieval {
  migrate(sql, 'retrieval', MIGRATIONS);
  const doclists = createDoclists(sql);
  const postings = createPostings(sql);
  const numbers = createNumbers(sql);
  const vectors = createVectors(sql, vectorScan);
  const vocabulary = createVocabulary(sql);
  const completions = createCompletions(sql);
  const entries = createEntries({ sql, doclists, postings, numbers, vectors, vocabulary, completions });
  let synonyms: Synonyms = new Map();

  const search = (request: CandidateRequest): RankedSlots => {
    const { filters, weights, vector, pack, limit } = request;
    const present = entries.present();
    const capacity = present.lengths.length;
    const isFiltered = Object.keys(filters.fields).length + Object.keys(filters.not).length > 0;
    const eligible = isFiltered ? holding(filters, present.alive, capacity, { sql, postings, numbers }) : null;
    const matching = eligible === null ? present.products : count(eligible);

    const folded = foldWords(request.text).trim();
    const codes = entries.coded(compact(folded)).filter((position) => eligible === null || has(eligible, position));
    const typed = queryWords(folded);
    const mended = codes.length > 0 ? null : corrected(folded, typed, { doclists, vocabulary });
    const words = mended === null ? typed : queryWords(mended);
    const expanded = addSynonyms(mended ?? folded, words, synonyms);

    const keyword = weights.keyword === 0 ? null : wordScores(mended ?? folded, words, present, doclists);
    const semantic =
      weights.semantic === 0 || vector === null ? null : vectors.scores(pack, vector, eligible, capacity);
    const { fused, keywordMost } = fuse({ keyword, semantic, eligible, weights, codes, capacity });

    const isListing = request.text === '' && vector === null;
    const positions = isListing ? firstOf(eligible ?? present.alive, limit) : bestPositions(fused, limit);
    const { also } = request;
    if (also !== undefined) {
      const own = entries.named(entries.coded(compact(foldWords(also))));
      for (const [position, { id }] of own) {
        const isLet = id === also && (eligible === null || has(eligible, position));
        if (isLet && !positions.includes(position)) positions.push(position);
      }
    }
    const names = entries.named(positions);
    const ranked = positions.flatMap((position) => {
      const name = names.get(position);
      if (name === undefined) return [];
      const byWord = keyword?.scores[position] ?? 0;
      const cosine = semantic?.[position] ?? NO_SCORE;
      return [
        {
          ...name,
          keyword: byWord > 0 ? byWord / keywordMost : null,
          semantic: cosine === NO_SCORE ? null : Math.max(-1, Math.min(1, cosine)),
          fused: fused[position] ?? 0,
        },
      ];
    });
    ranked.sort((one, other) => other.fused - one.fused || (one.id < other.id ? -1 : 1));
    return {
      ranked: ranked.map(({ slot, keyword: byWord, semantic: byMeaning, fused: score }) => ({
        slot,
        keyword: byWord,
        semantic: byMeaning,
        fused: score,
      })),
      matching,
      corrected: mended,
      expanded,
    };
  };

  return {
    index: (product) => entries.put(product),
    remove: (slot) => entries.remove(slot),
    setVector(slot, pack, vector) {
      const position = entries.position(slot);
      if (position !== null) vectors.set(pack, position, vector);
    },
    removeVectors(slot) {
      const position = entries.position(slot);
      if (position !== null) vectors.remove(position);
    },
    dropPack: (pack) => vectors.drop(pack),
    synonyms(json) {
      synonyms = readSynonyms(json);
    },
    forget() {
      for (const kept of [doclists, vectors, vocabulary, entries]) kept.forget();
    },
    search,
    suggest: (prefix, limit) => suggestions(foldWords(prefix).trimStart(), limit, { completions, doclists }),
  };
}
