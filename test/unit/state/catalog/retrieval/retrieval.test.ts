import { expect, test } from 'vitest';
import type { CatalogProduct, Filters } from '../../../../../src/state/catalog/port.ts';
import { createRetrieval } from '../../../../../src/state/catalog/retrieval/retrieval.ts';
import { openRetrieval, vectorScan } from '../../../../support/open-retrieval.ts';

const SHOP: CatalogProduct[] = [
  {
    id: 'A-1',
    title: '红色连衣裙 夏季新款 女',
    brand: '优衣库',
    category: '女装 > 裙装',
    price: { amount: 99, currency: 'CNY' },
    attributes: { 材质: '棉', 尺码: ['S', 'M'] },
  },
  { id: 'A-2', title: '蓝色半身裙', brand: 'ZARA', price: { amount: 199, currency: 'CNY' }, stock: 0 },
  { id: 'A-3', title: '不锈钢保温杯 500毫升', price: { amount: 59, currency: 'CNY' }, stock: 7 },
  {
    id: 'S-21',
    title: 'Samsung SM-G991B Galaxy S21 5G 128GB <b>Phantom</b> Gray',
    brand: 'Samsung',
    category: 'Phones',
    price: { amount: 699, currency: 'USD' },
    rating: { value: 4.5 },
    attributes: { ram: '8 GB', waterproof: true, sku: '0042-77' },
  },
  {
    id: 'B-1',
    title: "Women's Running Shoes, Lightweight",
    brand: 'Nike',
    category: 'Shoes',
    color: 'Red',
    price: { amount: 59.5, currency: 'USD' },
    updated_at: '2026-01-02T00:00:00Z',
  },
  { id: 'B-2', title: 'Wireless Headphones', brand: 'Sony', description: '<p>Noise cancelling. 500 ml it is not.</p>' },
  { id: 'B-3', title: 'Steel Water Bottle 500 ml', brand: 'Sigg' },
  { id: 'B-4', title: 'Dress Shoes for Running Errands' },
];

test.each([
  ['裙', ['A-1', 'A-2']],
  ['连衣裙', ['A-1', 'A-2']],
  ['紅色', ['A-1']],
  ['优衣库', ['A-1']],
  ['RUNNING SHOES', ['B-1', 'B-4']],
  ['womens shoe', ['B-1', 'B-4']],
  ['head phones', ['B-2', 'S-21']],
  ['sm g991b', ['S-21']],
  ['smg991b', ['S-21']],
  ['G991', ['S-21']],
  ['phantom', ['S-21']],
  ['waterproof', ['S-21']],
  ['128 gb', ['S-21']],
  ['the', []],
  ['b', []],
  ['😀', []],
  ['', ['A-1', 'A-2', 'A-3', 'B-1', 'B-2', 'B-3', 'B-4', 'S-21']],
  ['" OR title : * ^ NEAR(', []],
])('%j finds %j', (text, expected) => {
  expect(openRetrieval(SHOP).ids(text)).toStrictEqual(expected);
});

test('a measure is found in either language, and in the title before the description', () => {
  const { ids } = openRetrieval(SHOP);
  expect(ids('500毫升 杯').at(0)).toBe('A-3');
  expect(ids('500ml').slice(0, 2).toSorted()).toStrictEqual(['A-3', 'B-3']);
  expect(ids('500ml')).toContain('B-2');
});

test.each(['s21', 'S-21', '0042-77', '004277'])(
  'the product whose code is the query, %s, is first and sure',
  (text) => {
    const { ranked, ids } = openRetrieval([{ id: 'x', title: 'S 21 S21 S-21 0042 77' }, ...SHOP]).ask(text);
    expect(ids[0]).toBe('S-21');
    expect(ranked[0]?.fused).toBe(1);
    expect(ranked.slice(1).every(({ fused }) => fused < 1)).toBe(true);
  },
);

test.each([
  ['runing shoes', 'running shoes', 'B-1'],
  ['runnign sheos', 'running shoes', 'B-1'],
  ['samsng phone', 'samsung phone', 'S-21'],
  ['lihgtweight', 'lightweight', 'B-1'],
  ['waterbottle', null, 'B-3'],
  ['steelwater', 'steel water', 'B-3'],
  ['连依裙', '连衣裙', 'A-1'],
  ['红色连依裙', '红色连衣裙', 'A-1'],
  ['保温悲', '保温杯', 'A-3'],
  ['running', null, 'B-4'],
  ['sm-g991c', null, undefined],
  ['128gb', null, 'S-21'],
  ['sofa', null, undefined],
])('%s is read as %s', (typed, mended, first) => {
  const { corrected, ids } = openRetrieval(SHOP).ask(typed);
  expect(corrected).toBe(typed === 'waterbottle' ? 'water bottle' : mended);
  expect(ids.includes(first)).toBe(first !== undefined);
});

