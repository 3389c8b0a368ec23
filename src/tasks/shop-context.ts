import type { Context } from '../models/context.ts';
import type { LiveCalibration } from '../ranking/learning/calibration.ts';
import type { Behaviour } from '../state/behaviour/port.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** What a task that asks the match model is given besides its request. */
export interface MatchContext extends Context {
  /** What the account's feedback has taught of that model's distributions, where something is in use; absent: it is not asked. */
  calibration?: () => Promise<LiveCalibration | null>;
}

/** What a task over a shop's products is given besides its request. */
export interface ShopContext extends MatchContext {
  catalog: Catalog;
}

/** What a task that knows the shop's shoppers is given besides its request. */
export interface ShopperContext extends ShopContext {
  behaviour: Behaviour;
}
