import { beforeEach, describe, expect, test } from 'vitest';
import type {
  CandidateRequest,
  Catalog,
  CatalogProduct,
  ReadAttribute,
  Work,
  WorkResult,
} from '../../../src/state/catalog/port.ts';

/** A vector of length 1 in the direction of one axis. */
export function axis(index: number): Float32Array {
  const vector = new Float32Array(384);
  vector[index] = 1;
  return vector;
}

/** A search by words, and by meaning where a vector is given. */
export function search(text: string, changes: Partial<CandidateRequest> = {}): CandidateRequest {
  return {
    text,
    vector: null,
    pack: 'pack-1',
    filters: { fields: {}, not: {} },
    weights: { keyword: 1, semantic: 1 },
    limit: 20,
    ...changes,
  };
}

const LEASE = 60_000;

const product = (id: string, changes: Partial<CatalogProduct> = {}): CatalogProduct => ({
  id,
  title: `red linen dress ${id}`,
  ...changes,
});

const COLOR: ReadAttribute = {
  name: 'color',
  value: 'red',
  text: 'red',
  confidence: 0.9,
  evidence: { field: 'title', start: 0, end: 3 },
};

/** The axis of a product `a`. */
const A = 97;

/** What comes of embedding: each product along the axis of the first letter of its id. */
const embedded = (work: readonly Work[], pack = 'pack-1'): WorkResult[] =>
  work.map(({ id, hash }) => ({ kind: 'embed', id, hash, pack, vector: axis(id.charCodeAt(0)) }));

const attributed = (work: readonly Work[], pack = 'pack-1'): WorkResult[] =>
  work.map(({ id, hash }) => ({ kind: 'attributes', id, hash, pack, attributes: [COLOR] }));

const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id).toSorted();

