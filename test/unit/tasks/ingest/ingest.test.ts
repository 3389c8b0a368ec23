import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import { PictureFault, type Pictures } from '../../../../src/models/picture.ts';
import type { EmbedInput } from '../../../../src/models/port.ts';
import { ladder } from '../../../../src/models/wrappers/ladder.ts';
import { lexicalTagsModel } from '../../../../src/models/drivers/lexical.ts';
import { CatalogActor } from '../../../../src/state/catalog/actor.ts';
import { catalogOf } from '../../../../src/state/catalog/catalog.ts';
import type { Catalog, CatalogProduct } from '../../../../src/state/catalog/port.ts';
import { createRetrieval } from '../../../../src/state/catalog/retrieval/retrieval.ts';
import { keptPassages } from '../../../../src/tasks/documents/kept-passages.ts';
import { ingest, type IngestContext } from '../../../../src/tasks/ingest/ingest.ts';
import type { ShopContext } from '../../../../src/tasks/shop-context.ts';
import { fakeCall } from '../../../support/fake-call.ts';
import { fakePack } from '../../../support/fake-pack.ts';
import { RED_PNG } from '../../../support/pictures.ts';
import { openDatabase } from '../../../support/open-retrieval.ts';
import { fakeModel, type FakeOptions } from '../../models/wrappers/fake-model.ts';

/** The words that the tagger of these tests knows. */
const WORDS = { brand: /nike|耐克/gi, color: /red|红色/gi };

let catalog: Catalog;
/** Milliseconds that the catalogue's clock is ahead. */
let ahead = 0;
beforeEach(() => {
  const sql = openDatabase();
  ahead = 0;
  const now = (): number => Date.now() + ahead;
  catalog = catalogOf(
    new CatalogActor({ sql, retrieval: createRetrieval(sql, { vectorScan: null }), now }),
    async () => {},
  );
});

/** A shop with models by hand. */
function shop(embedding: Partial<FakeOptions<'embed'>> = {}, tagging: Partial<FakeOptions<'tags'>> = {}) {
  const embed = fakeModel({
    role: 'embed',
    answer: ({ text }) => Float32Array.of(text.length % 2, (text.length + 1) % 2),
    ...embedding,
  });
  const tags = fakeModel({
    role: 'tags',
    answer: ({ text }) => ({
      spans: Object.entries(WORDS).flatMap(([name, words]) =>
        [...text.matchAll(words)].map(({ index, 0: word }) => ({
          name,
          start: index,
          end: index + word.length,
          confidence: 0.95,
        })),
      ),
    }),
    ...tagging,
  });
  const models = { embed, tags } as unknown as ShopContext['models'];
  const context: ShopContext = { models, pack: fakePack(), call: fakeCall(), catalog };
  const asked = (): EmbedInput[] => embed.asked.flatMap(({ inputs }) => inputs);
  return { context, embed, tags, asked };
}

const products = (number: number): CatalogProduct[] =>
  Array.from({ length: number }, (_, i) => ({ id: `p${i}`, title: `Nike shoes ${i}, red` }));

/** Until there is nothing to do. */
async function drain(context: IngestContext): Promise<number> {
  let pieces = 0;
  while ((await ingest(context)) === 'more') pieces += 1;
  return pieces;
}

test('embeds all before it reads attributes, in batches, and then rests', async () => {
  const { context, embed, tags } = shop();
  await catalog.upsert(products(70));
  expect(await ingest(context)).toBe('more');
  expect([embed.asked.length, tags.asked.length]).toEqual([1, 0]);
  await drain(context);
  expect(embed.asked.map(({ inputs }) => inputs.length)).toEqual([32, 32, 6]);
  expect(await catalog.status()).toMatchObject({ embedded: 70, attributed: 70, pending: 0, vectors: 'fake-1' });
  expect(await ingest(context)).toBe('none');
});

test('passages of documents are embedded; no attributes are read in them', async () => {
  const { context, embed, tags } = shop();
  const text = '# 退货\n\n7天内可以退货。红色标签须完好。\n\n# Returns\n\nNike shoes, red ones too, within 30 days.';
  await catalog.upsert([...keptPassages({ id: 'returns', title: 'Returns', text }), ...products(1)]);
  await drain(context);
  expect(embed.asked.flatMap(({ inputs }) => inputs)).toHaveLength(3);
  expect(tags.asked.flatMap(({ inputs }) => inputs).map((input) => input.text)).toEqual(['Nike shoes 0, red']);
  expect(await catalog.status()).toMatchObject({ embedded: 3, attributed: 3, pending: 0 });
  const [passage, product] = await catalog.get(['returns#1', 'p0']);
  expect([passage?.attributes, product?.attributes.length]).toEqual([[], 2]);
});

