import type { LoggedDraws } from '../../core/logged-draws.ts';
import { diversify } from '../../ranking/recommend/diversify.ts';
import { draw, type Drawn } from '../../ranking/recommend/draw.ts';
import { type Kind, LEARNT_PARTS } from '../../ranking/recommend/kinds.ts';

/** How a list is to be chosen. */
export interface Wanted {
  kind: Kind;
  /** False: nothing speaks for one rather than another but their order. */
  isDrawn: boolean;
  /** Of the weights that scored the choices. */
  version: number;
  diversity: number;
  limit: number;
  random: () => number;
}

/** A list, the chance that each of it had to stand there, and the log of its draws; null where it was not drawn. */
export interface Chosen<T> {
  list: T[];
  propensities: number[];
  draws: LoggedDraws | null;
}

/** One item of an answer of so many is drawn among those without events. */
const EXPLORED_FROM = 5;

/** Chooses from `choices`, best first: drawn by their scores, with a newcomer last, or the best as they are. */
export function choose<T extends Drawn>(
  choices: readonly T[],
  { kind, isDrawn, version, ...wanted }: Wanted,
): Chosen<T> {
  const { limit, random } = wanted;
  const diversity = kind === 'similar' ? 0 : wanted.diversity;
  if (!isDrawn) {
    const list = diversify(choices, diversity, limit);
    return { list, propensities: list.map(() => 1), draws: null };
  }
  const drawn = draw(choices, { diversity, limit, random }, { kind, version, parts: LEARNT_PARTS });
  const list = drawn.chosen;
  const chance = limit >= EXPLORED_FROM ? explore(choices, list, limit, random) : null;
  // The newcomer may stand in a place that was drawn.
  const places = drawn.draws.places.slice(0, chance === null ? list.length : list.length - 1);
  const propensities = list.map((_, i) => places[i]?.propensity ?? 1);
  if (chance !== null) propensities[list.length - 1] = chance;
  return { list, propensities, draws: { ...drawn.draws, places } };
}

/** Puts one of those that nobody has looked at yet in the last place, each as likely, and gives its chance; null where there is none. */
function explore<T extends Drawn>(
  choices: readonly T[],
  list: T[],
  limit: number,
  random: () => number,
): number | null {
  const shown = new Set(list);
  const unseen = choices.filter((one) => !shown.has(one) && one.signals.popularity === 0 && one.signals.content > 0);
  const drawn = unseen[Math.floor(random() * unseen.length)];
  if (drawn === undefined) return null;
  if (list.length === limit) list.pop();
  list.push({ ...drawn, signals: { ...drawn.signals, exploration: 1 } });
  return 1 / unseen.length;
}
