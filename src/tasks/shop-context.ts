import type { Context } from '../models/context.ts';
import type { Behaviour } from '../state/behaviour/port.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** What a task over a shop's products is given besides its request. */
export interface ShopContext extends Context {
  catalog: Catalog;
}

/** What a task that knows the shop's shoppers is given besides its request. */
export interface ShopperContext extends ShopContext {
  behaviour: Behaviour;
}