test('products sent again unchanged ask no model', async () => {
  const { context, embed, tags } = shop();
  await catalog.upsert(products(10));
  await drain(context);
  embed.asked.length = 0;
  tags.asked.length = 0;
  expect(new Set(await catalog.upsert(products(10)))).toEqual(new Set(['unchanged']));
  expect(await drain(context)).toBe(0);
  // Neither does what the models don't read.
  await catalog.upsert(
    products(10).map((product) => ({ ...product, stock: 3, price: { amount: 1, currency: 'USD' } })),
  );
  expect(await drain(context)).toBe(0);
  expect([embed.asked, tags.asked]).toEqual([[], []]);
});

test('HTML is kept as sent, and neither embedded nor read; evidence lies in the field as sent', async () => {
  const { context, asked } = shop();
  const description = '<p class="red">Shoes by <b>Nike</b>, 红色</p><script>var nike = "red"</script>';
  await catalog.upsert([{ id: 'a', title: 'Shoes', description }]);
  await drain(context);
  expect(asked()).toEqual([{ text: 'Shoes | Shoes by Nike , 红色', as: 'document' }]);
  const [kept] = await catalog.get(['a']);
  expect(kept?.product.description).toBe(description);
  const places = kept?.attributes.map(({ name, evidence }) => [
    name,
    evidence?.field,
    description.slice(evidence?.start, evidence?.end),
  ]);
  expect(places).toEqual([
    ['brand', 'description', 'Nike'],
    ['color', 'description', '红色'],
  ]);
  expect(kept?.attributes.every(({ evidence }) => (evidence?.start ?? 0) > 20)).toBe(true);
});

test('of long texts the beginning is read', async () => {
  const { context, asked, tags } = shop();
  const bullets = Array.from({ length: 20 }, (_, i) => `${i} ${'x '.repeat(400)}`);
  await catalog.upsert([
    { id: 'a', title: 'Shoes', bullets, description: 'y '.repeat(9_000) },
    { id: 'b', title: 'Shoes', description: 'y '.repeat(9_000) },
  ]);
  await drain(context);
  expect(Math.max(...asked().map(({ text }) => text.length))).toBeLessThanOrEqual(480);
  expect(tags.asked.flatMap(({ inputs }) => inputs).length).toBeLessThanOrEqual(5);
});

describe('when no model of the pack answers', () => {
  test.each<[string, Partial<FakeOptions<'embed'>>, string]>([
    ['it is down', { steps: ['model_unavailable', 'ok'] }, 'model_unavailable'],
    ['it is too slow', { steps: ['deadline_exceeded', 'ok'] }, 'deadline_exceeded'],
    ['it refuses', { steps: ['upstream_rejected', 'ok'] }, 'upstream_rejected'],
  ])('%s: the work stays, and is done later', async (_, embedding, code) => {
    const { context } = shop(embedding);
    await catalog.upsert(products(3));
    await expect(ingest(context)).rejects.toMatchObject({ code });
    expect(await catalog.status()).toMatchObject({ embedded: 0, pending: 6 });
    await drain(context);
    expect(await catalog.status()).toMatchObject({ embedded: 3, attributed: 3, pending: 0 });
  });

  test('what the rung without weights answers is not kept', async () => {
    const { context } = shop({}, { path: 'lexical' });
    await catalog.upsert(products(3));
    expect(await ingest(context)).toBe('more');
    await expect(ingest(context)).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(await catalog.status()).toMatchObject({ embedded: 3, attributed: 0, pending: 3 });
  });

  test('a piece that failed comes after those that were not tried', async () => {
    const { context, asked } = shop({ steps: ['model_unavailable', 'ok'] });
    await catalog.upsert(products(40));
    await expect(ingest(context)).rejects.toThrow('No model can answer');
    await ingest(context);
    expect(asked()[32]?.text).toBe('Nike shoes 32, red');
  });
});

