import type { Catalog } from '../state/catalog/port.ts';

/** A catalogue that calls `wake` whenever products were written that have work to be done on them. */
export function wakingCatalog(inner: Catalog, wake: () => void): Catalog {
  return {
    ...inner,
    async upsert(products) {
      const statuses = await inner.upsert(products);
      if (statuses.some((status) => status !== 'unchanged')) wake();
      return statuses;
    },
  };
}
