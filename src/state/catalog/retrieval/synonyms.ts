import { addForm, phraseOf, type QueryWord } from './query-words.ts';
import { foldWords } from './words.ts';

/** What a word stands for too, by its phrase in the index. */
export type Synonyms = Map<string, string[]>;

/** What a synonym counts beside the word as typed. */
const WEIGHT = 0.8;
/** Words of a query that are looked up together. */
const LONGEST = 5;

/** Reads the setting `synonyms`: `{groups: [[word, …], …], one_way: [{from, to: [word, …]}, …]}` as JSON; null: none. */
export function readSynonyms(json: string | null): Synonyms {
  const synonyms: Synonyms = new Map();
  if (json === null) return synonyms;
  const { groups = [], one_way = [] } = JSON.parse(json) as {
    groups?: string[][];
    one_way?: { from: string; to: string[] }[];
  };
  const put = (from: string, to: readonly string[]): void => {
    const phrase = phraseOf(foldWords(from));
    if (phrase === '') return;
    const known = synonyms.get(phrase) ?? [];
    synonyms.set(phrase, [...known, ...to.filter((word) => !known.includes(word))]);
  };
  for (const group of groups) {
    for (const word of group) {
      const others = group.filter((other) => other !== word);
      put(word, others);
    }
  }
  for (const { from, to } of one_way) put(from, to);
  return synonyms;
}

/**
 * Adds to the words of a folded query what they stand for too, the longest stretch first, and gives what was added. Each word of a
 * stretch gets the synonym as a form, so that a product with the synonym has them all.
 */
export function addSynonyms(
  folded: string,
  words: readonly QueryWord[],
  synonyms: Synonyms,
): { word: string; to: string[] }[] {
  const added: { word: string; to: string[] }[] = [];
  if (synonyms.size === 0) return added;
  for (let from = 0; from < words.length;) {
    let taken = 1;
    for (let count = Math.min(LONGEST, words.length - from); count > 0; count--) {
      const stretch = words.slice(from, from + count);
      const word = folded.slice(stretch[0]?.start, stretch.at(-1)?.end);
      const to = synonyms.get(phraseOf(word));
      if (to === undefined) continue;
      const phrases = to.map((other) => phraseOf(foldWords(other))).filter((phrase) => phrase !== '');
      for (const one of stretch) for (const phrase of phrases) addForm(one, phrase, WEIGHT);
      added.push({ word, to: [...to] });
      taken = count;
      break;
    }
    from += taken;
  }
  return added;
}
