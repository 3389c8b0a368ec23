import { AppError } from '../../core/error.ts';
import type {
  Candidate,
  CandidateRequest,
  Candidates,
  Catalog,
  CatalogProduct,
  CatalogStatus,
  Suggestion,
} from './port.ts';

/**
 * One catalogue over several: each product stands in the shard that its id says, everything else is asked of all at once. Scores of a
 * shard are its own (its word frequencies, its best keyword score), so lists are merged by `fused` as if they were of one. Settings are
 * kept by all, since each expands synonyms itself. With one shard it is that shard.
 */
export function shardedCatalog(shards: readonly Catalog[]): Catalog {
  const [first] = shards;
  if (first === undefined) throw new Error('a catalogue of no shards');
  if (shards.length === 1) return first;
  const of = (id: string): number => hash(id) % shards.length;
  const all = <Result>(ask: (shard: Catalog, index: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all(shards.map(ask));

  /** Asks the shards of the items for their part, and puts the answers in the items' order. */
  const byShard = async <Item, Result>(
    items: readonly Item[],
    idOf: (item: Item) => string,
    ask: (shard: Catalog, part: Item[]) => Promise<Result[]>,
  ): Promise<Result[]> => {
    const parts = shards.map((): number[] => []);
    for (const [i, item] of items.entries()) parts[of(idOf(item))]?.push(i);
    const answers = Array.from<Result>({ length: items.length });
    await all(async (shard, index) => {
      const part = parts[index] ?? [];
      if (part.length === 0) return;
      const results = await ask(
        shard,
        part.map((i) => items[i] as Item),
      );
      for (const [at, i] of part.entries()) answers[i] = results[at] as Result;
    });
    return answers;
  };

  return {
    upsert: (products) =>
      byShard(
        products,
        ({ id }) => id,
        (shard, part) => shard.upsert(part),
      ),
    remove: (ids) =>
      byShard(
        ids,
        (id) => id,
        (shard, part) => shard.remove(part),
      ),
    get: (ids) =>
      byShard(
        ids,
        (id) => id,
        (shard, part) => shard.get(part),
      ),
    page: async (after, limit) => {
      const pages = await all((shard) => shard.page(after, limit));
      return pages.flat().toSorted(byId).slice(0, limit);
    },
    status: async () => mergedStatus(await all((shard) => shard.status())),
    search: async (request) => mergedCandidates(await searched(shards, request), request),
    suggest: async (prefix, limit) => mergedSuggestions(await all((shard) => shard.suggest(prefix, limit)), limit),
    setting: (name) => first.setting(name),
    set: async (name, json) => void (await all((shard) => shard.set(name, json))),
    claim: async (kind, pack, limit, lease) => {
      const most = Math.ceil(limit / shards.length);
      return (await all((shard) => shard.claim(kind, pack, most, lease))).flat();
    },
    release: async (kind, ids, failed) =>
      void (await byShard(
        ids,
        (id) => id,
        async (shard, part) => (await shard.release(kind, part, failed), []),
      )),
    finish: async (results) =>
      void (await byShard(
        results,
        ({ id }) => id,
        async (shard, part) => (await shard.finish(part), []),
      )),
  };
}

/** Each shard's answer. A field of a filter is known when any shard has it: the others have nothing that holds it. */
async function searched(shards: readonly Catalog[], request: CandidateRequest): Promise<Candidates[]> {
  const answers = await Promise.allSettled(shards.map((shard) => shard.search(request)));
  const isUnknownField = (reason: unknown): boolean =>
    reason instanceof AppError && reason.code === 'validation_failed';
  const failed = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  const fault =
    failed.find((reason) => !isUnknownField(reason)) ?? (failed.length < shards.length ? undefined : failed[0]);
  if (fault !== undefined) throw fault;
  return await Promise.all(
    answers.map(async (answer, i): Promise<Candidates> => {
      if (answer.status === 'fulfilled') return answer.value;
      const { version, vectors } = await (shards[i] as Catalog).status();
      return { candidates: [], matching: 0, corrected: null, expanded: [], version, vectors };
    }),
  );
}

/** FNV-1a over UTF-16 units, 32 bits: the same on every host, for as long as there are that many shards. */
function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) value = Math.imul(value ^ id.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** As SQLite orders them: by UTF-8, which is by code point. */
function byId({ id: a }: CatalogProduct, { id: b }: CatalogProduct): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x = 0, y = 0] = [a.codePointAt(i), b.codePointAt(i)];
    if (x !== y) return x - y;
  }
  return a.length - b.length;
}

/** The pack whose vectors are searched: shards go over to a new one each on its own, and the first that has any tells. */
function vectorsOf(shards: readonly { vectors: string | null }[]): string | null {
  return shards.find(({ vectors }) => vectors !== null)?.vectors ?? null;
}

const sum = <Part>(parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);

function mergedStatus(parts: readonly CatalogStatus[]): CatalogStatus {
  return {
    products: sum(parts, ({ products }) => products),
    keyword: sum(parts, ({ keyword }) => keyword),
    embedded: sum(parts, ({ embedded }) => embedded),
    attributed: sum(parts, ({ attributed }) => attributed),
    pending: sum(parts, ({ pending }) => pending),
    failed: parts.flatMap(({ failed }) => failed).slice(0, 100),
    version: sum(parts, ({ version }) => version),
    vectors: vectorsOf(parts),
  };
}

function mergedCandidates(parts: readonly Candidates[], { limit, also }: CandidateRequest): Candidates {
  const best = (a: Candidate, b: Candidate): number => b.fused - a.fused || byId(a.product, b.product);
  const candidates = parts.flatMap((part) => part.candidates).toSorted(best);
  const besides = candidates.slice(limit).filter(({ product }) => product.id === also);
  const expanded = new Map(parts.flatMap((part) => part.expanded.map((one) => [one.word, one] as const)));
  return {
    candidates: [...candidates.slice(0, limit), ...besides],
    matching: sum(parts, ({ matching }) => matching),
    // A word that one shard has as it was typed is no error.
    corrected: parts.every(({ corrected }) => corrected !== null) ? (parts[0]?.corrected ?? null) : null,
    expanded: [...expanded.values()],
    version: sum(parts, ({ version }) => version),
    vectors: vectorsOf(parts),
  };
}

function mergedSuggestions(parts: readonly Suggestion[][], limit: number): Suggestion[] {
  const merged = new Map<string, Suggestion>();
  for (const one of parts.flat()) {
    const key = `${one.kind}\n${one.text}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? one : { ...known, products: known.products + one.products });
  }
  return [...merged.values()].toSorted((a, b) => b.products - a.products || (a.text < b.text ? -1 : 1)).slice(0, limit);
}
