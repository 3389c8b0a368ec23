import { describe, expect, test } from 'vitest';
import { explainResponse } from '../../src/contract/explain.ts';
import { matchResponse } from '../../src/contract/match.ts';
import { appWith, fetchApp } from '#host';
import { httpShop, SHOP } from '../support/http-shop.ts';
import { answerOf, type Json, newText, problemOf, send } from '../support/requests.ts';

const path = '/v1/explain';
const explain = async (body: object): Promise<Json> => await answerOf(await send(path, body), explainResponse);
const match = async (query: string, product: object, fetch = fetchApp): Promise<Json> =>
  (await answerOf(await send('/v1/match', { query, products: [product] }, {}, fetch), matchResponse)).results[0];
const sum = (all: { weight: number }[]): number => all.reduce((total, { weight }) => total + weight, 0);

const CASE = { title: 'Clear Case for iPhone 12, Shockproof', brand: 'Spigen', color: 'Clear' };
const DRESS = { title: '蓝色雪纺连衣裙 夏季新款', brand: '轻风', price: { amount: 259, currency: 'CNY' } };
const PAIRS: readonly [language: string, query: string, product: object][] = [
  ['en', 'iphone 13 case', CASE],
  ['zh', '红色连衣裙 200元以内', DRESS],
];

describe.each(PAIRS)('%s: %s', (language, query, product) => {
  test('explains what /v1/match answers', async () => {
    const { relation, relevance, distribution, conflicts, value, served_by } = await explain({ query, product });
    expect({ relation, relevance, distribution, conflicts }).toEqual(await match(query, product));
    expect(value).toBe(distribution[relation]);
    expect(served_by).toEqual({ path: 'onnx', degraded: false });
  });

  test.each(['occlusion', 'lime', 'shap'])(
    '%s: words stand where they say, and their weights can be repeated',
    async (method) => {
      const answer = await explain({ query, product, method, samples: 40, seed: 3 });
      const fields: Json = { query, ...product };
      for (const { text, field, start, end } of answer.tokens) expect(fields[field].slice(start, end)).toBe(text);
      const said = answer.tokens.filter(({ field }: Json) => field === 'title').map(({ text }: Json) => text);
      expect(said.join('')).toBe(fields.title.replaceAll(/[ ,]/g, ''));
      expect(answer).toMatchObject({ method, seed: 3 });
      expect((await explain({ query, product, method, samples: 40, seed: 3 })).tokens).toEqual(answer.tokens);
    },
  );

  test('a weight by occlusion is what /v1/match loses without the word', async () => {
    const { tokens, relation, value } = await explain({ query, product });
    const { title } = product as { title: string };
    const word = tokens.findLast(({ field }: Json) => field === 'title');
    const without = title.slice(0, word.start).trim();
    const { distribution } = await match(query, { ...product, title: without });
    expect(word.weight).toBeCloseTo(value - distribution[relation], 9);
  });

  test('Shapley values of words and of fields sum to what all are worth more than none', async () => {
    const {
      tokens,
      fields,
      value,
      base_value: base,
      samples,
      standard_error: error,
    } = await explain({
      query,
      product,
      method: 'shap',
      samples: 64,
    });
    expect(sum(tokens)).toBeCloseTo(value - base, 6);
    expect(sum(fields)).toBeCloseTo(value - base, 9);
    expect(fields.map(({ field }: Json) => field).slice(0, 3)).toEqual(['query', 'title', 'brand']);
    expect(samples).toBeLessThanOrEqual(64);
    expect(error).toBeGreaterThan(0);
  });

  test('counterfactuals: each, sent to /v1/match, gives another relation, and the one it says', async () => {
    const { counterfactuals, relation } = await explain({ query, product });
    expect(counterfactuals.length).toBeGreaterThan(0);
    expect(counterfactuals.length).toBeLessThanOrEqual(5);
    for (const one of counterfactuals) {
      const now = await match(one.query, one.product);
      expect([now.relation, now.relevance]).toEqual([one.relation, one.relevance]);
      expect(now.relation).not.toBe(relation);
      const was: Json = { query, ...product };
      if (one.field === 'price') continue;
      const text = one.field === 'query' ? one.query : one.product[one.field];
      expect(text).not.toMatch(/ {2}|^ | $/);
      expect(was[one.field]).toContain(one.from);
      expect(text).toContain(one.to);
    }
  });

  test('the text is in the language of the query, or in the one asked, and names the evidence', async () => {
    const zh = /^[^a-z]*该商品/;
    const { text, attributes } = await explain({ query, product });
    expect(zh.test(text)).toBe(language === 'zh');
    const broken = attributes.find(({ agrees }: Json) => agrees === false);
    expect(text).toContain(broken.wanted);
    expect(text).toContain(broken.found);
    const other = await explain({ query, product, language: language === 'zh' ? 'en' : 'zh' });
    expect(zh.test(other.text)).toBe(language !== 'zh');
  });

  test('one unit, and one for every ten pairs that were judged', async () => {
    const { usage, samples } = await explain({ query: newText(query), product });
    expect(usage.units).toBeGreaterThanOrEqual(1 + Math.ceil(samples / 10));
    expect(usage.units).toBeLessThan(20);
  });
});

