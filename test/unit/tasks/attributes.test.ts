import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Models } from '../../../src/models/context.ts';
import { lexicalTagsModel } from '../../../src/models/drivers/lexical.ts';
import type { Model, TaggedText, TagsInput } from '../../../src/models/port.ts';
import { attributesTask } from '../../../src/tasks/attributes.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { fakePack } from '../../support/fake-pack.ts';

const asked: TagsInput[] = [];

/** Finds one word: `red` as the color, or as whatever name is asked, and nothing under the name 产地. */
const tags: Model<'tags'> = {
  role: 'tags',
  maxBatch: Infinity,
  run: async (inputs) => {
    asked.push(...inputs);
    return inputs.map(({ text, name }) => {
      const at = name === '产地' ? -1 : text.indexOf('red');
      const spans = at < 0 ? [] : [{ name: name ?? 'color', start: at, end: at + 3, confidence: 0.8 }];
      const output: TaggedText = name === undefined ? { spans } : { spans, notStated: at < 0 ? 0.9 : 0.1 };
      return { output, served: { path: 'onnx', degraded: false }, cached: false };
    });
  },
  probe: async () => ({ path: 'onnx', ok: true, name: 'fake', revision: null }),
};

type Request = Parameters<typeof attributesTask>[0];

const context = (model: Model<'tags'> = tags) => ({
  models: { tags: model } as Models,
  pack: fakePack(),
  call: fakeCall(),
});

const run = async (...items: Request['items']) => {
  asked.length = 0;
  return (await attributesTask({ items }, context())).results;
};