describe('a product at which a model breaks', () => {
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const bad: CatalogProduct = { id: 'bad', title: 'BREAKS' };
  const breaks = ({ text }: { text: string }): never | undefined => {
    if (text.includes('BREAKS')) throw new TypeError('x is not a function');
    return undefined;
  };
  /** A shop whose models break at its text, alone or as the first rung of a ladder. */
  const broken = (inLadder: boolean) => {
    const { context, embed, tags } = shop(
      { answer: (input) => breaks(input) ?? Float32Array.of(1, 0) },
      { answer: (input) => breaks(input) ?? { spans: [] } },
    );
    const lexical = { path: 'lexical', model: lexicalTagsModel(context.pack) } as const;
    const models = {
      embed: ladder([{ path: 'onnx', model: embed }]),
      tags: ladder([{ path: 'onnx', model: tags }, lexical]),
    } as unknown as ShopContext['models'];
    return { context: inLadder ? { ...context, models } : context, embed, tags };
  };
  /** All that can be done now; tells what failed. */
  const work = async (context: IngestContext): Promise<string[]> => {
    const faults: string[] = [];
    for (let turn = 0; turn < 50; turn++) {
      try {
        if ((await ingest(context)) !== 'more') return faults;
      } catch (error) {
        faults.push((error as Error).message);
      }
    }
    throw new Error('it never ends');
  };

  test.each([
    ['alone', false],
    ['in a ladder', true],
  ])('%s: all others are done, and it is told once a try, growing times apart', async (_, inLadder) => {
    const { context } = broken(inLadder);
    await catalog.upsert([...products(20), bad, ...products(40).slice(20)]);
    const faults = await work(context);
    expect(faults).toEqual([
      expect.stringMatching(/^embed of "bad": .*(?:x is not a function|internal)/),
      expect.stringMatching(/^attributes of "bad": .*(?:x is not a function|internal)/),
    ]);
    expect(await catalog.status()).toMatchObject({ embedded: 40, attributed: 40, pending: 2, failed: [] });
    expect(await ingest(context)).toBe('later');
    for (const minutes of [1, 2, 4, 8]) {
      ahead += minutes * MINUTE - 5_000;
      expect(await work(context)).toEqual([]);
      ahead += 10_000;
      expect(await work(context)).toHaveLength(2);
    }
    // Nothing waits for it any more, and it is told.
    expect(await catalog.status()).toMatchObject({ pending: 0, failed: ['bad'] });
    expect(await ingest(context)).toBe('none');
    ahead += DAY;
    expect(await work(context)).toHaveLength(2);
    expect(await catalog.status()).toMatchObject({ pending: 0, failed: ['bad'] });
  });

  test('is done at once when it changes, and no text of it is told', async () => {
    const { context } = broken(true);
    await catalog.upsert([bad, ...products(2)]);
    for (let tries = 0; tries < 5; tries++) {
      expect((await work(context)).join('\n')).not.toContain('BREAKS');
      ahead += DAY;
    }
    expect(await catalog.status()).toMatchObject({ pending: 0, failed: ['bad'] });
    await catalog.upsert([{ ...bad, title: 'mended' }]);
    expect(await catalog.status()).toMatchObject({ pending: 2, failed: [] });
    expect(await work(context)).toEqual([]);
    expect(await catalog.status()).toMatchObject({ embedded: 3, attributed: 3, pending: 0, failed: [] });
  });

  test('keeps no new pack from taking over', async () => {
    const { context, embed } = broken(false);
    embed.run = shop().embed.run;
    await catalog.upsert([bad, ...products(2)]);
    await work(context);
    const { context: second } = broken(false);
    const pack = { ...second.pack, manifest: { ...second.pack.manifest, revision: 'fake-2' } };
    for (let tries = 0; tries < 5; tries++) {
      await work({ ...second, pack });
      ahead += DAY;
    }
    await work({ ...second, pack });
    expect(await catalog.status()).toMatchObject({ embedded: 2, vectors: 'fake-2', pending: 0, failed: ['bad'] });
  });
});

test('a product that changes while it is embedded is embedded anew', async () => {
  const { context, embed } = shop();
  await catalog.upsert([{ id: 'a', title: 'first' }]);
  const run = embed.run.bind(embed);
  let changed = false;
  embed.run = async (inputs, call) => {
    if (!changed) await catalog.upsert([{ id: 'a', title: 'second' }]);
    changed = true;
    return await run(inputs, call);
  };
  await ingest(context);
  expect(await catalog.status()).toMatchObject({ embedded: 0, pending: 2 });
  await drain(context);
  expect(embed.asked.flatMap(({ inputs }) => inputs.map(({ text }) => text))).toEqual(['first', 'second']);
  expect(await catalog.status()).toMatchObject({ embedded: 1, pending: 0 });
});

