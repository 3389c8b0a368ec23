import type { Action, Done, ShownProduct } from '../../contract/assist.ts';
import type { AssistEvent } from '../assist.ts';

/** The events of an answer as one object. Rejects where the answer does. */
export async function wholeAnswer(
  events: AsyncIterable<AssistEvent>,
): Promise<{ text: string; products: ShownProduct[]; actions: Action[] } & Omit<Done, 'warnings'>> {
  let text = '';
  const products: ShownProduct[] = [];
  const actions: Action[] = [];
  for await (const one of events) {
    if (one.event === 'token') text += one.data.text;
    else if (one.event === 'product') products.push(one.data);
    else if (one.event === 'action') actions.push(one.data);
    else return { text, products, actions, ...one.data };
  }
  throw new Error('an answer ended without its end');
}