describe('attributesTask', () => {
  it('gives evidence in the field as sent, however far into a long text', async () => {
    const description = `${'Soft and light. '.repeat(60)}It is red.`;
    const [result] = await run({ id: 'a', product: { title: 'Dress', description } });
    const start = description.indexOf('red');
    expect(result?.attributes).toEqual([
      {
        name: 'color',
        value: 'red',
        text: 'red',
        confidence: expect.closeTo(0.8, 9) as number,
        evidence: { field: 'description', start, end: start + 3 },
        source: 'text',
      },
    ]);
  });

  it('takes what the shop says itself, once, and before what is read', async () => {
    const product = {
      title: 'A red dress',
      color: 'Red',
      attributes: { Material: 'Silk', 'Net weight': 2.5, Waterproof: true, 季节: ['夏', '秋'], Box: { Length: 3 } },
    };
    const [result] = await run({ product });
    expect(result?.attributes.map(({ name, text, evidence }) => [name, text, evidence?.field])).toEqual([
      ['color', 'Red', 'color'],
      ['material', 'Silk', 'attributes.Material'],
      ['measure', '2.5', 'attributes.Net weight'],
      ['season', '夏', 'attributes.季节.0'],
      ['season', '秋', 'attributes.季节.1'],
    ]);
  });

  it('leaves outer white space of a field out of the evidence', async () => {
    const [result] = await run({ product: { title: 'Dress', brand: ' Nike\n' } });
    expect(result?.attributes).toMatchObject([{ text: 'Nike', evidence: { field: 'brand', start: 1, end: 5 } }]);
  });

  it('answers each asked name in order, and says what is not stated and how sure that is', async () => {
    const product = { title: 'A red dress', attributes: { 面料: '真丝' } };
    const [result] = await run({ product, attributes: ['产地', 'Shade', 'Material'] });
    expect(result?.attributes.map(({ name, value, confidence }) => [name, value, confidence])).toEqual([
      ['产地', null, expect.closeTo(0.9, 9)],
      ['Shade', 'red', expect.closeTo(0.8, 9)],
      ['Material', '真丝', 0.99],
    ]);
  });

  it('reads bullets and description only for names that the title leaves open', async () => {
    await run({
      product: { title: 'A red dress', bullets: ['红色'], description: 'Long' },
      attributes: ['Shade', '产地'],
    });
    expect(asked.map(({ text, name }) => `${name}: ${text}`)).toEqual([
      'Shade: A red dress',
      '产地: A red dress',
      '产地: 红色',
      '产地: Long',
    ]);
  });

  it('lets the parser fill what the tagger left in a query', async () => {
    const [result] = await run({ query: 'red jeans 32x30 under $50' });
    expect(result?.attributes.map(({ name, text }) => [name, text])).toEqual([
      ['color', 'red'],
      ['size', '32x30'],
      ['price', 'under $50'],
    ]);
  });

  it('answers by the fields and labels of a name without the model, numbers and booleans as JSON writes them', async () => {
    const product = {
      title: 'A red dress',
      description: 'Flavor: vanilla, mint. 产地：日本。',
      attributes: { 'Net weight': 300, Waterproof: true, Voltage: '220V' },
    };
    const names = ['净重', 'Waterproof', 'flavour', 'Made in', '电压'];
    const { results, served_by, cache } = await attributesTask({ items: [{ product, attributes: names }] }, context());
    expect(results[0]?.attributes.map(({ name, value, evidence }) => [name, value, evidence?.field])).toEqual([
      ['净重', '300', 'attributes.Net weight'],
      ['Waterproof', 'true', 'attributes.Waterproof'],
      ['flavour', 'vanilla', 'description'],
      ['flavour', 'mint', 'description'],
      ['Made in', '日本', 'description'],
      ['电压', '220V', 'attributes.Voltage'],
    ]);
    expect(served_by).toEqual({ path: 'lexical', degraded: false });
    expect(cache).toBe('hit');
  });

  it('takes no field for another of the same kind: a weight is no voltage', async () => {
    const product = { title: 'Kettle', attributes: { Weight: '2 kg', 'Handle material': 'Silk' } };
    const [result] = await run({ product, attributes: ['产地', 'Voltage', 'Material'] });
    expect(result?.attributes.map(({ value }) => value)).toEqual([null, null, null]);
  });

  it('asks one attribute once under whatever names, and answers each name once', async () => {
    const product = { title: 'A red dress' };
    const [result] = await run({ product, attributes: ['Color', '颜色', 'COLOR', 'Color'] });
    expect(asked).toEqual([{ text: 'A red dress', name: 'Color' }]);
    expect(result?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['Color', 'red'],
      ['颜色', 'red'],
      ['COLOR', 'red'],
    ]);
  });

  it("writes values as the shop's vocabulary or its fields do", async () => {
    const items = [{ product: { title: 'A red dress', color: 'RED' } }, { query: 'red dress', attributes: ['颜色'] }];
    const named = await attributesTask({ items, vocabulary: { Colour: ['黑色', '大红色', '正红'] } }, context());
    expect(named.results.map(({ attributes }) => attributes.map(({ value, text }) => [value, text]))).toEqual([
      [['正红', 'RED']],
      [['正红', 'red']],
    ]);
    const own = await attributesTask({ items: items.slice(0, 1) }, context());
    expect(own.results[0]?.attributes).toMatchObject([{ value: 'RED', confidence: 0.99 }]);
  });

  it('of a long text reads for a name the pieces that speak of it', async () => {
    const filler = (i: number): string => `Sentence number ${i} tells you nothing. `.repeat(6);
    const bullets = [...Array.from({ length: 9 }, (_, i) => filler(i)), 'Its fragrance is pine', '产地在云南'];
    await run({ product: { title: 'Soap', bullets }, attributes: ['产地', 'Fragrance type'] });
    const read = asked.filter(({ text }) => text !== 'Soap');
    expect(read).toHaveLength(2 * 7);
    expect(read).toContainEqual({ name: '产地', text: '产地在云南' });
  });

  it('gives exact substrings of fields as sent, whatever they hold', async () => {
    const words = [
      'red',
      '红色',
      'ＲＥＤ',
      '500ml*6',
      '两斤',
      'Nike',
      '颜色：',
      'Color: ',
      '【材质】',
      'cotton',
      '(',
      ')',
    ];
    const odd = [
      '👗',
      '👨‍👩‍👧',
      '\u200b',
      '\u202e',
      '\ufeff',
      'فستان',
      '\ud83d',
      'e\u0301',
      'ﬁ',
      '㎏',
      '½',
      'a'.repeat(130),
    ];
    const piece = fc.constantFrom(...words, ...odd, ' ', '　', '\n', ',');
    const text = fc
      .array(piece, { minLength: 1, maxLength: 30 })
      .map((pieces) => pieces.join(''))
      .filter((joined) => joined.trim() !== '');
    const product = fc.record(
      { title: text, description: text, brand: text, bullets: fc.array(text, { maxLength: 2 }), color: text },
      { requiredKeys: ['title'] },
    );
    const names = fc.option(fc.constant<string[]>(['Color', '材质', 'Net content', 'Zzz', '品牌']), { nil: undefined });
    /** Any spans at all, also such as cut words: every other stretch of a text, without its outer space. */
    const anySpans: Model<'tags'> = {
      ...tags,
      run: async (inputs) =>
        inputs.map((input) => {
          const spans = [...input.text.matchAll(/[^\s]{1,3}/gu)].map(({ 0: found, index }) => ({
            name: input.name ?? 'color',
            start: index,
            end: index + found.length,
            confidence: 0.8,
          }));
          return { output: { spans, notStated: 0.5 }, served: { path: 'onnx', degraded: false }, cached: false };
        }),
    };
    for (const model of [lexicalTagsModel(fakePack()), anySpans]) {
      await fc.assert(
        fc.asyncProperty(product, names, fc.boolean(), async (sent, attributes, asQuery) => {
          const item = {
            ...(asQuery ? { query: sent.title } : { product: sent }),
            ...(attributes ? { attributes } : {}),
          };
          const { results } = await attributesTask({ items: [item] }, context(model));
          for (const { value, text: stated, evidence } of results[0]?.attributes ?? []) {
            if (evidence === null) continue;
            const field = evidence.field
              .split('.')
              .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], { ...sent, query: sent.title });
            expect((field as string).slice(evidence.start, evidence.end)).toBe(stated);
            expect(stated).toBe(stated?.trim());
            expect(stated).not.toBe('');
            expect(value).not.toBe('');
          }
        }),
        { numRuns: 150 },
      );
    }
  });
});
