import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { clausesOf, topicsOf } from './clauses.ts';
import { contentWords } from './coverage.ts';
import { datesOf, type StatedDate } from './dates.ts';
import { type Stance, stanceOf, statementsOf } from './polarity.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';
import { sentencesOf } from './sentences.ts';
import { termsOf } from './terms.ts';

/** A clause with amounts, and what it is about. */
export interface MeasuredClause {
  amounts: readonly Quantity[];
  topics: ReadonlySet<string>;
}

/** A text that sentences are held against. What is read of it is read when it is first needed, and once. */
export class Source {
  /** A product's text cannot make the shop's promises. */
  readonly kind: 'product' | 'document' | 'order';
  readonly text: string;
  readonly folded: string;
  readonly #read = new Map<string, unknown>();

  constructor(kind: Source['kind'], text: string) {
    this.kind = kind;
    this.text = text;
    this.folded = foldText(text);
  }

  /** Its content words in all scripts but the Chinese, stemmed. */
  get words(): ReadonlySet<string> {
    return this.#once('words', () => new Set(contentWords(this.folded)));
  }

  /** The known attribute values in it, as `name canonical`. */
  get values(): ReadonlySet<string> {
    return this.#once('values', () => new Set(matchGazetteer(this.text).map((hit) => `${hit.name} ${hit.canonical}`)));
  }

  /** The shop's terms in it. */
  get concepts(): ReadonlySet<string> {
    return this.#once('concepts', () => new Set(termsOf(this.folded).map(({ concept }) => concept)));
  }

  get dates(): readonly StatedDate[] {
    return this.#once('dates', () => datesOf(this.text));
  }

  /** Its clauses with amounts. */
  get measured(): readonly MeasuredClause[] {
    return this.#once('measured', () =>
      clausesOf(this.text)
        .map((clause) => ({ clause, amounts: quantitiesOf(clause) }))
        .filter(({ amounts }) => amounts.length > 0)
        .map(({ clause, amounts }) => ({ amounts, topics: topicsOf(clause) })),
    );
  }

  /** What each of its sentences is about. */
  get topics(): readonly ReadonlySet<string>[] {
    return this.#once('topics', () => sentencesOf(this.text).map((sentence) => topicsOf(sentence)));
  }

  /** What each of its statements is about, and whether it has an amount. */
  get statements(): readonly { topics: ReadonlySet<string>; isMeasured: boolean }[] {
    return this.#once('statements', () =>
      statementsOf(this.text).map((statement) => ({
        topics: topicsOf(statement),
        isMeasured: quantitiesOf(statement).length > 0,
      })),
    );
  }

  /** What each of its statements affirms and denies. */
  get stances(): readonly Stance[] {
    return this.#once('stances', () => statementsOf(this.text).map(stanceOf));
  }

  #once<T>(name: string, read: () => T): T {
    if (!this.#read.has(name)) this.#read.set(name, read());
    return this.#read.get(name) as T;
  }
}