test('synonyms are found, named, and forgotten', () => {
  const { retrieval, ask } = openRetrieval(SHOP);
  const json = JSON.stringify({
    groups: [['sneakers', 'running shoes', '跑鞋']],
    one_way: [{ from: 'drinkware', to: ['bottle', '杯'] }],
  });
  retrieval.synonyms(json);
  expect(ask('跑鞋')).toMatchObject({ ids: ['B-1'], expanded: [{ word: '跑鞋', to: ['sneakers', 'running shoes'] }] });
  expect(ask('red sneakers').ids[0]).toBe('B-1');
  expect(ask('drinkware').ids.toSorted()).toStrictEqual(['A-3', 'B-3']);
  expect(ask('bottle').expanded).toStrictEqual([]);
  retrieval.synonyms(null);
  expect(ask('drinkware')).toMatchObject({ ids: [], expanded: [] });
});

test.each<[Filters, string[]]>([
  [{ fields: { brand: ['nike', 'sony'] }, not: {} }, ['B-1', 'B-2']],
  [{ fields: { brand: ['NIKE'] }, not: {} }, ['B-1']],
  [{ fields: { category: ['裙装'] }, not: {} }, ['A-1']],
  [{ fields: { category: ['女装 > 裙装'] }, not: {} }, ['A-1']],
  [{ fields: { color: ['red'] }, not: {} }, ['B-1']],
  [{ fields: { language: ['zh'] }, not: {} }, ['A-1', 'A-2', 'A-3']],
  [{ fields: { price: { gte: 59, lt: 99 } }, not: {} }, ['A-3', 'B-1']],
  [{ fields: { price: { gt: 59, lte: 99 } }, not: {} }, ['A-1', 'B-1']],
  [{ fields: { stock: { gt: 0 } }, not: {} }, ['A-3']],
  [{ fields: { rating: { gte: 4 } }, not: {} }, ['S-21']],
  [{ fields: { updated_at: { gte: Date.parse('2026-01-01') } }, not: {} }, ['B-1']],
  [{ fields: { id: ['a-1', 'B-4', 'none'] }, not: {} }, ['A-1', 'B-4']],
  [{ fields: { 材质: ['棉'] }, not: {} }, ['A-1']],
  [{ fields: { material: ['棉'], 尺码: ['m'] }, not: {} }, ['A-1']],
  [{ fields: { ram: { gte: 6 } }, not: {} }, ['S-21']],
  [{ fields: { ram: { gt: 8 } }, not: {} }, []],
  [{ fields: { waterproof: ['true'] }, not: {} }, ['S-21']],
  [{ fields: { language: ['en'] }, not: { brand: ['Nike', 'Samsung'], id: ['B-4'] } }, ['B-2', 'B-3']],
])('%j holds for %j', (filters, expected) => {
  const { retrieval, ask } = openRetrieval(SHOP);
  for (let slot = 1; slot <= SHOP.length; slot++) retrieval.setVector(slot, 'pack', Float32Array.of(1, slot / 100));
  const answer = ask('anything', { filters, vector: Float32Array.of(0, 1) });
  expect(answer.matching).toBe(expected.length);
  expect(answer.ids.toSorted()).toStrictEqual(expected.toSorted());
});

test('filters on unknown fields say which, and what is near', () => {
  const { ask } = openRetrieval(SHOP);
  expect(() => ask('shoes', { filters: { fields: { colour: ['red'] }, not: { zzzz: ['1'] } } })).toThrow(
    expect.objectContaining({
      code: 'validation_failed',
      errors: [
        { path: 'filters.colour', message: 'No product has the field “colour”. Near it: color.' },
        { path: 'filters.not.zzzz', message: 'No product has the field “zzzz”.' },
      ],
    }),
  );
});

