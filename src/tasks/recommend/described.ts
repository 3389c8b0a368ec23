import { type Traits, traitsOf } from '../../core/product-traits.ts';
import { type Attributed, fieldValues } from '../../ranking/field-values.ts';

/** What choosing among products looks at. */
export interface Described {
  traits: Traits;
  /** Its type and its category, in lower case. */
  types: readonly string[];
  /** What makes it alike to others: its types, brand and colour, none twice. */
  features: readonly string[];
}

const known = new WeakMap<Attributed, Described>();

/** Of a product that comes up again and again as the same object it is worked out once. */
export function described(one: Attributed & { product: { id: string } }): Described {
  const before = known.get(one);
  if (before !== undefined) return before;
  const types = [...fieldValues(one, 'product_type'), ...fieldValues(one, 'category')].map((value) =>
    value.toLowerCase(),
  );
  const looks = ['brand', 'color'].flatMap((name) =>
    fieldValues(one, name).map((value) => `${name}:${value.toLowerCase()}`),
  );
  const made = { traits: traitsOf(one.product, one.attributes), types, features: [...new Set([...types, ...looks])] };
  known.set(one, made);
  return made;
}
