import { describe, expect, it } from 'vitest';
import type { Models } from '../../../src/models/context.ts';
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

const run = async (...items: Parameters<typeof attributesTask>[0]['items']) => {
  asked.length = 0;
  const context = { models: { tags } as Models, pack: fakePack(), call: fakeCall() };
  return (await attributesTask({ items }, context)).results;
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
      attributes: { Material: 'Silk', Weight: 2, 季节: ['夏', '秋'] },
    };
    const [result] = await run({ product });
    expect(result?.attributes.map(({ name, text, evidence }) => [name, text, evidence?.field])).toEqual([
      ['color', 'Red', 'color'],
      ['material', 'Silk', 'attributes.Material'],
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
      ['产地', null, 0.9],
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
});
