import type { Context } from '../models/context.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** What a task over a shop's products is given besides its request. */
export interface ShopContext extends Context {
  catalog: Catalog;
}
