import type { Recommended } from '../../contract/recommend.ts';
import { type Attributed, fieldValues } from '../../ranking/field-values.ts';
import type { Belief } from '../../ranking/profile.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import type { Grounded } from './rank-choices.ts';
import { reasonsOf } from './reasons.ts';

/** Gives what was chosen its products, and reasons in a language. What the catalogue has no longer is left out. */
export async function worded(
  items: readonly Grounded[],
  language: 'zh' | 'en',
  catalog: Pick<Catalog, 'get'>,
): Promise<Recommended[]> {
  const ids = new Set<string>();
  for (const { id, grounds } of items) {
    ids.add(id);
    for (const seed of grounds.because) ids.add(seed);
    if (grounds.like !== null) ids.add(grounds.like);
    if (grounds.lender !== null) ids.add(grounds.lender);
  }
  const found = new Map((await catalog.get([...ids])).flatMap((one) => (one === null ? [] : [[one.product.id, one]])));
  const titled = (id: string): { id: string; title: string } | null => {
    const one = found.get(id);
    return one === undefined ? null : { id, title: one.product.title };
  };
  return items.flatMap(({ id, score, signals, grounds }): Recommended[] => {
    const one = found.get(id);
    if (one === undefined) return [];
    const { because, boughtTogether, like, lender, drawn } = grounds;
    const reasons = reasonsOf(
      {
        signals,
        because: because.flatMap((seed) => titled(seed) ?? []),
        boughtTogether,
        like: like === null ? null : titled(like),
        lender: lender === null ? null : titled(lender),
        drawn: drawn === null ? null : asWritten(drawn, one),
      },
      language,
    );
    return [{ id, product: one.product as Recommended['product'], score, signals, reasons }];
  });
}

/** A belief with its value as the product writes it. */
function asWritten({ name, value }: Belief, one: Attributed): Pick<Belief, 'name' | 'value'> {
  const words =
    name === 'category'
      ? [...fieldValues(one, 'category'), ...fieldValues(one, 'product_type')]
      : fieldValues(one, name);
  return { name, value: words.find((word) => word.toLowerCase() === value) ?? value };
}