describe('what was wanted and found', () => {
  const of = async (query: string, product: object): Promise<Json> =>
    Object.fromEntries(
      (await explain({ query, product })).attributes.map(({ name, wanted, found, agrees }: Json) => [
        wanted,
        [name, found, agrees],
      ]),
    );

  test('in English', async () => {
    const price = { amount: 80, currency: 'USD' };
    const attributes = await of('red dress under $50', { title: 'Red summer dress for women', price });
    expect(attributes).toMatchObject({
      red: ['color', expect.stringMatching(/red/i), true],
      dress: ['product_type', expect.stringMatching(/dress/i), true],
      'under $50': ['price', '80 USD', false],
    });
  });

  test('in Chinese, with an exclusion', async () => {
    const attributes = await of('华为手机壳 不要透明的', { title: '华为Mate60手机壳 透明 防摔' });
    expect(attributes).toMatchObject({ 华为: ['brand', '华为', true], 不要透明: ['not', '透明', false] });
  });

  test('silence is no contradiction', async () => {
    const attributes = await of('red dress under $50', { title: 'Summer dress for women' });
    expect(attributes).toMatchObject({ red: ['color', null, null], 'under $50': ['price', null, null] });
  });
});

test('a price in conflict is turned by a lower price, and by asking for none', async () => {
  const product = { title: 'Red summer dress for women', price: { amount: 80, currency: 'USD' } };
  const { counterfactuals } = await explain({ query: 'red dress under $50', product });
  expect(counterfactuals).toContainEqual(
    expect.objectContaining({ field: 'price', from: '80 USD', to: '50 USD', relation: 'exact' }),
  );
  expect(counterfactuals).toContainEqual(
    expect.objectContaining({ field: 'query', from: 'under $50', to: '', query: 'red dress', relation: 'exact' }),
  );
});

test('only words that the model sees are listed: the cut of a long description, and no brand that the title has', async () => {
  const product = { title: 'Zest red dress', brand: 'Zest', description: 'soft linen '.repeat(500).trim() };
  const { tokens } = await explain({ query: 'red dress', product });
  const fields = new Set(tokens.map(({ field }: Json) => field));
  expect(fields).toEqual(new Set(['query', 'title', 'description']));
  expect(Math.max(...tokens.map(({ end }: Json) => end))).toBeLessThanOrEqual(480);
});

test('bullets are named one by one among the words, and together among the fields', async () => {
  const product = { title: 'Red dress', bullets: ['soft linen', 'machine wash'] };
  const { tokens, fields } = await explain({ query: 'linen dress', product });
  expect(tokens.map(({ field }: Json) => field)).toContain('bullets.1');
  expect(fields.map(({ field }: Json) => field)).toEqual(['query', 'title', 'bullets']);
});

