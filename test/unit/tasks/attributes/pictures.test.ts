import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import type { PictureColor } from '../../../../src/core/picture.ts';
import type { Models } from '../../../../src/models/context.ts';
import { PictureFault, type Pictures, type SeenAttribute } from '../../../../src/models/picture.ts';
import { attributesTask } from '../../../../src/tasks/attributes.ts';
import { fakeCall } from '../../../support/fake-call.ts';
import { fakePack } from '../../../support/fake-pack.ts';
import { RED_PNG } from '../../../support/pictures.ts';
import { fakeModel } from '../../models/wrappers/fake-model.ts';

const BOX = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };
const color = (name: string, share = 0.9): PictureColor => ({ color: name, share, confidence: share, box: BOX });

/** Finds the words `dress` and, hardly sure, `Teal`. */
const WORDS = [
  { word: 'dress', name: 'product_type', confidence: 0.9 },
  { word: 'Teal', name: 'color', confidence: 0.35 },
];
const tags = fakeModel({
  role: 'tags',
  answer: ({ text, name: asked }) => {
    const spans = WORDS.filter(({ name, word }) => text.includes(word) && (asked ?? name) === name).map(
      ({ word, name, confidence }) => ({
        name,
        start: text.indexOf(word),
        end: text.indexOf(word) + word.length,
        confidence,
      }),
    );
    return asked === undefined ? { spans } : { spans, notStated: 0.5 };
  },
});

const looks: string[][] = [];

/** A vision model that always sees the same. */
const seeing = (...seen: SeenAttribute[]): Required<Pictures>['vision'] => ({
  look: async ({ names }) => {
    looks.push([...names]);
    return seen;
  },
  probe: async () => ({ path: 'gpu', ok: true, name: 'fake', revision: null }),
});

type Item = Parameters<typeof attributesTask>[0]['items'][number];

const ask = (pictures: Pictures, item: Partial<Item> = {}, uploads = new Map([['p', RED_PNG as Uint8Array]])) =>
  attributesTask(
    { items: [{ id: 'p', product: { title: 'Summer dress' }, ...item }] },
    { models: { tags } as unknown as Models, pack: fakePack(), call: fakeCall(), pictures, uploads },
  );

const colors = (...found: PictureColor[]): Pictures => ({ colors: async () => found });

describe('colours', () => {
  test('the leading one, and others that are nearly as large', async () => {
    const { results } = await ask(colors(color('navy', 0.5), color('white', 0.3), color('red', 0.2)));
    expect(results[0]?.attributes.filter(({ name }) => name === 'color')).toEqual([
      { name: 'color', value: 'navy', text: null, confidence: 0.5, evidence: null, source: 'image', box: BOX },
      { name: 'color', value: 'white', text: null, confidence: 0.3, evidence: null, source: 'image', box: BOX },
    ]);
    expect(results[0]?.image?.colors.map(({ value }) => value)).toEqual(['navy', 'white', 'red']);
  });

  test("in the item's language", async () => {
    const { results } = await ask(colors(color('navy'), color('multicolor')), { language: 'zh' });
    expect(results[0]?.image?.colors.map(({ name, value }) => [name, value])).toEqual([
      ['navy', '深蓝'],
      ['multicolor', '彩色'],
    ]);
  });

  test('come before those of a text that is hardly sure', async () => {
    const { results } = await ask(colors(color('red')), { product: { title: 'Teal dress' } });
    const found = results[0]?.attributes.filter(({ name }) => name === 'color');
    expect(found?.map(({ value, source }) => [value, source])).toEqual([
      ['red', 'image'],
      ['teal', 'text'],
    ]);
    expect(results[0]?.image?.agreement).toEqual([{ name: 'color', text: 'teal', image: 'red', verdict: 'differ' }]);
  });

  test('a picture without any says so, and nothing is invented', async () => {
    const { results } = await ask(colors(), { attributes: ['color'] });
    expect(results[0]?.attributes).toMatchObject([{ name: 'color', value: null, source: null }]);
    expect(results[0]?.image).toEqual({ status: 'read', colors: [], agreement: [] });
  });
});

