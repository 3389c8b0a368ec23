import type { ContentIndex } from '../../../ranking/recommend/content-index.ts';
import { PART_WEIGHTS } from '../../../ranking/recommend/weights.ts';
import { heldOut } from '../sets/read.ts';
import { baselinesOver } from './baselines.ts';
import { contentAlone, countSequences, type Figures, measure, type Question, recommenderOver } from './measure.ts';
import type { Sequence } from './read-sequences.ts';

/** One user in so many is new: nothing that they did is counted. */
const NEW_SHARE = 10;

/** So many of the first items of a new user are known; the next one is looked for. */
const KNOWN = [0, 1, 2, 3] as const;

/** What is foreseen of users of whom so many events are known. */
export interface ColdFigures {
  events: number;
  /** Among the counts of all others. */
  aisle: Figures;
  popularity: Figures;
  /** All that there is to go by in a shop where nobody has done anything else; null where there is nothing yet to be like. */
  content_alone: Figures | null;
}

/**
 * The first items of users that the counts know nothing of: one in ten, of those with more items than are ever known; the same users for each
 * number of events. The others are counted whole but their last `hold` items. Empty where no user is new.
 */
export function coldUsers(
  sequences: readonly Sequence[],
  hold: number,
  content: ContentIndex,
  items: readonly string[],
  signal: AbortSignal,
): ColdFigures[] {
  const isNew = ({ user }: Sequence): boolean => heldOut(user, NEW_SHARE);
  const others = sequences.filter((one) => !isNew(one));
  const fresh = sequences.filter((one) => isNew(one) && one.items.length > KNOWN.length);
  if (fresh.length === 0) return [];
  const graph = countSequences(others, hold);
  const aisle = recommenderOver(graph, content, items, PART_WEIGHTS);
  const alone = contentAlone(content, items);
  const { popularity } = baselinesOver(others, hold);
  return KNOWN.map((events) => {
    const questions = fresh.map((one): Question => ({
      history: one.items.slice(0, events),
      next: one.items[events] as string,
    }));
    const of = (recommender: typeof aisle): Figures => measure(questions, recommender, signal);
    return {
      events,
      aisle: of(aisle),
      popularity: of(popularity),
      content_alone: events === 0 ? null : of(alone),
    };
  });
}
