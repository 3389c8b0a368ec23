import type { AssistRequest } from '../../contract/assist.ts';
import type { FiltersBody } from '../../contract/filters.ts';
import type { Hit } from '../../contract/search.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import { childCall } from '../../models/wrappers/child-call.ts';
import { supportOf, termsOf } from '../../ranking/support.ts';
import type { Impression } from '../../state/behaviour/port.ts';
import { type SearchAnswer, searchTask } from '../search.ts';
import type { DialogueState } from './state.ts';
import type { AssistContext } from './told.ts';

/** Who asks. */
type Who = Pick<AssistRequest, 'shopper_id' | 'session_id'>;

/**
 * What is said to fit is judged exact with this relevance, and its cosine is near the best one's: the match model alone also takes a phone for
 * earphones. What is similar need be less sure.
 */
const SURE = { relevance: 0.5, distance: 0.045 };
/** The same of what is similar. */
export const SIMILAR = { relevance: 0.3, distance: 0.05 };

/** Milliseconds that a search may take of an answer. */
const PATIENCE = 5_000;

/** An answer of a search, and what would be kept of it if all of it were shown; null where nobody is named. */
export type Searched = SearchAnswer & { impression: Impression | null };

/** Searches the catalogue for who asks, under a part of the answer's deadline. What of it is shown, `showed` keeps. */
export async function searchFor(
  query: string,
  {
    limit,
    filters,
    language,
    request: { shopper_id, session_id },
  }: { limit: number; filters?: FiltersBody; language: Language; request: Who },
  context: AssistContext,
): Promise<Searched> {
  const { call, now, behaviour } = context;
  const child = childCall(call, { deadline: Math.min(call.deadline, now() + PATIENCE) });
  let impression: Impression | null = null;
  try {
    const answer = await searchTask(
      {
        query,
        limit,
        explain: true,
        language,
        ...(filters === undefined ? {} : { filters }),
        ...(shopper_id === undefined ? {} : { shopper_id }),
        ...(session_id === undefined ? {} : { session_id }),
      },
      {
        ...context,
        call: child.call,
        behaviour: {
          shopper: async (id) => await behaviour.shopper(id),
          shown: async (one) => {
            impression = one;
          },
        },
      },
    );
    return { ...answer, impression };
  } finally {
    child.release();
  }
}

/** Keeps that these hits of a search were shown, in this order; the others were only looked at. Returns what names the answer in events; null where nobody is named. */
export function showed(
  { impression }: Searched,
  hits: readonly Hit[],
  { call, behaviour }: AssistContext,
): string | null {
  if (impression === null) return null;
  const items = hits.flatMap(({ id }, i) => {
    const item = impression.items.find((one) => one.id === id);
    return item === undefined ? [] : [{ ...item, position: i + 1 }];
  });
  call.defer(behaviour.shown({ ...impression, items }));
  return impression.answerId;
}

/** The units of a search. */
export const unitsOf = ({ judged }: SearchAnswer): number => 1 + Math.ceil(judged / 10);

/** Of some hits those that are surely just what was asked for, by their relevance and by their nearness among all. */
export function surelyExact(hits: readonly Hit[], all: readonly Hit[], language: Language): Hit[] {
  const near = nearness(all);
  const exact = hits.filter((hit) => hit.relation === 'exact' && (hit.conflicts ?? []).length === 0 && near(hit, SURE));
  return inLanguage(exact, language);
}

/** Where titles name the thing that is looked for, in either language, those that do; else all. The match model also takes a bag for a tent. */
export function ofThing(hits: readonly Hit[], { words }: DialogueState): readonly Hit[] {
  const terms = termsOf((words['product_type'] ?? []).join(' '));
  const named = hits.filter(({ product }) => supportOf(product.title, terms) >= 0.5);
  return named.length > 0 ? named : hits;
}

/** Whether a hit is relevant enough, and in meaning near enough to the nearest of the hits; one that is not embedded yet is not far. */
export function nearness(hits: readonly Hit[]): (hit: Hit, least: { relevance: number; distance: number }) => boolean {
  const best = Math.max(...hits.map(({ signals }) => signals.semantic ?? -1));
  return ({ relevance, signals: { semantic } }, least) =>
    relevance >= least.relevance && (semantic === null || best - semantic <= least.distance);
}

/** A product in another language is shown only where the best in the shopper's own are worth less than this part of it. */
const OWN_LANGUAGE = 0.75;

/** Those in the shopper's language, where they are about as relevant as the others. */
export function inLanguage(hits: readonly Hit[], language: Language): Hit[] {
  const best = (list: readonly Hit[]): number => Math.max(0, ...list.map(({ relevance }) => relevance));
  const own = hits.filter(({ product }) => (product.language ?? detectLanguage(product.title)) === language);
  return own.length > 0 && best(own) >= OWN_LANGUAGE * best(hits) ? own : [...hits];
}

/** What the dialogue chose and refused, as filters; null for nothing. */
export function filtersOf({ chosen, otherThan, seen }: DialogueState): FiltersBody | null {
  const not = {
    ...(otherThan.length === 0 ? {} : { brand: [...otherThan] }),
    ...(seen.length === 0 ? {} : { id: [...seen] }),
  };
  const fields = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, [...values]]));
  if (Object.keys(fields).length === 0 && Object.keys(not).length === 0) return null;
  return { ...fields, ...(Object.keys(not).length === 0 ? {} : { not }) } as FiltersBody;
}

/** By price where that was asked for; what states its price before what does not where the price matters. Otherwise as found. */
export function inOrder(hits: readonly Hit[], { order, price }: DialogueState): Hit[] {
  const amount = ({ product }: Hit): number | null => product.price?.amount ?? null;
  if (order === null && price === null) return [...hits];
  const sign = order === 'dearest' ? -1 : order === 'cheapest' ? 1 : 0;
  return hits.toSorted((a, b) => {
    const [left, right] = [amount(a), amount(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}