test('the vectors that were made are told as their sum, and whoever hears of them may fail', async () => {
  const { context } = shop();
  await catalog.upsert([
    { id: 'a', title: 'ab' },
    { id: 'b', title: 'abc' },
    { id: 'c', title: 'abcd' },
  ]);
  const told: object[] = [];
  const embedded = async (vectors: object): Promise<void> => {
    told.push(vectors);
    throw new Error('full');
  };
  expect(await ingest({ ...context, embedded })).toBe('more');
  expect(told).toEqual([{ pack: 'fake-1', n: 3, sum: Float32Array.of(1, 2) }]);
  expect(await catalog.status()).toMatchObject({ embedded: 3 });
});

describe('pictures', () => {
  const seen: string[] = [];
  const box = { left: 0, top: 0, width: 1, height: 1 };
  const pictures: Pictures = {
    fetch: async (url) => {
      seen.push(url);
      if (url.endsWith('missing')) throw new PictureFault('is not there: its server answers 404');
      return RED_PNG;
    },
    colors: async () => [{ color: 'navy', share: 0.9, confidence: 0.8, box }],
  };
  const product = (id: string, more: Partial<CatalogProduct> = {}): CatalogProduct => ({
    id,
    title: `Nike shoes ${id}`,
    image_url: `https://cdn.example/${id}`,
    ...more,
  });
  const colorsOf = async (id: string) =>
    (await catalog.get([id]))[0]?.attributes.flatMap(({ name, value, source }) =>
      name === 'color' ? [[value, source]] : [],
    );
  beforeEach(() => {
    seen.length = 0;
  });

  test('a colour that the text leaves open is filtered by, marked as seen; one that it states stands', async () => {
    const { context } = shop();
    await catalog.upsert([
      product('open'),
      product('said', { title: 'Nike shoes, red' }),
      product('field', { color: 'green' }),
      product('missing'),
      { id: 'none', title: 'Nike shoes' },
    ]);
    await drain({ ...context, pictures });
    expect(await colorsOf('open')).toEqual([['navy', 'image']]);
    expect(await colorsOf('said')).toEqual([['red', undefined]]);
    expect(await colorsOf('field')).toEqual([['green', undefined]]);
    expect([await colorsOf('missing'), await colorsOf('none')]).toEqual([[], []]);
    expect(await catalog.status()).toMatchObject({ products: 5, attributed: 5, pending: 0 });
    const found = await catalog.search({
      text: 'shoes',
      vector: null,
      pack: 'fake-1',
      filters: { fields: { color: ['navy'] }, not: {} },
      weights: { keyword: 1, semantic: 0 },
      limit: 10,
    });
    expect(found.candidates.map(({ product: { id } }) => id)).toEqual(['open']);
  });

  test('another address is looked at, the same one never again', async () => {
    const { context } = shop();
    await catalog.upsert([product('a')]);
    await drain({ ...context, pictures });
    await catalog.upsert([product('a', { stock: 4 })]);
    await drain({ ...context, pictures });
    await catalog.upsert([product('a', { image_url: 'https://cdn.example/other' })]);
    await drain({ ...context, pictures });
    expect(seen).toEqual(['https://cdn.example/a', 'https://cdn.example/other']);
  });

  test('once pictures may be fetched, the products that are there are looked at', async () => {
    const { context } = shop();
    await catalog.upsert([product('a')]);
    await drain({ ...context, pictures: {} });
    expect([seen, await colorsOf('a')]).toEqual([[], []]);
    await drain({ ...context, pictures });
    expect(await colorsOf('a')).toEqual([['navy', 'image']]);
    expect(await catalog.status()).toMatchObject({ attributed: 1, pending: 0 });
  });

  test('what reads them may be down: nothing waits for it', async () => {
    const { context } = shop();
    await catalog.upsert([product('a')]);
    const colors = (): Promise<never> => Promise.reject(new AppError('upstream_unavailable'));
    await drain({ ...context, pictures: { ...pictures, colors } });
    expect(await catalog.status()).toMatchObject({ attributed: 1, pending: 0 });
    expect((await catalog.get(['a']))[0]?.attributes.map(({ name }) => name)).toEqual(['brand']);
  });
});
