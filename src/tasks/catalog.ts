import type { Catalog, CatalogStatus } from '../state/catalog/port.ts';

/** How far the catalogue is, as it is answered. */
export async function catalogTask({
  catalog,
}: {
  catalog: Catalog;
}): Promise<Omit<CatalogStatus, 'version'> & { revision: number }> {
  const { version, ...rest } = await catalog.status();
  return { ...rest, revision: version };
}