describe('a vision model', () => {
  const vision = seeing({ name: 'product_type', value: 'dress' }, { name: 'material', value: 'linen' });

  test('is asked for what a picture can show, as it was asked, and says what the text leaves open', async () => {
    looks.length = 0;
    await ask({ vision }, { attributes: ['Brand', '材质', 'material', 'Voltage'] });
    const { results } = await ask({ vision });
    expect(looks[0]).toEqual(['材质', 'material']);
    expect(looks[1]).toContain('product_type');
    expect(results[0]?.attributes).toEqual([
      expect.objectContaining({ name: 'product_type', value: 'dress', source: 'text' }),
      expect.objectContaining({ name: 'material', value: 'linen', source: 'image', box: null, confidence: 0.6 }),
    ]);
    // .9 of the text and half of .6.
    expect(results[0]?.attributes[0]?.confidence).toBeCloseTo(1 - 0.1 * 0.7, 9);
    expect(results[0]?.image?.agreement.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['product_type', 'agree'],
      ['material', 'image_only'],
    ]);
  });

  test('differs from an explicit text, which stands', async () => {
    const other = seeing({ name: 'product_type', value: 'jacket' });
    const explicit = await ask({ vision: other });
    expect(explicit.results[0]?.attributes.map(({ value }) => value)).toEqual(['dress']);
    expect(explicit.results[0]?.image?.agreement).toEqual([
      { name: 'product_type', text: 'dress', image: 'jacket', verdict: 'differ' },
    ]);
  });

  test('our own colours are taken before its', async () => {
    const { results } = await ask({ ...colors(color('red')), vision: seeing({ name: 'color', value: 'pink' }) });
    const found = results[0]?.attributes.filter(({ name }) => name === 'color').map(({ value }) => value);
    expect(found).toEqual(['red']);
  });
});

test('a picture too large for a vision model is read for its colours alone, and that is told', async () => {
  looks.length = 0;
  const large = new Uint8Array(4_194_305);
  large.set(RED_PNG);
  const { results, served_by } = await ask({ ...colors(color('red')), vision: seeing() }, {}, new Map([['p', large]]));
  expect(results[0]?.image).toMatchObject({
    status: 'partial',
    reason: 'The picture has more than 4194304 bytes, so the vision model was not asked.',
    colors: [{ name: 'red' }],
  });
  expect([looks, served_by.degraded]).toEqual([[], false]);
});

describe('when a model fails', () => {
  const down: Pictures['colors'] = () => Promise.reject(new AppError('upstream_unavailable'));
  const blind = { ...seeing(), look: () => Promise.reject(new AppError('upstream_timeout')) };

  test.each<[string, Pictures, string, string]>([
    ['colours alone', { colors: down }, 'unread', 'What reads pictures does not answer.'],
    [
      'vision beside colours',
      { ...colors(color('red')), vision: blind },
      'partial',
      'The picture was not read in time.',
    ],
    ['both', { colors: down, vision: blind }, 'unread', 'What reads pictures does not answer.'],
  ])('%s: the text is answered, and that is told', async (_, pictures, status, reason) => {
    const { results, served_by } = await ask(pictures);
    expect(results[0]?.image).toMatchObject({ status, reason });
    expect(results[0]?.attributes).toContainEqual(expect.objectContaining({ value: 'dress', source: 'text' }));
    expect(served_by).toMatchObject({ path: 'onnx', degraded: true, reason });
  });

  test('a defect of ours is thrown', async () => {
    await expect(ask({ colors: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours');
  });
});

describe('a picture by its address', () => {
  const product = { title: 'Summer dress', image_url: 'https://cdn.example/a.jpg' };

  test('that cannot be had or read leaves the text, and is no failure of ours', async () => {
    const missing: Pictures = {
      ...colors(color('red')),
      fetch: () => Promise.reject(new PictureFault('is not there: its server answers 404')),
    };
    const broken: Pictures = {
      colors: () => Promise.reject(new PictureFault('must be whole, and decoded in 5 s')),
      fetch: async () => RED_PNG,
    };
    for (const [pictures, reason] of [
      [missing, 'The picture is not there: its server answers 404.'],
      [broken, 'The picture must be whole, and decoded in 5 s.'],
    ] as const) {
      const { results, served_by } = await ask(pictures, { product }, new Map());
      expect(results[0]?.image).toEqual({ status: 'unread', reason, colors: [], agreement: [] });
      expect(served_by.degraded).toBe(false);
      expect(results[0]?.attributes).toHaveLength(1);
    }
  });

  test('at most four at a time, and each for its own item', async () => {
    let [open, peak] = [0, 0];
    const pictures: Pictures = {
      colors: async (bytes) => [color(bytes[0] === 1 ? 'red' : 'blue')],
      fetch: async (url) => {
        open += 1;
        peak = Math.max(peak, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return Uint8Array.of(Number(url.at(-1)) % 2);
      },
    };
    const items = Array.from({ length: 10 }, (_, i) => ({
      product: { ...product, image_url: `https://cdn.example/${i}` },
    }));
    const { results } = await attributesTask(
      { items },
      { models: { tags } as unknown as Models, pack: fakePack(), call: fakeCall(), pictures },
    );
    expect(peak).toBe(4);
    expect(results.map(({ image }) => image?.colors[0]?.name)).toEqual(
      items.map((_, i) => (i % 2 === 1 ? 'red' : 'blue')),
    );
  });
});
