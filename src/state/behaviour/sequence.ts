import { type GraphStep, WINDOW } from './item-graph.ts';
import type { EventType, Step } from './port.ts';

/** The most steps of a shopper's history. */
export const MOST_STEPS = 200;

/** What speaks for a product, the least first. */
const POSITIVE: readonly EventType[] = ['view', 'click', 'add_to_cart', 'purchase'];

/** Within so many milliseconds a step that says no more of its product than another says nothing: 30 minutes. */
const AGAIN = 30 * 60 * 1_000;

/** A step that speaks for its product. */
export function isPositive({ type }: Pick<Step, 'type'>): boolean {
  return POSITIVE.includes(type);
}

/**
 * A shopper's last `MOST_STEPS` steps in the order of their times, whatever order they came in; those of the same time in the order they
 * came in. The same steps placed in the same order count the same: so what a shopper added to the counts can be taken back.
 */
export class Sequence {
  readonly #steps: Step[];

  /** `steps` oldest first. */
  constructor(steps: Step[] = []) {
    this.#steps = steps;
  }

  /** Oldest first. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /**
   * Puts a step in its place and gives what it counts for; null for one that does not speak for its product, or says again what was said
   * of it. A late one is counted with those before and after it; what was counted between these stays. One of the product beside it
   * (seen, then bought), or older than all that are kept, is counted for itself only. `late`: newer ones were there already.
   */
  place(step: Step, length: number): { step: GraphStep | null; late: boolean; counts: boolean } {
    let place = this.#steps.length;
    while (place > 0 && (this.#steps[place - 1] as Step).at > step.at) place -= 1;
    const late = place < this.#steps.length;
    const isSaid = this.#isSaid(step, place);
    const isOlderThanAll = place === 0 && this.#steps.length >= MOST_STEPS;
    const before = others(this.#steps.slice(0, place).toReversed(), step.productId);
    const after = late ? others(this.#steps.slice(place), step.productId) : [];
    const owned = this.#steps.filter(({ type }) => type === 'purchase').map(({ productId }) => productId);
    if (!isOlderThanAll) {
      this.#steps.splice(place, 0, step);
      if (this.#steps.length > MOST_STEPS) this.#steps.shift();
    }
    if (isSaid || !isPositive(step)) return { step: null, late, counts: false };
    const { productId: id, at } = step;
    const isRepeated = before === null || after === null || isOlderThanAll;
    const isFirstPurchase = step.type === 'purchase' && !owned.includes(id) && !isOlderThanAll;
    return {
      step: {
        id,
        at,
        before: isRepeated ? [] : before,
        after: isRepeated ? [] : after,
        length,
        bought: isFirstPurchase ? [...new Set(owned)] : [],
      },
      late,
      counts: !isRepeated,
    };
  }

  /** Whether one before its place said as much of its product; or one after it the same, that was counted in its stead. */
  #isSaid({ productId, type, at }: Step, place: number): boolean {
    const worth = POSITIVE.indexOf(type);
    return this.#steps.some(
      (one, i) =>
        Math.abs(one.at - at) <= AGAIN &&
        one.productId === productId &&
        (i < place ? POSITIVE.indexOf(one.type) >= worth : one.type === type),
    );
  }
}

/** The first `WINDOW` other products among steps that speak for theirs, each once; null when the first is the same product. */
function others(steps: readonly Step[], id: string): string[] | null {
  const found = new Set<string>();
  for (const step of steps) {
    if (!isPositive(step)) continue;
    if (step.productId === id) {
      if (found.size === 0) return null;
      continue;
    }
    found.add(step.productId);
    if (found.size === WINDOW) break;
  }
  return [...found];
}
