import type { ReadTurn } from './dialogue.ts';
import { refined, refines } from './refine.ts';
import { type DialogueState, NO_STATE } from './state.ts';
import { exclusionsOf, isVague, orderOf, priceOf, wishOf, wordsOf } from './wish.ts';

/** What the dialogue has come to after a turn. `wants`: the turn asks for products. */
export function nextState(before: DialogueState, turn: ReadTurn, wants: boolean): DialogueState {
  // What may be anything is asked about no more.
  const settled = [turn.before.asked?.facet, turn.cues.freed].filter((facet) => facet !== undefined && facet !== null);
  const asked = [...new Set([...before.asked, ...settled])];
  const begin = turn.cues.startsOver ? { ...NO_STATE, asked: [] } : { ...before, asked };
  const focused = { ...begin, focus: focusOf(turn) ?? begin.focus };
  if (!wants) return focused;
  const isMore = refines(turn, begin);
  const state = isMore ? refined(begin, turn) : started(turn, asked);
  return { ...state, focus: null };
}

function focusOf({ cues: { ordinals }, before: { listed, spoken } }: ReadTurn): DialogueState['focus'] {
  const [place, ...others] = ordinals;
  if (place === undefined || others.length > 0) return spoken;
  return listed.at(place) ?? null;
}

function started(turn: ReadTurn, asked: readonly string[]): DialogueState {
  const { intent, cues } = turn;
  const words = wordsOf(intent);
  // Of “which phones take good photos” the phones are looked for from then on.
  const things = intent.intent === 'compare' ? (words['product_type'] ?? []) : [];
  return {
    ...NO_STATE,
    seeking: things.length > 0 ? things.join(' ') : wishOf(cues.text),
    words,
    price: priceOf(turn),
    excluded: exclusionsOf(turn),
    order: orderOf(turn),
    vague: isVague(turn),
    asked,
  };
}