/** What every catalogue promises, in however many shards it lies. `open` gives a new empty one. */
export function catalogSuite(name: string, shards: number, open: () => Catalog): void {
  describe(`catalogue: ${name}`, () => {
    let catalog: Catalog;
    beforeEach(() => {
      catalog = open();
    });

    const found = async (text: string, changes: Partial<CandidateRequest> = {}): Promise<string[]> =>
      ids((await catalog.search(search(text, changes))).candidates.map((one) => one.product));
    /** Those that mean what an axis says, by the vectors of a pack. */
    const near = async (of: number, pack = 'pack-1'): Promise<string[]> => {
      const { candidates } = await catalog.search(search('zzz', { pack, vector: axis(of), limit: 100 }));
      return ids(candidates.filter(({ semantic }) => (semantic ?? 0) > 0.9).map((one) => one.product));
    };
    const claim = (kind: 'embed' | 'attributes', pack = 'pack-1', limit = 100): Promise<Work[]> =>
      catalog.claim(kind, pack, limit, LEASE);
    const workThrough = async (pack = 'pack-1'): Promise<void> => {
      await catalog.finish(embedded(await claim('embed', pack), pack));
      await catalog.finish(attributed(await claim('attributes', pack), pack));
    };

    test('one more product comes with its scores where it is asked for, and holds the filters', async () => {
      const brands = ['Zest', 'Acme'];
      await catalog.upsert(
        Array.from({ length: 8 }, (_, i) => product(`a${i}`, { brand: brands[i % 2] ?? '', title: `red dress ${i}` })),
      );
      await catalog.upsert([product('far', { title: 'a very long title of a plain red scarf', brand: 'Acme' })]);
      const asked = search('red dress', { limit: 3, also: 'far' });
      const { candidates } = await catalog.search(asked);
      expect(candidates).toHaveLength(4);
      expect(candidates[3]?.product.id).toBe('far');
      const { candidates: all } = await catalog.search(search('red dress', { limit: 9 }));
      expect(candidates[3]).toEqual(all.find((one) => one.product.id === 'far'));
      const ofBrand = (brand: string) => ({ fields: { brand: [brand] }, not: {} });
      expect(await found('red dress', { ...asked, filters: ofBrand('Acme') })).toContain('far');
      expect(await found('red dress', { ...asked, filters: ofBrand('Zest') })).not.toContain('far');
      expect(await found('red dress', { ...asked, also: 'nothing' })).toHaveLength(3);
      expect(await found('', { limit: 1, also: 'far' })).toContain('far');
    });

    test('an empty one', async () => {
      expect(await catalog.status()).toEqual({
        products: 0,
        keyword: 0,
        embedded: 0,
        attributed: 0,
        pending: 0,
        failed: [],
        version: 0,
        vectors: null,
      });
      expect(await catalog.get(['a'])).toEqual([null]);
      expect(await catalog.remove(['a'])).toEqual([false]);
      expect(await catalog.page(null, 10)).toEqual([]);
      expect(await catalog.claim('embed', 'pack-1', 10, LEASE)).toEqual([]);
      expect(await catalog.setting('synonyms')).toBeNull();
      expect(await catalog.suggest('a', 5)).toEqual([]);
      expect(await found('dress')).toEqual([]);
    });

    test('creates, changes, and tells what is unchanged; the last of two in a batch wins', async () => {
      const first = product('a', { price: { amount: 10, currency: 'USD' } });
      expect(await catalog.upsert([first, product('b'), product('a', { title: 'second' })])).toEqual([
        'created',
        'created',
        'updated',
      ]);
      const { version } = await catalog.status();
      expect(await catalog.upsert([product('a', { title: 'second' }), product('b')])).toEqual([
        'unchanged',
        'unchanged',
      ]);
      expect((await catalog.status()).version).toBe(version);
      expect(await catalog.upsert([first])).toEqual(['updated']);
      expect((await catalog.status()).version).toBeGreaterThan(version);
      expect(await catalog.get(['b', 'none', 'a'])).toEqual([
        { product: product('b'), attributes: [] },
        null,
        { product: first, attributes: [] },
      ]);
    });

    test('a large batch keeps its order', async () => {
      const all = Array.from({ length: 300 }, (_, i) => product(`p${i}`, { description: 'x '.repeat(500) }));
      expect(await catalog.upsert(all)).toEqual(all.map(() => 'created'));
      const mixed = all.map((one, i) => (i % 3 === 0 ? { ...one, stock: i } : one));
      expect(await catalog.upsert(mixed)).toEqual(all.map((_, i) => (i % 3 === 0 ? 'updated' : 'unchanged')));
      expect((await catalog.status()).products).toBe(300);
    });

    test('pages by id, in any language, with nothing lost or twice', async () => {
      const names = ['b', 'a', '红', 'é', '10', '9', 'A', '\u{1f457}', '\uff01', 'a/b', 'a b'];
      await catalog.upsert(names.map((id) => product(id)));
      const seen: string[] = [];
      for (let after: string | null = null; ; after = seen.at(-1) ?? null) {
        const page = await catalog.page(after, 2);
        seen.push(...page.map(({ id }) => id));
        if (page.length < 2) break;
      }
      // By code point, as SQLite has it.
      expect(seen).toEqual(['10', '9', 'A', 'a', 'a b', 'a/b', 'b', 'é', '红', '\uff01', '\u{1f457}']);
    });

    test('what is removed is nowhere any more', async () => {
      await catalog.upsert([product('a'), product('b')]);
      await workThrough();
      expect(await catalog.remove(['a', 'none', 'a'])).toEqual([true, false, false]);
      expect(await catalog.status()).toMatchObject({ products: 1, embedded: 1, attributed: 1, pending: 0 });
      expect(await catalog.get(['a'])).toEqual([null]);
      expect(await found('dress', { vector: axis(A) })).toEqual(['b']);
      // A product of the same id is another one.
      await catalog.upsert([product('a')]);
      expect(await catalog.get(['a'])).toEqual([{ product: product('a'), attributes: [] }]);
      expect(ids(await claim('embed'))).toEqual(['a']);
    });

    test('is found by word at once, by meaning when it is embedded, with what was read of it', async () => {
      await catalog.upsert([product('a'), product('b', { title: '蓝色手机壳' })]);
      expect(await found('linen')).toEqual(['a']);
      expect(await found('手机壳')).toEqual(['b']);
      await catalog.finish(embedded(await claim('embed')));
      await catalog.finish(attributed(await claim('attributes')));
      const answer = await catalog.search(search('zzz', { vector: axis(A + 1), weights: { keyword: 0, semantic: 1 } }));
      expect(answer.candidates[0]).toMatchObject({ product: { id: 'b' }, attributes: [COLOR] });
      expect(answer.candidates[0]?.semantic).toBeCloseTo(1, 2);
      expect(answer).toMatchObject({ matching: 2, vectors: 'pack-1' });
      expect(await catalog.status()).toMatchObject({ embedded: 2, attributed: 2, pending: 0, vectors: 'pack-1' });
    });

    describe('work', () => {
      test('is given to one at a time, and again when it was given back', async () => {
        await catalog.upsert(['a', 'b', 'c'].map((id) => product(id)));
        expect((await catalog.status()).pending).toBe(6);
        const first = await claim('embed');
        expect(ids(first)).toEqual(['a', 'b', 'c']);
        expect(await claim('embed')).toEqual([]);
        await catalog.release('embed', ['b', 'none']);
        expect(ids(await claim('embed'))).toEqual(['b']);
        expect(ids(await claim('attributes'))).toEqual(['a', 'b', 'c']);
      });

      test('that failed by itself rests for longer, unless the product changes', async () => {
        await catalog.upsert([product('a'), product('b')]);
        await claim('embed');
        await catalog.release('embed', ['a', 'b'], true);
        expect(await claim('embed')).toEqual([]);
        expect(await catalog.status()).toMatchObject({ pending: 4, failed: [] });
        await catalog.upsert([product('a', { title: 'blue jeans' })]);
        expect(ids(await claim('embed'))).toEqual(['a']);
      });

      test('is hidden for as long as was said', async () => {
        await catalog.upsert([product('a')]);
        await catalog.claim('embed', 'pack-1', 10, 50);
        await expect.poll(() => claim('embed'), { timeout: 5_000, interval: 30 }).toHaveLength(1);
      });

      test('for an older text comes to nothing', async () => {
        await catalog.upsert([product('a'), product('b')]);
        const [embed, attributes] = [await claim('embed'), await claim('attributes')];
        await catalog.upsert([product('a', { title: 'blue jeans' })]);
        await catalog.remove(['b']);
        await catalog.finish([...embedded(embed), ...attributed(attributes)]);
        expect(await catalog.status()).toMatchObject({ embedded: 0, attributed: 0, pending: 2 });
        expect(await catalog.get(['a'])).toEqual([{ product: product('a', { title: 'blue jeans' }), attributes: [] }]);
        expect(ids(await claim('embed'))).toEqual(['a']);
      });

      test('comes again only for what it depends on', async () => {
        await catalog.upsert([product('a', { attributes: { fit: 'slim' } })]);
        await workThrough();
        const changes: [Partial<CatalogProduct>, number][] = [
          [{ attributes: { fit: 'slim' }, stock: 3 }, 0],
          [{ attributes: { fit: 'slim' }, price: { amount: 1, currency: 'USD' }, rating: { value: 4 } }, 0],
          [{ attributes: { fit: 'loose' } }, 1],
          [{ attributes: { fit: 'loose' }, category: 'Dresses' }, 1],
          [{ attributes: { fit: 'loose' }, category: 'Dresses', description: 'of linen' }, 2],
        ];
        for (const [change, pieces] of changes) {
          await catalog.upsert([product('a', change)]);
          expect([change, (await catalog.status()).pending]).toEqual([change, pieces]);
          await workThrough();
        }
      });

      test('a changed text takes its vector and what was read of it along', async () => {
        await catalog.upsert([product('a'), product('b')]);
        await workThrough();
        expect(await near(A)).toEqual(['a']);
        await catalog.upsert([product('a', { title: 'blue jeans' })]);
        expect(await catalog.status()).toMatchObject({ embedded: 1, attributed: 1, pending: 2 });
        expect(await near(A)).toEqual([]);
        expect(await catalog.get(['a'])).toMatchObject([{ attributes: [] }]);
      });
    });

    describe('a new pack', () => {
      test('takes over when it has embedded all that was there, in one moment; searches go on', async () => {
        await catalog.upsert(Array.from({ length: 12 }, (_, i) => product(`${i < 6 ? 'a' : 'b'}${i}`)));
        await workThrough();
        const { version } = await catalog.status();
        const all = await near(A);
        expect(all).toHaveLength(6);
        const states: (string | null)[] = [];
        const lost: string[] = [];
        while (states.at(-1) !== 'pack-2') {
          await catalog.finish(embedded(await claim('embed', 'pack-2', 3), 'pack-2'));
          // What comes meanwhile is not waited for, and found by word.
          const late = `late${states.length}`;
          await catalog.upsert([product(late, { title: 'green dress' })]);
          expect(await found('green', { pack: 'pack-2', vector: axis(A) })).toContain(late);
          const { vectors } = await catalog.status();
          states.push(vectors);
          // Whoever still brings vectors of the old pack finds all that it embedded, until the moment it is replaced in a shard.
          if (shards === 1 && vectors === 'pack-1') lost.push(...new Set(all).difference(new Set(await near(A))));
        }
        await workThrough('pack-2');
        expect(lost).toEqual([]);
        expect(states.length).toBeGreaterThan(3);
        expect(new Set(states.slice(0, -1))).toEqual(new Set(['pack-1']));
        expect((await catalog.status()).version).toBeGreaterThan(version);
        expect(await near(A, 'pack-2')).toEqual(all);
        expect(await near(A)).toEqual([]);
      });

      test('an older one gets no more work while the new one rolls out, and its results count no more', async () => {
        await catalog.upsert([product('a')]);
        const old = await claim('embed', 'pack-1');
        expect(ids(await claim('embed', 'pack-2'))).toEqual(['a']);
        expect(await claim('embed', 'pack-1')).toEqual([]);
        await catalog.finish(embedded(old, 'pack-1'));
        expect(await catalog.status()).toMatchObject({ embedded: 0, pending: 2, vectors: null });
      });
    });

    test('settings are kept, raise the version when they change, and can be forgotten', async () => {
      await catalog.set('rules', '[1]');
      const { version } = await catalog.status();
      await catalog.set('rules', '[1]');
      expect((await catalog.status()).version).toBe(version);
      expect(await catalog.setting('rules')).toBe('[1]');
      await catalog.set('rules', null);
      expect(await catalog.setting('rules')).toBeNull();
      expect((await catalog.status()).version).toBeGreaterThan(version);
    });

    test('with nothing to look for, what holds the filters is listed', async () => {
      const colored = (id: string, color: string): CatalogProduct => product(id, { color });
      await catalog.upsert([colored('a', 'red'), colored('b', '红色'), colored('c', 'red'), colored('d', 'red')]);
      await catalog.remove(['c']);
      expect(await found('')).toEqual(['a', 'b', 'd']);
      const { candidates, matching } = await catalog.search(
        search('', { filters: { fields: { color: ['red'] }, not: {} }, limit: 1 }),
      );
      expect(candidates).toMatchObject([{ product: { color: 'red' }, keyword: null, semantic: null, fused: 0 }]);
      expect(matching).toBe(2);
      expect(await found('', { filters: { fields: {}, not: { color: ['red'] } } })).toEqual(['b']);
      expect(await found('', { filters: { fields: { color: ['green'] }, not: {} } })).toEqual([]);
    });

    test('a field that no product has is told as an AppError', async () => {
      await catalog.upsert([product('a'), product('b'), product('c'), product('d')]);
      await expect(
        catalog.search(search('dress', { filters: { fields: { colour: ['red'] }, not: {} } })),
      ).rejects.toMatchObject({ name: 'AppError', code: 'validation_failed', errors: [expect.anything()] });
    });

    test('a field that one product has is known', async () => {
      await catalog.upsert([
        product('a', { attributes: { fit: 'slim' } }),
        ...['b', 'c', 'd'].map((id) => product(id)),
      ]);
      expect(await found('dress', { filters: { fields: { fit: ['slim'] }, not: {} } })).toEqual(['a']);
    });

    test('two writers on one product: each state is that of one of them', async () => {
      const versions = ['one', 'two'].map((word) => product('a', { title: word, description: word, brand: word }));
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          catalog.upsert([
            ...Array.from({ length: 60 }, (__, n) => product(`${i}-${n}`)),
            versions[i % 2] as CatalogProduct,
          ]),
        ),
      );
      const [kept] = await catalog.get(['a']);
      expect(versions).toContainEqual(kept?.product);
      expect((await catalog.status()).products).toBe(20 * 60 + 1);
    });
  });
}
