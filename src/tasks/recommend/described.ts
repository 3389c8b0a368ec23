import { traitsOf } from '../../core/product-traits.ts';
import { type Attributed, fieldValues } from '../../ranking/field-values.ts';
import { type Owned, ownedBy } from '../../ranking/profile.ts';
import { remembered } from '../../ranking/remembered.ts';

/** What choosing among products looks at. */
export interface Described {
  owned: Owned;
  /** Its type and its category, in lower case. */
  types: readonly string[];
  /** What makes it alike to others: its types, brand and colour, none twice. */
  features: readonly string[];
}

const known = new WeakMap<Attributed, Described>();

/** The same words come of many products: one object for all of them is quicker to compare, and at hand. */
const words = remembered<string>(10_000);
const shared = (word: string): string => words(word, () => word);

/** Of a product that comes up again and again as the same object it is worked out once. */
export function described(one: Attributed & { product: { id: string } }): Described {
  const before = known.get(one);
  if (before !== undefined) return before;
  const types = [...fieldValues(one, 'product_type'), ...fieldValues(one, 'category')].map((value) =>
    shared(value.toLowerCase()),
  );
  const looks = ['brand', 'color'].flatMap((name) =>
    fieldValues(one, name).map((value) => shared(`${name}:${value.toLowerCase()}`)),
  );
  const owned = ownedBy(traitsOf(one.product, one.attributes));
  const made: Described = {
    owned: {
      brand: owned.brand && shared(owned.brand),
      category: owned.category && shared(owned.category),
      color: owned.color && shared(owned.color),
      price_band: owned.price_band && shared(owned.price_band),
      size: owned.size && shared(owned.size),
    },
    types,
    features: [...new Set([...types, ...looks])],
  };
  known.set(one, made);
  return made;
}
