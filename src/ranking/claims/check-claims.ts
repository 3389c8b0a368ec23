import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { clauseAt, sharedTopics, spokenClauses, topicsOf } from './clauses.ts';
import { contentWords, coverageOf } from './coverage.ts';
import { datesOf, sameDay } from './dates.ts';
import { contradicts } from './polarity.ts';
import { completedAction, promisesAction } from './promises.ts';
import { followsFrom, type Quantity, quantitiesOf } from './quantities.ts';
import type { MeasuredClause, Source } from './source.ts';
import { isOfTheShop, termsOf } from './terms.ts';

/** Why a sentence may not be said. */
export type Fault =
  'promise' | 'link' | 'amount' | 'date' | 'term' | 'value' | 'name' | 'negation' | 'words' | 'no_source';

/** The part of a sentence's Chinese content characters that its sources must have: words are not told apart exactly. Of English words it is all. */
const LEAST_COVERAGE = 0.8;

/** So many Chinese content characters on end that no source has are a claim of their own. */
const LONGEST_RUN = 2;

const LINK = /https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b[\w-]+\.(?:com|net|org|cn|io|shop|store)\b\S*/gi;
const PHONE = /(?<![\w.])\+?\d[\d -]{6,}\d(?![\w.])/g;
const NAME = /(?<![A-Za-z0-9])(?:[A-Z][\w&'-]*|[A-Za-z]+\d[\w-]*|\d+[A-Za-z]+\d[\w-]*)/g;

/**
 * Whether the sources of a sentence say what it says; `null` if so, else the first fault found. Every amount, price, measure, date, link,
 * name, known attribute value and shop's term must be in a source, in either language and any unit; what it denies they must not only
 * affirm; it must not say that anything is done; and its content words must be theirs, of Chinese characters at least `LEAST_COVERAGE`.
 *
 * A sentence without sources may only say what nobody has to hold by: a greeting, or a question about what is in `background`. Of a
 * sentence about several products each clause must hold by one of them: the price of one is not the other's.
 */
export function checkClaims(
  sentence: string,
  { sources, background = [] }: { sources: readonly Source[]; background?: readonly Source[] },
): Fault | null {
  const fault = faultOf(sentence, { sources, background, count: sources.length });
  const products = sources.filter(({ kind }) => kind === 'product');
  if (fault !== null || products.length < 2) return fault;
  const others = sources.filter(({ kind }) => kind !== 'product');
  for (const clause of spokenClauses(sentence)) {
    const faults = products.map((product) =>
      faultOf(clause, { sources: [product, ...others], background, count: sources.length }),
    );
    if (!faults.includes(null)) return faults[0] ?? null;
  }
  return null;
}

interface Held {
  sources: readonly Source[];
  background: readonly Source[];
  /** How many things the sentence is about. */
  count: number;
}

function faultOf(sentence: string, { sources, background, count }: Held): Fault | null {
  const folded = foldText(sentence);
  if (promisesAction(folded)) return 'promise';
  const done = completedAction(folded);
  // That is for the order to tell.
  if (done !== null && !sources.some((source) => source.kind === 'order' && source.folded.includes(done))) {
    return 'promise';
  }
  const isOpen = sources.length === 0;
  const isGreeting = isOpen && !isQuestion(sentence);
  const evidence = isGreeting ? [] : isOpen ? background : sources;
  const blank = new Uint8Array(sentence.length);
  const fault =
    faultOfLinks(sentence, evidence, blank) ??
    faultOfAmounts(sentence, evidence, blank, count) ??
    faultOfTerms(folded, evidence, blank) ??
    faultOfValues(sentence, evidence, blank) ??
    faultOfNames(sentence, evidence, blank);
  if (fault !== null) return isGreeting ? 'no_source' : fault;
  const { words, novelWords, characters, novelCharacters, longestRun } = coverageOf(folded, evidence, blank);
  if (isGreeting) return words + characters === 0 ? null : 'no_source';
  const isNovel = novelCharacters > (1 - LEAST_COVERAGE) * characters + 1e-9;
  if (novelWords > 0 || isNovel || longestRun > LONGEST_RUN) return 'words';
  if (isOpen) return null;
  const stated = sources.flatMap(({ stances }) => stances);
  if (contradicts(sentence, stated)) return 'negation';
  if (isDetached(sentence, sources)) return 'term';
  return sources.every(({ kind }) => kind === 'document') && isPatchwork(sentence, sources) ? 'words' : null;
}

function isQuestion(sentence: string): boolean {
  return /[?？]["'”’」』]*$|[吗呢么][。.!！]?$/.test(sentence.trim());
}

/** What is only true of something, and often under a condition. */
const CONDITIONAL = ['term:free', 'term:discount', 'term:fee'];

/**
 * Whether a clause says of one thing that it is free, reduced or charged, and the shop says it of another, or with an amount that the
 * sentence leaves out (“free for orders over $50”).
 */
function isDetached(sentence: string, sources: readonly Source[]): boolean {
  const statements = sources.flatMap((source) => (source.kind === 'product' ? [] : source.statements));
  const isMeasured = quantitiesOf(sentence).length > 0;
  return spokenClauses(sentence).some((clause) => {
    const topics = topicsOf(clause);
    return CONDITIONAL.some(
      (term) =>
        topics.has(term) &&
        !statements.some(
          (stated) =>
            stated.topics.has(term) &&
            (isMeasured || !stated.isMeasured) &&
            sharedTopics(topics, stated.topics) >= Math.min(2, stated.topics.size),
        ),
    );
  });
}

/** Of a clause about a policy so much must stand in one sentence: words of several make a policy that nobody wrote. */
const LEAST_OF_ONE = 0.6;

/**
 * Whether a clause is put together from several sentences of its sources, or takes a shop's term from another statement than the one that
 * is most about the same (of “wrapping costs $2, cards are free” that wrapping is free).
 */
function isPatchwork(sentence: string, sources: readonly Source[]): boolean {
  const theirs = sources.flatMap((source) => source.topics);
  const statements = sources.flatMap((source) => source.statements.map(({ topics }) => topics));
  let unmeasured = sentence;
  for (const { start, end } of quantitiesOf(sentence)) {
    unmeasured = unmeasured.slice(0, start) + ' '.repeat(end - start) + unmeasured.slice(end);
  }
  return spokenClauses(unmeasured).some((clause) => {
    const topics = topicsOf(clause);
    const mostOf = (all: readonly ReadonlySet<string>[]): number =>
      Math.max(0, ...all.map((other) => sharedTopics(topics, other)));
    if (mostOf(theirs) < LEAST_OF_ONE * topics.size) return true;
    const terms = [...topics].filter((topic) => topic.startsWith('term:'));
    const most = mostOf(statements);
    return !statements.some((other) => sharedTopics(topics, other) === most && terms.every((term) => other.has(term)));
  });
}

function faultOfLinks(sentence: string, sources: readonly Source[], blank: Uint8Array): Fault | null {
  for (const match of sentence.matchAll(LINK)) {
    const link = match[0].replace(/[.,;:!?)。，]+$/, '');
    if (!sources.some(({ text }) => text.includes(link))) return 'link';
    blank.fill(1, match.index, match.index + link.length);
  }
  for (const match of sentence.matchAll(PHONE)) {
    const digits = match[0].replaceAll(/\D/g, '');
    if (digits.length < 7 || datesOf(match[0]).length > 0 || blank[match.index] === 1) continue;
    if (!sources.some(({ text }) => text.replaceAll(/[^\d\n]/g, '').includes(digits))) return 'link';
    blank.fill(1, match.index, match.index + match[0].length);
  }
  return null;
}

function faultOfAmounts(sentence: string, sources: readonly Source[], blank: Uint8Array, count: number): Fault | null {
  const dates = sources.flatMap((source) => source.dates);
  for (const date of datesOf(sentence)) {
    if (!dates.some((other) => sameDay(date, other))) return 'date';
    blank.fill(1, date.start, date.end);
  }
  const stated = sources.flatMap(({ measured }) => measured);
  for (const quantity of quantitiesOf(sentence)) {
    if (blank[quantity.start] === 1) continue;
    // “These two kettles”: how many are spoken of.
    const counts = (quantity.kind === 'count' || quantity.kind === null) && quantity.low === count && count > 1;
    if (!counts && !isStated(quantity, clauseAt(sentence, quantity.start), stated)) return 'amount';
    blank.fill(1, quantity.start, quantity.end);
  }
  return null;
}

/** Whether an amount stands in a clause of the sources, and in none that is less about the same than another with an amount of its kind. */
function isStated(said: Quantity, clause: string, stated: readonly MeasuredClause[]): boolean {
  const topics = topicsOf(clause);
  const near = stated
    .filter(({ amounts }) => amounts.some(({ kind }) => kind === said.kind || kind === null || said.kind === null))
    .map(({ amounts, topics: theirs }) => ({ amounts, shared: sharedTopics(topics, theirs) }));
  const most = Math.max(0, ...near.map(({ shared }) => shared));
  return near.some(({ amounts, shared }) => shared === most && amounts.some((amount) => followsFrom(said, amount)));
}

function faultOfTerms(folded: string, sources: readonly Source[], blank: Uint8Array): Fault | null {
  for (const { concept, start, end } of termsOf(folded)) {
    const mayPromise = (source: Source): boolean => source.kind !== 'product' || !isOfTheShop(concept);
    if (!sources.some((source) => mayPromise(source) && source.concepts.has(concept))) return 'term';
    blank.fill(1, start, end);
  }
  return null;
}

function faultOfValues(sentence: string, sources: readonly Source[], blank: Uint8Array): Fault | null {
  for (const { name, canonical, text, start, end } of matchGazetteer(sentence)) {
    if (blank[start] === 1) continue;
    const said = foldText(text);
    const isKnown = sources.some(({ values, folded }) => values.has(`${name} ${canonical}`) || holdsWord(folded, said));
    // What a thing is called has many words (杯子 for a 保温杯), and a common word may mean no attribute: they count as words below.
    if (!isKnown && name !== 'product_type' && !NO_VALUE.test(said)) return 'value';
    if (isKnown) blank.fill(1, start, end);
  }
  return null;
}

/** Known words that mostly mean nothing of the kind in a sentence. */
const NO_VALUE =
  /^(?:new|work|fresh|light|small|large|home|clear|school|sleep|compatible|original|universal|cool|sweet|fall|stage|wrap|straight|loose|flat|pets|personal)$/;

function holdsWord(text: string, word: string): boolean {
  if (!/^[a-z]/.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const after = text.slice(at + word.length).replace(/^s/, '');
    if (!/[a-z]/.test(text.charAt(at - 1)) && !/^[a-z]/.test(after)) return true;
  }
  return false;
}

function faultOfNames(sentence: string, sources: readonly Source[], blank: Uint8Array): Fault | null {
  for (const match of sentence.matchAll(NAME)) {
    if (blank[match.index] === 1) continue;
    const name = match[0].replace(/'s$/, '');
    const first =
      /^[^\p{L}\p{N}]*$/u.test(sentence.slice(0, match.index)) ||
      /[.!?:：。！？]["'”’)]*\s*$/.test(sentence.slice(0, match.index));
    const common = /^[A-Z][a-z']*$/.test(name) && (first || contentWords(foldText(name)).length === 0);
    if (common || name === 'I' || name.startsWith("I'")) continue;
    if (!sources.some(({ folded }) => holdsWord(folded, foldText(name)))) return 'name';
  }
  return null;
}
