import type { ShopDocument } from '../contract/documents.ts';
import { keptPassages } from '../tasks/documents/kept-passages.ts';
import type { Catalog, CatalogProduct } from '../state/catalog/port.ts';

/** The account whose catalogue is the sample. No account's name has a `~`. */
export const SAMPLE_ACCOUNT = '~sample';

/** The name under which the passages of an account's documents are kept as a catalogue of their own. */
export const documentsAccount = (account: string): string => `${account}~documents`;

/** What the versions of the sample are below zero by: none of them is also one of a shop's own catalogue. */
const BEFORE = 1_000_000_000;

/**
 * A bundled sample as a catalogue, filled when it is first asked for. `read` gives its products, or the documents whose passages
 * `productsOf` makes, one a line; those of an earlier release are taken out.
 */
export function sampleCatalog(
  open: () => Catalog,
  read: () => Promise<string>,
  productsOf: (line: string) => CatalogProduct[] = (line) => [JSON.parse(line) as CatalogProduct],
): () => Promise<Catalog> {
  // No promise is kept: on Workers requests may not share one, and filling twice does nothing.
  let filled = false;
  return async () => {
    const inner = open();
    if (!filled) {
      await fill(inner, (await read()).trimEnd().split('\n').flatMap(productsOf));
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

async function fill(catalog: Catalog, products: readonly CatalogProduct[]): Promise<void> {
  await catalog.upsert(products);
  const known = new Set(products.map(({ id }) => id));
  const all = await catalog.page(null, 2 * products.length);
  const gone = all.map(({ id }) => id).filter((id) => !known.has(id));
  if (gone.length > 0) await catalog.remove(gone);
}

/** The passages of a sample document, by its line. */
export const samplePassages = (line: string): CatalogProduct[] => keptPassages(JSON.parse(line) as ShopDocument);

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
