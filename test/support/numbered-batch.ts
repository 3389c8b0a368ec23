import type { CatalogProduct } from '../../src/state/catalog/port.ts';

/** Products of one batch, of several transactions. The first is in every batch. */
export function batchOf(number: number): CatalogProduct[] {
  const last = { id: 'last', title: `the newest of all, number${number}`, stock: number };
  return [
    last,
    ...Array.from({ length: 70 }, (_, i) => ({ id: `${number}-${i}`, title: `batch number${number} piece${i}` })),
  ];
}
