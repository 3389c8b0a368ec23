import type { Learnt, LearntWeights } from '../../core/logged-draws.ts';
import { isLearnt, LEARNT_PARTS, shippedWeights } from '../recommend/kinds.ts';
import { examination, rewardOf } from './rewards.ts';

/** The size of a first step, of weights that sum up to 1; later ones get smaller by AdaGrad (Duchi, Hazan and Singer 2011). */
const STEP = 0.1;

/** How much a gradient goes back towards the shipped weights, by how far they are as a share of the sum. */
const PULL = 0.01;

/** Of two products whose scores differ by so much of the sum of the weights, the better is chosen 2.7 times as often. */
const SCALE = 0.1;

/** What a first gradient is thought to come after, lest it decide alone. */
const FIRST = 0.1;

/** A product of an answer: what spoke for it, and where it stood, from 1. */
interface ShownItem {
  id: string;
  position: number;
  signals: Readonly<Record<string, number>>;
}

/** What happened on a product of an answer, and the best that had happened before. */
export interface Happened {
  kind: string;
  items: readonly ShownItem[];
  productId: string;
  type: string;
  former: string | undefined;
}

/**
 * The next state of the learner after an event on a shown product. A pairwise logistic step (Joachims 2002; Burges et al. 2005): the product shall score above the
 * others of its answer, or below for a dismissal, by what the event is worth, divided by the share of shoppers who look at its place
 * (Joachims, Swaminathan and Schnabel 2017). Weights are never negative and sum up to what the shipped ones do, since only proportions rank.
 */
export function learnOnline(learnt: Learnt, { kind, items, productId, type, former }: Happened): Learnt {
  const item = items.find(({ id }) => id === productId);
  const gain = rewardOf(type) - rewardOf(former);
  if (item === undefined || gain === 0 || !isLearnt(kind)) return learnt;
  const others = items.filter(({ id }) => id !== productId);
  const shipped = shippedWeights(kind);
  const known: LearntWeights = learnt[kind] ?? { weights: { ...shipped }, squares: {}, events: 0 };
  const { weights, squares, events } = known;
  if (others.length === 0) return learnt;
  const total = LEARNT_PARTS.reduce((sum, part) => sum + shipped[part], 0);
  const share = gain / examination(item.position) / others.length;
  const gradient = new Map<string, number>(LEARNT_PARTS.map((part) => [part, 0]));
  for (const other of others) {
    const apart = LEARNT_PARTS.map((part) => (item.signals[part] ?? 0) - (other.signals[part] ?? 0));
    const margin = LEARNT_PARTS.reduce((sum, part, i) => sum + (weights[part] ?? 0) * (apart[i] as number), 0);
    const toGo = 1 / (1 + Math.exp((Math.sign(share) * margin) / (SCALE * total)));
    for (const [i, part] of LEARNT_PARTS.entries()) {
      gradient.set(part, (gradient.get(part) as number) + share * toGo * (apart[i] as number));
    }
  }
  const next: LearntWeights = { weights: {}, squares: {}, events: events + 1 };
  for (const part of LEARNT_PARTS) {
    const now = weights[part] ?? shipped[part];
    const slope = (gradient.get(part) as number) - (PULL * (now - shipped[part])) / total;
    const square = (squares[part] ?? FIRST * FIRST) + slope * slope;
    next.squares[part] = square;
    next.weights[part] = Math.max(0, now + (total * STEP * slope) / Math.sqrt(square));
  }
  return { ...learnt, [kind]: { ...next, weights: scaledTo(total, next.weights, shipped) } };
}

/** What several learners know together: each weighs as much as the events that it learnt of. */
export function joinedLearnt(all: readonly Learnt[]): Learnt {
  const kinds = new Set(all.flatMap((learnt) => Object.keys(learnt)));
  return Object.fromEntries(
    [...kinds].map((kind) => {
      const own = all.flatMap((learnt) => learnt[kind] ?? []);
      const events = own.reduce((sum, one) => sum + one.events, 0);
      const mean = (of: 'weights' | 'squares'): Record<string, number> =>
        Object.fromEntries(
          Object.keys(own[0]?.[of] ?? {}).map((part) => [
            part,
            own.reduce((sum, one) => sum + (one[of][part] ?? 0) * (one.events / events), 0),
          ]),
        );
      return [kind, { weights: mean('weights'), squares: mean('squares'), events }];
    }),
  );
}

function scaledTo(total: number, weights: Record<string, number>, shipped: Readonly<Record<string, number>>) {
  const sum = Object.values(weights).reduce((all, one) => all + one, 0);
  if (sum === 0) return { ...shipped };
  return Object.fromEntries(Object.entries(weights).map(([part, weight]) => [part, (weight * total) / sum]));
}
