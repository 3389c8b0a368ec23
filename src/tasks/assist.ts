import type { Action, AssistRequest, Done, ShownProduct } from '../contract/assist.ts';
import type { Language } from '../core/language.ts';
import { worstServed } from '../core/served-by.ts';
import type { Provenance } from '../models/context.ts';
import { namesServiceTopic } from '../ranking/support.ts';
import { askProduct } from './assist/ask-product.ts';
import { compare } from './assist/compare.ts';
import { type Course, courseOf } from './assist/course.ts';
import { MOST_CHARACTERS, type ReadTurn, type Turn } from './assist/dialogue.ts';
import type { Draft, Sentence } from './assist/draft.ts';
import { find } from './assist/find.ts';
import { wishText } from './assist/shown.ts';
import { suggest } from './assist/suggest.ts';
import { knownTurns } from './assist/listed.ts';
import { saying, searching } from './assist/sayings.ts';
import { quotePassages } from './assist/passages.ts';
import { phrase } from './assist/phrase.ts';
import { handOver, serve } from './assist/service.ts';
import type { DialogueState } from './assist/state.ts';
import { type AssistContext, plain, together, told, type Told } from './assist/told.ts';
import { intentTask } from './intent.ts';

export type { AssistContext } from './assist/told.ts';

/** One event of an answer, in this order: pieces of text, products, proposals, then `done`. */
export type AssistEvent =
  | { event: 'token'; data: { text: string; sources?: string[] } }
  | { event: 'product'; data: ShownProduct }
  | { event: 'action'; data: Action }
  | { event: 'done'; data: Omit<Done, 'warnings'> };

/**
 * Answers the last message of a dialogue. What it comes to is a function of the messages, the shop's products and documents and the order
 * that was sent; nothing is kept of it. Throws AppError, also on the way.
 */
export async function* assistTask(
  request: AssistRequest,
  context: AssistContext,
): AsyncGenerator<AssistEvent, void, undefined> {
  const { turns, provenance } = await readTurns(request, context);
  const last = turns.at(-1);
  if (last === undefined) throw new Error('the contract lets no dialogue without a message of the user through');
  const course = courseOf(turns, request.product_ids?.length ?? 0);
  const language = request.language ?? last.language;
  const text = new Joined(language);
  if (course.route === 'search' || course.route === 'recommend') {
    // What was understood is true before anything is found.
    yield token(text, plain(searching(wishText(course.state, language), language)));
  }
  const found = await answerOf(course, last, request, language, context);
  const isLost = course.route === 'search' && found.products.length === 0 && last.before.foundNothing;
  const answer = isLost
    ? together(handOver('lost', turns, request.order, language), found)
    : course.handOver === null
      ? found
      : together(handOver(course.handOver, turns, request.order, language), found);
  const route = isLost ? 'hand_over' : saysPolicy(course.route, last, found) ? 'service' : course.route;
  const draft: Draft = { route, language, sentences: answer.sentences, facts: answer.facts };
  const cited = new Set<string>();
  const { writer, call, heard } = context;
  const phrased = phrase(draft, { messages: request.messages, writer, call });
  let next = await phrased.next();
  for (; next.done !== true; next = await phrased.next()) {
    for (const source of next.value.sources) cited.add(source);
    yield token(text, next.value);
  }
  const writing = next.value;
  if (answer.question !== null) yield token(text, plain(`\n${answer.question.text}`));
  for (const product of answer.products) yield { event: 'product', data: product };
  for (const action of answer.actions) yield { event: 'action', data: action };
  const { sample } = await context.catalog.status();
  yield {
    event: 'done',
    data: {
      route,
      language,
      state: stateOf(course.state),
      ...(answer.question === null ? {} : { question: answer.question }),
      ...(answer.comparison === null ? {} : { comparison: answer.comparison }),
      sources: sourcesOf(answer, cited),
      writing,
      ...(answer.queryId === null ? {} : { query_id: answer.queryId }),
      ...(heard === undefined ? {} : { heard }),
      ...(sample === true ? { sample } : {}),
      ...servedBy([provenance, ...answer.provenances]),
      usage: { units: turns.length + answer.units },
    },
  };
}

