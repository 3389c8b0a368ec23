import type { Pack } from '../../../models/pack.ts';
import type { Bodies } from '../features.ts';
import type { Measured } from '../measure.ts';
import type { FitOptions } from '../linear-head.ts';
import type { Examples, Part } from '../rows.ts';

/** How one part of a pack is adapted. `Item` is an example with what the frozen body says of it. */
export interface PartWork<P extends Part, Item> {
  /** Items of examples, in order. */
  read(examples: Examples[P], bodies: Bodies): Promise<Item[]>;
  /**
   * The pack with this part fitted to the items, and to what the base says of the rehearsed ones, so that it is not forgotten. Labels that
   * are new have their rows in `pack` already.
   */
  fit(
    items: readonly Item[],
    rehearsed: readonly Item[],
    base: Pack,
    pack: Pack,
    options: FitOptions,
  ): Promise<{ pack: Pack; strength: number }>;
  /** The pack's answers as the server would give them, beside the labels. Only `names` count where they are given (spans). */
  measure(items: readonly Item[], pack: Pack, names?: ReadonlySet<string>): Measured;
}
