import { sentencesOf } from '../../ranking/claims/sentences.ts';
import type { Sentence } from './draft.ts';

/** The ids of facts behind a statement: `[product:k1]`, `[product:k1, order]`, 【document:returns#0】. */
const SOURCES = /\s*[[【]\s*((?:product:|document:|order\b)[^\]】\n]*)[\]】]/g;

/** A beginning of ids that may still be going on. */
const OPEN_SOURCES = /^\s*[[【][^\]】\n]{0,300}$/;

/** What may close a sentence, or be the middle of one (`.]It`): what follows tells. */
const CLOSERS = /^[\s\])"'”’]*$/;

/** Marks of a list or of emphasis, which a plain text has none of. */
const MARKS = /^\s*(?:[-*•#>]+\s+|\d{1,2}[.)、]\s+)|\*\*|__|`/g;

/** A rest that is a sentence, though nothing follows it: it ends as one, or with its sources. */
const ENDS = /[.。！？!?…:：][\s"'”’」』)）]*$/;

/** So many characters without an end are no sentence. */
const LONGEST = 1_000;

/** Puts the pieces that a writer gives together to sentences, each as soon as it and its sources are complete. */
export class SentenceStream {
  #open = '';

  /** The sentences that this piece completes. */
  push(piece: string): Sentence[] {
    this.#open += piece;
    const parts = sentencesOf(this.#open);
    const done: string[] = [];
    while (parts.length > 1) {
      const [first = '', ...rest] = parts;
      const next = rest.join('');
      // The sources of a sentence may stand behind its full stop.
      if (CLOSERS.test(next) || OPEN_SOURCES.test(next)) break;
      done.push(first);
      parts.shift();
      this.#open = next;
    }
    if (this.#open.length > LONGEST) this.#open = '';
    return done.flatMap(sentenceOf);
  }

  /** What is left when the writer has ended: what it broke off is none. */
  end(): Sentence[] {
    const rest = this.#open;
    this.#open = '';
    return sentencesOf(rest)
      .filter((part) => ENDS.test(part) || part.trim().search(SOURCES) >= 0)
      .flatMap(sentenceOf);
  }
}

function sentenceOf(part: string): Sentence[] {
  const sources = Array.from(part.matchAll(SOURCES), ([, ids = '']) => ids.split(/[,;，；、]/)).flat();
  const text = part
    .replaceAll(SOURCES, '')
    .replaceAll(MARKS, '')
    .replaceAll(/\s+(?=[.,;:!?。，；：！？])/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (text === '' || /^[\p{P}\p{S}\s]+$/u.test(text)) return [];
  return [{ text, sources: [...new Set(sources.map((id) => id.trim()).filter((id) => id !== ''))] }];
}
