import type { Action, AssistRequest, Done, ShownProduct } from '../contract/assist.ts';
import type { Problem } from './answers.ts';
import type { StreamEvent } from './event-stream.ts';
import { parseProblem } from './problem.ts';

/** Messages that `/v1/assist` reads. */
const MOST_READ = 40;

/** A piece of the assistant's text, with the ids of the sources that it holds by. */
export interface Piece {
  text: string;
  sources: readonly string[];
}

/** What the assistant has said so far in answer to one message. */
export interface Answer {
  pieces: readonly Piece[];
  products: readonly ShownProduct[];
  actions: readonly Action[];
  done: Done | null;
  problem: Problem | null;
}

/** One message of the shopper and what came of it. `stopped`: the shopper wanted no more of it. */
export interface Turn {
  said: string;
  answer: Answer;
  stopped: boolean;
}

/** An answer before its first event. */
export const UNANSWERED: Answer = { pieces: [], products: [], actions: [], done: null, problem: null };

/** The answer with one more event. Events that are not known change nothing. */
export function withEvent(answer: Answer, { event, data }: StreamEvent): Answer {
  switch (event) {
    case 'token': {
      const { text, sources = [] } = data as { text: string; sources?: string[] };
      return { ...answer, pieces: [...answer.pieces, { text, sources }] };
    }
    case 'product':
      return { ...answer, products: [...answer.products, data as ShownProduct] };
    case 'action':
      return { ...answer, actions: [...answer.actions, data as Action] };
    case 'done':
      return { ...answer, done: data as Done };
    case 'error':
      return { ...answer, problem: parseProblem((data as { status?: number }).status ?? 500, data, null) };
    default:
      return answer;
  }
}

/** The text of an answer. */
export function textOf({ pieces }: Answer): string {
  return pieces.map(({ text }) => text).join('');
}

/** The ids of the sources in the order in which the text names them first, then those that only `done` names. */
export function sourceOrder({ pieces, done }: Answer): string[] {
  return [...new Set([...pieces.flatMap(({ sources }) => sources), ...(done?.sources ?? []).map(({ id }) => id)])];
}

/** The dialogue as `/v1/assist` takes it, ending with a new message. An answer that never began is left out. */
export function messagesOf(turns: readonly Turn[], said: string): AssistRequest['messages'] {
  const before = turns.flatMap(({ said: asked, answer }): AssistRequest['messages'] => {
    const text = textOf(answer).trim().slice(0, 4000);
    const ids = answer.products.map(({ product }) => product.id);
    return [
      { role: 'user', content: asked },
      ...(text === '' ? [] : [{ role: 'assistant' as const, content: text, product_ids: ids }]),
    ];
  });
  return [...before, { role: 'user' as const, content: said }].slice(-MOST_READ);
}

/** An option of a question as a message. */
export function optionText(
  language: 'zh' | 'en',
  { value, gte, lt, currency }: NonNullable<Done['question']>['options'][number],
): string {
  if (value !== undefined) return value;
  const unit = currency === 'CNY' && language === 'zh' ? '元' : ` ${currency ?? ''}`.trimEnd();
  if (gte === undefined || gte === 0) return language === 'zh' ? `${lt}${unit}以内` : `under ${lt}${unit}`;
  if (lt === undefined) return language === 'zh' ? `${gte}${unit}以上` : `over ${gte}${unit}`;
  return language === 'zh' ? `${gte}到${lt}${unit}` : `between ${gte} and ${lt}${unit}`;
}
