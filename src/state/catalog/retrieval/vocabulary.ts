import type { Sql } from '../../sql.ts';
import { bitsSet, editDistance, letterBits } from './edit-distance.ts';
import { pinyinOf, soundsAlike } from './pinyin.ts';

/** The words that the titles and fields of a catalogue were ever written with, in the table `search_vocabulary`. */
export interface Vocabulary {
  add(words: Iterable<string>): void;
  /** Latin words at most `most` edits away, the nearest first; of two edits none at the first letter. The word itself is not among them. */
  near(word: string, most: number, limit: number): { word: string; edits: number }[];
  /** Chinese words that sound the same, by their pinyin. */
  sounding(sound: string): string[];
  /** Chinese words of the same length that differ in one character, which begins or ends with the same sound. */
  oneCharacterOff(word: string): string[];
  forget(): void;
}

/** Opens the vocabulary of one catalogue. It is read into memory when a word is mended for the first time: some 40 bytes a word. */
export function createVocabulary(sql: Sql): Vocabulary {
  let words: string[] | null = null;
  let bits: number[] = [];

  const load = (): string[] => {
    if (words === null) {
      words = sql.all<{ word: string }>('SELECT word FROM search_vocabulary').map(({ word }) => word);
      bits = words.map(letterBits);
    }
    return words;
  };

  return {
    add(added) {
      for (const word of added) {
        const sound = isHan(word) ? pinyinOf(word) : null;
        const isNew = sql.run('INSERT OR IGNORE INTO search_vocabulary VALUES (?, ?)', word, sound) > 0;
        if (!isNew || words === null) continue;
        words.push(word);
        bits.push(letterBits(word));
      }
    },
    near(word, most, limit) {
      const all = load();
      const own = letterBits(word);
      const found: { word: string; edits: number }[] = [];
      for (let i = 0; i < all.length; i++) {
        if (bitsSet((bits[i] ?? 0) ^ own) > 2 * most) continue;
        const other = all[i] ?? '';
        const edits = editDistance(word, other, most);
        if (edits > most || edits === 0 || isHan(other)) continue;
        // Who mistypes a word mostly has its first letter right.
        if (edits === 1 || other.charAt(0) === word.charAt(0)) found.push({ word: other, edits });
      }
      return found.toSorted((one, two) => one.edits - two.edits || (one.word < two.word ? -1 : 1)).slice(0, limit);
    },
    sounding: (sound) =>
      sql.all<{ word: string }>('SELECT word FROM search_vocabulary WHERE sound = ?', sound).map(({ word }) => word),
    oneCharacterOff: (word) =>
      load().filter((other) => {
        if (other.length !== word.length || !isHan(other)) return false;
        let differing = 0;
        let at = 0;
        for (let i = 0; i < word.length; i++) {
          if (word.charCodeAt(i) === other.charCodeAt(i)) continue;
          differing++;
          at = i;
        }
        return differing === 1 && soundsAlike(word.charAt(at), other.charAt(at));
      }),
    forget() {
      words = null;
      bits = [];
    },
  };
}

function isHan(word: string): boolean {
  return /^[\u3040-\u30ff\u3400-\u9fff]/.test(word);
}
