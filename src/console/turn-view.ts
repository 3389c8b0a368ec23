import type { Done } from '../contract/assist.ts';
import { actionView, comparisonView, productView, sourcesView } from './assist-cards.ts';
import { optionText, sourceOrder } from './dialogue.ts';
import type { Answer, Turn } from './dialogue.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { milliseconds } from './numbers.ts';
import { problemView } from './problem-view.ts';
import { degradedNote } from './receipt.ts';

/** How long an answer took, in milliseconds from the message; null: it has not come so far. */
export interface Timing {
  first: number | null;
  whole: number | null;
}

/** What a turn calls back with. */
export interface TurnListener {
  /** Sends a message, such as an option of the question. */
  say(text: string): void;
  /** Asks the last message again. */
  again(): void;
}

/** A message and its answer. `isLast`: its options and its retry still serve. */
export function turnView(
  language: Language,
  turn: Turn,
  { number, isLast, timing }: { number: number; isLast: boolean; timing: Timing },
  listener: TurnListener,
): HTMLElement[] {
  const { answer, said, stopped } = turn;
  const isRunning = answer.done === null && answer.problem === null && !stopped;
  const anchor = (id: string): string => `source-${number}-${sourceOrder(answer).indexOf(id) + 1}`;
  const titleOf = (id: string): string => answer.products.find(({ product }) => product.id === id)?.product.title ?? id;
  const { done } = answer;
  const children: Child[] = [
    element('h2', { class: 'fine' }, say(language, 'assistant')),
    done !== null && degradedNote(language, done),
    answer.pieces.length === 0 && isRunning
      ? element('p', { class: 'fine' }, say(language, 'answering'))
      : textView(language, answer, anchor),
    answer.products.length > 0 &&
      element('ol', { class: 'cards' }, ...answer.products.map((shown, place) => productView(language, shown, place))),
    done?.comparison !== undefined && comparisonView(language, done.comparison, titleOf),
    ...answer.actions.map((action) => actionView(language, action)),
    done?.question !== undefined && isLast && optionsView(language, done.question.options, listener),
    stopped && element('p', { class: 'note' }, say(language, 'stopped')),
    answer.problem !== null && problemView(language, answer.problem),
    (answer.problem !== null || stopped) &&
      isLast &&
      button('quiet', say(language, 'try_again'), () => listener.again()),
    done !== null && sourcesView(language, sourceOrder(answer), done.sources, anchor),
    done !== null && footer(language, done, timing),
  ];
  return [
    element('li', { class: 'said-by-you' }, element('h2', { class: 'unseen' }, say(language, 'you')), said),
    element('li', { class: 'said-by-it', 'aria-busy': String(isRunning) }, ...children),
  ];
}

/** The text, with the numbers of its sources. */
function textView(language: Language, answer: Answer, anchor: (id: string) => string): HTMLElement {
  const order = sourceOrder(answer);
  return element(
    'p',
    { class: 'answer-text' },
    ...answer.pieces.flatMap(({ text, sources }): Child[] => [
      text,
      ...sources.map((id) => {
        const number = order.indexOf(id) + 1;
        const label = say(language, 'source', { number });
        return element('sup', {}, element('a', { href: `#${anchor(id)}`, 'aria-label': label }, `[${number}]`));
      }),
    ]),
  );
}

function optionsView(
  language: Language,
  options: NonNullable<Done['question']>['options'],
  listener: TurnListener,
): HTMLElement {
  return element(
    'div',
    { class: 'options', role: 'group', 'aria-label': say(language, 'options_here') },
    ...options.map((option) => {
      const text = optionText(language, option);
      return button('example', `${text} (${option.count})`, () => listener.say(text));
    }),
  );
}

function footer(language: Language, { route, writing, served_by: served }: Done, timing: Timing): HTMLElement {
  const notes = [
    `${say(language, 'route')}: ${say(language, `route_${route}`)}`,
    `${say(language, 'worded_by')}: ${say(language, `writing_${writing.path}`)}${
      writing.degraded ? ` (${say(language, 'degraded')}: ${writing.reason ?? say(language, 'no_reason')})` : ''
    }`,
    ...(writing.dropped > 0 ? [say(language, 'dropped_sentences', { count: writing.dropped })] : []),
    `${say(language, 'served_by')}: ${served.path}`,
    ...(timing.first === null ? [] : [`${say(language, 'first_word')}: ${milliseconds(timing.first)}`]),
    ...(timing.whole === null ? [] : [`${say(language, 'whole_answer')}: ${milliseconds(timing.whole)}`]),
  ];
  return element('p', { class: 'fine figure turn-notes' }, notes.join(' · '));
}
