import type { Catalog, CatalogProduct } from '../state/catalog/port.ts';

/** The account whose catalogue is the sample. No account's name has a `~`. */
export const SAMPLE_ACCOUNT = '~sample';

/** What the versions of the sample are below zero by: none of them is also one of a shop's own catalogue. */
const BEFORE = 1_000_000_000;

/**
 * The bundled sample as a catalogue, filled when it is first asked for. `read` gives its products, one a line; those of an earlier
 * release are taken out.
 */
export function sampleCatalog(open: () => Catalog, read: () => Promise<string>): () => Promise<Catalog> {
  // No promise is kept: on Workers requests may not share one, and filling twice does nothing.
  let filled = false;
  return async () => {
    const inner = open();
    if (!filled) {
      await fill(inner, await read());
      filled = true;
    }
    const marked = <Answer extends { version: number }>(answer: Answer) => ({
      ...answer,
      version: answer.version - BEFORE,
    });
    return {
      ...inner,
      status: async () => ({ ...marked(await inner.status()), sample: true }),
      search: async (request) => marked(await inner.search(request)),
    };
  };
}

async function fill(catalog: Catalog, lines: string): Promise<void> {
  const products = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CatalogProduct);
  await catalog.upsert(products);
  const known = new Set(products.map(({ id }) => id));
  const all = await catalog.page(null, 2 * products.length);
  const gone = all.map(({ id }) => id).filter((id) => !known.has(id));
  if (gone.length > 0) await catalog.remove(gone);
}

/** Catalogues that show the sample until something is written to them: a product, synonyms or a rule. The sample itself is never written to. */
export function withSample(
  catalog: (account: string) => Catalog,
  sample: () => Promise<Catalog>,
): (account: string) => Catalog {
  const written = new Set<string>();
  return (account) => {
    const own = catalog(account);
    const shown = async (): Promise<Catalog> => {
      if (!written.has(account) && (await own.status()).version === 0) return await sample();
      written.add(account);
      return own;
    };
    return {
      ...own,
      get: async (ids) => await (await shown()).get(ids),
      page: async (after, limit) => await (await shown()).page(after, limit),
      status: async () => await (await shown()).status(),
      search: async (request) => await (await shown()).search(request),
      suggest: async (prefix, limit) => await (await shown()).suggest(prefix, limit),
    };
  };
}