/** The user's turns with what the models read in each, in one call. */
async function readTurns(
  request: AssistRequest,
  context: AssistContext,
): Promise<{ turns: ReadTurn[]; provenance: Provenance }> {
  const turns = await knownTurns(request, context.catalog);
  const queries = turns.map(({ cues, message }: Turn) =>
    (cues.text === '' ? message : cues.text).slice(0, MOST_CHARACTERS).toWellFormed(),
  );
  const { results, ...provenance } = await intentTask({ queries }, context);
  const read = turns.map((turn, i): ReadTurn => {
    const intent = results[i];
    if (intent === undefined) throw new Error('intent answered fewer queries than it was asked');
    return { ...turn, intent };
  });
  return { turns: read, provenance };
}

async function answerOf(
  course: Course,
  turn: ReadTurn,
  request: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const { route, state, injected } = course;
  switch (route) {
    case 'search':
      return await find(state, request, language, context);
    case 'recommend':
      return await suggest(request, state, language, context);
    case 'compare':
      return await compare(turn, request, language, context);
    case 'product_question':
      return await askProduct(turn, state, request, language, context);
    case 'service':
      return await serve(turn, course, request, language, context);
    case 'small_talk':
      return told({ sentences: [plain(saying(turn.cues.talk ?? 'polite', language))] });
    case 'hand_over':
      return told({});
    case 'capabilities': {
      // What isn't understood may still be what a document answers.
      const policy =
        injected || !turn.cues.asks || !namesServiceTopic(turn.cues.text)
          ? told({})
          : await quotePassages(turn.cues.text, language, context);
      if (policy.sentences.length > 0) return policy;
      const refusal = injected ? [plain(saying('unmoved', language))] : [];
      return together(policy, told({ sentences: [...refusal, plain(saying('capabilities', language))] }));
    }
  }
}

/** Whether a question that was taken for another is answered by the shop's documents alone. */
function saysPolicy(route: Course['route'], { cues }: ReadTurn, { facts }: Told): boolean {
  const isOpen = route === 'capabilities' || (route === 'product_question' && namesServiceTopic(cues.text));
  return isOpen && facts.length > 0 && facts.every(({ kind }) => kind === 'document');
}

/** Joins sentences to a text: in English with a space between them. */
class Joined {
  readonly #language: Language;
  #isEmpty = true;

  constructor(language: Language) {
    this.#language = language;
  }

  next(text: string): string {
    const isFirst = this.#isEmpty;
    this.#isEmpty = false;
    if (isFirst) return text.trimStart();
    return this.#language === 'zh' || text.startsWith('\n') ? text : ` ${text}`;
  }
}

function token(joined: Joined, { text, sources }: Sentence): AssistEvent {
  const data = { text: joined.next(text), ...(sources.length === 0 ? {} : { sources: [...sources] }) };
  return { event: 'token', data };
}

function stateOf({ seeking, words, chosen, price, excluded, otherThan, asked, focus }: DialogueState): Done['state'] {
  const constraints: Done['state']['constraints'] = {};
  for (const [name, values] of [...Object.entries(words), ...Object.entries(chosen)]) constraints[name] = [...values];
  if (price !== null) Object.assign(constraints, { price });
  return {
    seeking,
    constraints,
    excluded: [...excluded, ...otherThan],
    asked: [...asked],
    focus: focus?.id ?? null,
  };
}

function sourcesOf({ facts, quotes, urls }: Told, cited: ReadonlySet<string>): Done['sources'] {
  return facts
    .filter(({ id }) => cited.has(id))
    .map(({ id, kind, title, text }) => {
      const url = urls.get(id);
      const quote = quotes.get(id) ?? (kind === 'product' ? title : text);
      return { id, kind, title, ...(url === undefined ? {} : { url }), quote };
    });
}

/** The worst of what made the answer, with the model that answers there. */
function servedBy(provenances: readonly Provenance[]): Pick<Done, 'model' | 'served_by'> {
  const served_by = worstServed(provenances.map((one) => one.served_by));
  const model = provenances.find((one) => one.served_by === served_by)?.model ?? { name: 'lexical', revision: '1' };
  return { model, served_by };
}
