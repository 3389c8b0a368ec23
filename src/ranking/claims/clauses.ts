import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { contentWords } from './coverage.ts';
import { NEUTRAL_CHINESE_PHRASES } from './neutral-words.ts';
import { termsOf } from './terms.ts';

/** What ends a clause: punctuation, not a point within a number, nor the colon behind a field's name. */
const PUNCTUATION = /[,;!?，。；！？\n()（）]|\.(?!\d)/;
const CONJUNCTION = /\b(?:and|but|while|otherwise)\b|但|而(?!且)/;

/** The clauses of a source, none of them blank. */
export function clausesOf(text: string): string[] {
  return text.split(PUNCTUATION).filter((clause) => clause.trim() !== '');
}

const SPOKEN = new RegExp(`${PUNCTUATION.source}|${CONJUNCTION.source}`);

/** The clauses of a sentence that is checked. Conjunctions end them too: each part is held against its own clause of a source. */
export function spokenClauses(sentence: string): string[] {
  return sentence.split(SPOKEN).filter((clause) => clause.trim() !== '');
}

/** The clause of a checked sentence around a place. */
export function clauseAt(sentence: string, place: number): string {
  let from = 0;
  for (const clause of spokenClauses(sentence)) {
    const start = sentence.indexOf(clause, from);
    from = start + clause.length;
    if (place < from) return clause;
  }
  return sentence;
}

/**
 * What a piece of text is about, comparable between texts: roots of English words, pairs of Chinese characters, known attribute values and
 * shop's terms, the last two across languages and, unless `parts` is set, instead of the words that they are made of. Words that say nothing
 * are left out.
 */
export function topicsOf(text: string, parts = false): Set<string> {
  const topics = new Set<string>();
  let left = foldText(text);
  const known = [
    ...matchGazetteer(text).map(({ name, canonical, start, end }) => ({ topic: `${name}:${canonical}`, start, end })),
    ...termsOf(left).map(({ concept, start, end }) => ({ topic: `term:${concept}`, start, end })),
  ];
  for (const { topic, start, end } of known) {
    topics.add(topic);
    if (parts) continue;
    left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  }
  for (const word of contentWords(left)) topics.add(rootOf(word));
  left = left.replace(NEUTRAL_CHINESE_PHRASES, (word) => ' '.repeat(word.length));
  for (let i = 0; i + 1 < left.length; i++) {
    const pair = left.slice(i, i + 2);
    if (/^[\u3400-\u9fff]{2}$/.test(pair)) topics.add(pair);
  }
  return topics;
}

/** An English word without its ending, where four letters are left. */
function rootOf(word: string): string {
  const root = word.replace(/(?:ing|ed|er|ly|e|y|able|ible|ion|al)$/, '');
  return root.length >= 4 ? root : word;
}

/** How many topics two pieces share. */
export function sharedTopics(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const topic of a) if (b.has(topic)) shared += 1;
  return shared;
}