test('meaning and words are weighed as asked', () => {
  const { retrieval, ask } = openRetrieval(SHOP);
  retrieval.setVector(1, 'pack', Float32Array.of(1, 0));
  retrieval.setVector(5, 'pack', Float32Array.of(0.6, 0.8));
  retrieval.setVector(6, 'pack', Float32Array.of(0, 1));
  const vector = Float32Array.of(1, 0);
  const byMeaning = ask('shoes', { vector, weights: { keyword: 0, semantic: 1 } });
  expect(byMeaning.ids).toStrictEqual(['A-1', 'B-1', 'B-2']);
  expect(byMeaning.ranked[0]?.keyword).toBeNull();
  expect(byMeaning.ranked[0]?.semantic).toBeCloseTo(1, 2);
  expect(byMeaning.ranked[1]?.semantic).toBeCloseTo(0.6, 2);
  const byWords = ask('shoes', { vector, weights: { keyword: 1, semantic: 0 } });
  expect(byWords.ids).toStrictEqual(['B-1', 'B-4']);
  expect(byWords.ranked.map(({ semantic }) => semantic)).toStrictEqual([null, null]);
  expect(ask('shoes', { vector }).ids.toSorted()).toStrictEqual(['A-1', 'B-1', 'B-2', 'B-4']);
  expect(ask('shoes', { vector, pack: 'another' }).ids).toStrictEqual(['B-1', 'B-4']);
});

test('scores are between 0 and 1, in order, and of equal ones the lower id is first', () => {
  const same = ['c', 'a', 'b'].map((id) => ({ id, title: 'blue lamp' }));
  const { ranked, ids } = openRetrieval(same).ask('blue lamp');
  expect(ids).toStrictEqual(['a', 'b', 'c']);
  expect(new Set(ranked.map(({ fused }) => fused)).size).toBe(1);
  for (const { fused, keyword } of openRetrieval(SHOP).ask('running dress 裙').ranked) {
    expect(fused).toBeGreaterThan(0);
    expect(fused).toBeLessThanOrEqual(1);
    expect(keyword).toBeLessThanOrEqual(1);
  }
});

test('a product that changes is found by what it is now, and one that goes is not found', () => {
  const { retrieval, put, ask } = openRetrieval(SHOP);
  retrieval.setVector(5, 'pack', Float32Array.of(1, 0));
  put(5, { id: 'B-1', title: 'Garden Lamp', brand: 'Ikea', price: { amount: 5, currency: 'USD' } });
  expect(ask('running').ids).toStrictEqual(['B-4']);
  expect(ask('lamp').ids).toStrictEqual(['B-1']);
  expect(ask('lamp', { filters: { fields: { price: { lt: 6 } }, not: {} } }).ids).toStrictEqual(['B-1']);
  expect(ask('lamp', { filters: { fields: { brand: ['nike'] }, not: {} } })).toMatchObject({ ids: [], matching: 0 });
  // Its vectors stay until the catalogue drops them.
  expect(ask('x', { vector: Float32Array.of(1, 0) }).ids).toStrictEqual(['B-1']);
  retrieval.remove(5);
  retrieval.remove(5);
  expect(ask('lamp')).toMatchObject({ ids: [], matching: SHOP.length - 1 });
  expect(ask('b1').ids).toStrictEqual([]);
  expect(retrieval.suggest('garden', 5)).toStrictEqual([]);
  put(99, { id: 'new', title: 'Desk Fan' });
  expect(ask('fan').ids).toStrictEqual(['new']);
  expect(ask('x', { vector: Float32Array.of(1, 0), weights: { keyword: 0, semantic: 1 } }).ids).toStrictEqual([]);
});

test('vectors of two packs lie side by side until one is dropped', () => {
  const { retrieval, ask } = openRetrieval(SHOP);
  const near = (pack: string, vector: Float32Array) =>
    ask('', { pack, vector, weights: { keyword: 0, semantic: 1 } }).ids;
  for (const slot of [1, 2]) {
    retrieval.setVector(slot, 'old', Float32Array.of(2 - slot, slot - 1));
    retrieval.setVector(slot, 'new', Float32Array.of(slot - 1, 2 - slot, 0));
  }
  expect(near('old', Float32Array.of(1, 0))).toStrictEqual(['A-1', 'A-2']);
  expect(near('new', Float32Array.of(1, 0, 0))).toStrictEqual(['A-2', 'A-1']);
  retrieval.removeVectors(2);
  expect(near('old', Float32Array.of(1, 0))).toStrictEqual(['A-1']);
  expect(near('new', Float32Array.of(1, 0, 0))).toStrictEqual(['A-1']);
  retrieval.setVector(2, 'new', Float32Array.of(1, 0, 0));
  retrieval.dropPack('old');
  expect(near('old', Float32Array.of(1, 0))).toStrictEqual([]);
  expect(near('new', Float32Array.of(1, 0, 0))).toStrictEqual(['A-2', 'A-1']);
  expect(() => retrieval.setVector(1, 'new', Float32Array.of(1, 0))).toThrow(
    'A vector of pack new has 2 numbers; its others have 3.',
  );
});