test('a product of the catalogue, and one that it has not', async () => {
  const shop = await httpShop(SHOP);
  const ask = async (id: string): Promise<Response> => shop.send(path, { query: '黑色连衣裙', product_id: id });
  const answer = await answerOf(await ask('z1'), explainResponse);
  expect(answer.attributes).toContainEqual(
    expect.objectContaining({ name: 'color', wanted: '黑色', found: '红色', agrees: false }),
  );
  const { relation } = await match('黑色连衣裙', SHOP.find(({ id }) => id === 'z1') ?? {}, shop.fetch);
  expect(answer.relation).toBe(relation);
  const { detail } = await problemOf(await ask('nothing'), 404, 'not_found');
  expect(detail).toContain('product_id');
});

test('where words alone judge, they are explained, and the answer says so in both languages', async () => {
  const fetch = await appWith({ MODEL_SCORER_URL: '', MODEL_LOCAL: 'off' });
  for (const [, known, product] of PAIRS) {
    // Of what the cache knows a model has judged.
    const query = newText(known);
    const answer = await answerOf(await send(path, { query, product }, {}, fetch), explainResponse);
    expect(answer.served_by).toMatchObject({ path: 'lexical', degraded: true });
    expect(answer.text).toMatch(/^(?:No model answered|当前没有可用的模型)/);
    const { relation, relevance } = await match(query, product, fetch);
    expect([answer.relation, answer.relevance]).toEqual([relation, relevance]);
    for (const one of answer.counterfactuals) {
      expect((await match(one.query, one.product, fetch)).relation).toBe(one.relation);
    }
  }
});

test('the same again comes from the cache', async () => {
  const query = newText('linen dress');
  const status = async (): Promise<string | null> =>
    (await send(path, { query, product: CASE })).headers.get('cache-status');
  expect(await status()).toMatch(/fwd=(?:miss|partial)/);
  expect(await status()).toBe('aisle; hit');
});

test('a deadline that is too near for any explanation is a 504', async () => {
  const product = { title: newText('Clear case'), description: `soft ${newText('silicone')} `.repeat(40).trim() };
  const sent = { headers: { 'x-deadline-ms': '1', 'cache-control': 'no-cache' } };
  await problemOf(await send(path, { query: newText(), product }, sent), 504, 'deadline_exceeded');
});

describe('legal text is answered', () => {
  test.each([
    ['?', '🧣'],
    ['👗', 'فستان أحمر \u202eمقلوب\u202c'],
    ['x'.repeat(512), 'e\u0301'.repeat(40)],
    ['红色 dress 连衣裙 size M', '𓀀𓀁 ꙮ'],
    ['的'.repeat(512), '红'.repeat(1000)],
  ])('%j', async (query, title) => {
    const { tokens } = await explain({ query, product: { title } });
    expect(tokens.length).toBeGreaterThan(1);
    expect(tokens.length).toBeLessThanOrEqual(128);
  });
});

describe('refused', () => {
  const product = { title: 'a' };
  test.each<[string, object, string[]]>([
    ['nothing', {}, ['query']],
    ['no product', { query: 'q' }, ['product']],
    ['a product twice', { query: 'q', product, product_id: 'p' }, ['product']],
    ['another target', { query: 'q', product, target: 'rank' }, ['target']],
    ['a search without a query', { product_id: 'a', target: 'search' }, ['query']],
    [
      'a filter of odd bounds',
      { query: 'q', product, target: 'search', filters: { price: { over: 1 } } },
      ['filters.price'],
    ],
    ['another method', { query: 'q', product, method: 'gradient' }, ['method']],
    ['513 samples', { query: 'q', product, samples: 513 }, ['samples']],
    ['15 samples', { query: 'q', product, samples: 15 }, ['samples']],
    ['half a seed', { query: 'q', product, seed: 0.5 }, ['seed']],
    ['a query of 513 characters', { query: 'x'.repeat(513), product }, ['query']],
    ['a blank title', { query: 'q', product: { title: ' ' } }, ['product.title']],
    ['a language that is not spoken', { query: 'q', product, language: 'fr' }, ['language']],
  ])('%s', async (_, body, paths) => {
    const { errors } = await problemOf(await send(path, body), 422, 'validation_failed');
    expect(errors?.map((fault) => fault.path)).toEqual(paths);
  });
});
