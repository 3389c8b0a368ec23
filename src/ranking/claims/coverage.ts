import { stemWord } from '../../core/tokenize-words.ts';
import { NEUTRAL_CHINESE, NEUTRAL_ENGLISH } from './neutral-words.ts';

/** What of a sentence stands in its sources. */
export interface Coverage {
  /** Content words in all scripts but the Chinese, and those of them that no source has. */
  words: number;
  novelWords: number;
  /** Chinese content characters, and those of them that no source has beside the same neighbour. */
  characters: number;
  novelCharacters: number;
  /** The longest run of Chinese content characters that no source has. */
  longestRun: number;
}

/** Words in Latin letters, and runs of letters and digits of any script but Latin and Chinese, none of which says nothing. */
const WORD =
  /[a-z\u00c0-\u024f][a-z0-9\u00c0-\u024f]*(?:'[a-z]+)?|(?:(?![a-z0-9²³¼½¾\u00c0-\u024f\u3400-\u9fff])[\p{L}\p{N}])+/gu;
/** A character that may be of one word with its neighbour. */
const BOUND = /[\u3400-\u9fff](?<![和与及或的是为])/;
const HAN = /[\u3400-\u9fff]/;

/** Whether two stems are forms of one word: the shorter is four letters or more, and all but its ending begins the longer. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4) return false;
  if (long.startsWith(short) && long.length - short.length <= 3) return true;
  const root = short.replace(/(?:ing|ed|er|ly|e|y|able|ible|ion|al)$/, '');
  return root.length >= 4 && long.startsWith(root) && long.length - root.length <= 5;
}

/** The content words of a folded text in all scripts but the Chinese, stemmed. */
export function contentWords(folded: string): string[] {
  return Array.from(folded.matchAll(WORD), ([word]) => stemWord(word.replace(/(?:n't|'[a-z]*)$/, ''))).filter(
    (word) => !/^[a-z]?$/.test(word) && !NEUTRAL_ENGLISH.has(word),
  );
}

/**
 * How much of a folded sentence its sources say in the same words. `blank` marks the units that were checked otherwise (amounts, known
 * words): they count as said.
 */
export function coverageOf(
  sentence: string,
  sources: readonly { folded: string; words: ReadonlySet<string> }[],
  blank: Uint8Array,
): Coverage {
  let left = '';
  for (let i = 0; i < sentence.length; i++) left += blank[i] === 1 ? ' ' : sentence.charAt(i);
  const words = contentWords(left);
  const isKnown = (word: string): boolean =>
    sources.some((source) => source.words.has(word) || [...source.words].some((other) => sameWord(word, other)));
  const novelWords = words.filter((word) => !isKnown(word));

  // Chinese has no spaces: a character is said if it stands in a source together with its neighbour.
  const text = left.replace(/[^\u3400-\u9fff]/g, ' ');
  const said = new Uint8Array(text.length);
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    if (pair.includes(' ') || !sources.some(({ folded }) => folded.includes(pair))) continue;
    said[i] = 1;
    said[i + 1] = 1;
  }
  let characters = 0;
  let novel = 0;
  let run = 0;
  let longestRun = 0;
  const neutral = text.replace(NEUTRAL_CHINESE, (word) => ' '.repeat(word.length));
  for (let i = 0; i < text.length; i++) {
    // One that stands alone is said where any source has it.
    const alone = !BOUND.test(text.charAt(i - 1)) && !BOUND.test(text.charAt(i + 1));
    if (alone && sources.some(({ folded }) => folded.includes(neutral.charAt(i)))) said[i] = 1;
    if (!HAN.test(neutral.charAt(i))) {
      run = 0;
      continue;
    }
    characters += 1;
    run = said[i] === 1 ? 0 : run + 1;
    if (said[i] !== 1) novel += 1;
    longestRun = Math.max(longestRun, run);
  }
  return {
    words: words.length,
    novelWords: novelWords.length,
    characters,
    novelCharacters: novel,
    longestRun,
  };
}