test('what was rolled back is not found', () => {
  const { sql, retrieval, ask } = openRetrieval(SHOP);
  retrieval.setVector(1, 'pack', Float32Array.of(0, 1));
  retrieval.setVector(2, 'pack', Float32Array.of(0.1, 1));
  const vector = Float32Array.of(1, 0);
  const before = { lamp: ask('lamp'), shoes: ask('shoes', { vector }) };
  expect(() =>
    sql.transaction(() => {
      retrieval.index({ slot: 50, product: { id: 'z', title: 'lamp shoes' }, attributes: [] });
      retrieval.remove(5);
      retrieval.setVector(1, 'pack', Float32Array.of(1, 0));
      throw new Error('full');
    }),
  ).toThrow('full');
  retrieval.forget();
  expect({ lamp: ask('lamp'), shoes: ask('shoes', { vector }) }).toStrictEqual(before);
});

test('an index that is opened again answers the same', () => {
  const { sql, retrieval, ask } = openRetrieval(SHOP);
  retrieval.setVector(1, 'pack', Float32Array.of(1, 0));
  const request = {
    text: 'running 裙',
    vector: Float32Array.of(1, 0),
    pack: 'pack',
    filters: { fields: {}, not: {} },
    weights: { keyword: 1, semantic: 1 },
    limit: 20,
  };
  const { ranked } = ask('running 裙', { vector: request.vector });
  expect(createRetrieval(sql, { vectorScan }).search(request).ranked).toStrictEqual(ranked);
  expect(createRetrieval(sql, { vectorScan: null }).search(request).ranked).toStrictEqual(ranked);
});

test.each([
  ['sam', ['Samsung', 'Samsung SM-G991B Galaxy S21 5G 128GB']],
  ['SAM', ['Samsung', 'Samsung SM-G991B Galaxy S21 5G 128GB']],
  ['hongs', ['红色连衣裙 夏季新款 女']],
  ['红', ['红色连衣裙 夏季新款 女']],
  ['lianyi', ['连衣裙']],
  ['zara', ['ZARA']],
  ['red sho', []],
  ['wireless hea', ['Wireless Headphones']],
  ['galaxy s', []],
  ['', []],
  ['  ', []],
  ['%', []],
])('%j is completed to %j', (prefix, expected) => {
  expect(
    openRetrieval(SHOP)
      .retrieval.suggest(prefix, 3)
      .map(({ text }) => text),
  ).toStrictEqual(expected);
});

test('the last word is completed behind the others, as far as products have it', () => {
  const { retrieval } = openRetrieval(SHOP);
  expect(retrieval.suggest('lightweight run', 5)).toStrictEqual([
    { text: 'lightweight running shoes', kind: 'product_type', products: 1 },
  ]);
  expect(retrieval.suggest('steel sho', 5)).toStrictEqual([]);
});

test('completions come by the number of products', () => {
  const lamps = Array.from({ length: 3 }, (_, i) => ({ id: `l${i}`, title: `Lamp ${i}`, brand: 'Lumen' }));
  const { retrieval } = openRetrieval([...lamps, { id: 'x', title: 'Lunch Box', brand: 'Luna' }]);
  expect(retrieval.suggest('lu', 2)).toStrictEqual([
    { text: 'Lumen', kind: 'brand', products: 3 },
    { text: 'Luna', kind: 'brand', products: 1 },
  ]);
});

test('long texts, many attributes and strange ones are bounded and no fault', () => {
  const { ask, put } = openRetrieval([]);
  put(1, {
    id: 'long',
    title: 'word '.repeat(2_000),
    description: '<div>'.repeat(200_000),
    attributes: {
      ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`name${i}`, `value${i}`])),
      '': 'x',
    },
  });
  put(2, { id: '', title: '', attributes: { deep: { a: 1 }, none: null, list: [1, [2], 'three'] } });
  expect(ask('word').ids).toStrictEqual(['long']);
  expect(ask('value7').ids).toStrictEqual(['long']);
  expect(ask('three').ids).toStrictEqual(['']);
  expect(ask('x'.repeat(600)).ids).toStrictEqual([]);
});
