import { beforeAll, describe, expect, test } from 'vitest';
import { attributesResponse } from '../../src/contract/attributes.ts';
import { appWith, type Fetch, host } from '#host';
import * as pictures from '../support/pictures.ts';
import { answerOf, type Json, problemOf, send } from '../support/requests.ts';

const PATH = '/v1/attributes';

/** Sends a form: the JSON, and pictures by the ids of their items. */
function sendForm(value: unknown, files: Record<string, Uint8Array<ArrayBuffer>>, fetch?: Fetch): Promise<Response> {
  const form = new FormData();
  form.set('request', JSON.stringify(value));
  for (const [name, bytes] of Object.entries(files)) form.set(name, new Blob([bytes]), `${name}.jpg`);
  return send(PATH, undefined, { raw: form, headers: { 'content-type': '' } }, fetch);
}

const answer = async (value: unknown, files: Record<string, Uint8Array<ArrayBuffer>>, fetch?: Fetch): Promise<Json> =>
  await answerOf(await sendForm(value, files, fetch), attributesResponse);

const item = (title: string, more: object = {}) => ({ id: 'p', product: { title }, ...more });

describe('a picture sent with the request', () => {
  test.each([
    ['en', 'Summer dress with pockets', 'red'],
    ['zh', '夏季连衣裙 带口袋', '红色'],
  ])('tells the colour that the text leaves open: %s', async (language, title, value) => {
    const { results, served_by, usage } = await answer({ items: [item(title)] }, { p: pictures.RED_PNG });
    const [{ attributes, image }] = results;
    expect([served_by.degraded, usage.units, results[0].language]).toEqual([false, 1, language]);
    const color = attributes.filter(({ name }: Json) => name === 'color');
    expect(color).toEqual([
      expect.objectContaining({ value, text: null, evidence: null, source: 'image', box: expect.any(Object) }),
    ]);
    expect(color[0].confidence).toBeGreaterThan(0.5);
    expect(image).toMatchObject({ status: 'read', colors: [{ name: 'red', value }] });
    expect(image.agreement).toContainEqual({ name: 'color', text: null, image: value, verdict: 'image_only' });
    expect(attributes.filter(({ source }: Json) => source === 'text').length).toBeGreaterThan(0);
  });

  test.each([
    ['Navy blue cotton shirt', 'Blue cotton shirt'],
    ['藏青色纯棉衬衫', '蓝色纯棉衬衫'],
  ])('agrees with %s, and with %s, and makes it surer', async (...titles) => {
    for (const title of titles) {
      const alone = await answerOf(await send(PATH, { items: [item(title)] }), attributesResponse);
      const both = await answer({ items: [item(title)] }, { p: pictures.NAVY_JPEG });
      const colorOf = (body: Json): Json => body.results[0].attributes.find(({ name }: Json) => name === 'color');
      const [said, fused] = [colorOf(alone), colorOf(both)];
      expect(fused).toEqual({ ...said, confidence: fused.confidence });
      expect(fused.confidence).toBeGreaterThan(said.confidence);
      expect(alone.results[0].image).toBeUndefined();
      expect(both.results[0].image.agreement).toContainEqual(
        expect.objectContaining({ name: 'color', text: said.value, verdict: 'agree' }),
      );
    }
  });

  test.each([
    [{ title: 'Shirt', color: 'Red' }, 'Red', 'green'],
    [{ title: '衬衫', color: '红色' }, '红色', '绿色'],
  ])('differs from %j, which stands', async (product, text, image) => {
    const { results } = await answer({ items: [{ id: 'p', product }] }, { p: pictures.GREEN_WEBP });
    const color = results[0].attributes.filter(({ name }: Json) => name === 'color');
    expect(color).toMatchObject([{ value: text, source: 'text', confidence: 0.99 }]);
    expect(results[0].image.agreement).toContainEqual({ name: 'color', text, image, verdict: 'differ' });
  });

  test("by name, in the order asked, in the shop's words; the colour of a part is not the whole's", async () => {
    const names = ['Voltage', '颜色', 'Lid colour', 'Brand'];
    const { results } = await answer(
      { items: [item('Vacuum flask', { attributes: names })], vocabulary: { Color: ['Lemon', 'YELLOW'] } },
      { p: pictures.CUT_OUT_WEBP },
    );
    const { attributes } = results[0];
    expect(attributes.map(({ name }: Json) => name)).toEqual(names);
    expect(attributes.map(({ value }: Json) => value)).toEqual([null, 'YELLOW', null, null]);
    expect(attributes[1].source).toBe('image');
  });

  test('of any kind, and each with its own item', async () => {
    const files = {
      a: pictures.CMYK_JPEG,
      b: pictures.ANIMATED_GIF,
      c: pictures.GREEN_WEBP,
      d: pictures.TURNED_JPEG,
      e: pictures.NAVY_JPEG,
    };
    const items = [...Object.keys(files), 'none'].map((id) => ({ id, product: { title: 'Shirt' } }));
    const { results } = await answer({ items }, files);
    expect(results.map(({ id, image }: Json) => [id, image?.colors[0]?.name])).toEqual([
      ['a', 'red'],
      ['b', 'red'],
      ['c', 'green'],
      ['d', 'red'],
      ['e', 'navy'],
      ['none', undefined],
    ]);
  });

  test('is looked at anew each time', async () => {
    const value = { items: [item('The same shirt twice')] };
    const seen = [];
    for (const bytes of [pictures.RED_PNG, pictures.GREEN_WEBP]) {
      const { results } = await answer(value, { p: bytes });
      seen.push(results[0].image.colors[0].name);
    }
    expect(seen).toEqual(['red', 'green']);
    const plain = await answerOf(await send(PATH, value), attributesResponse);
    expect(plain.results[0].image).toBeUndefined();
  });
});

describe('refused, with its part and the limit', () => {
  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['an SVG with a script', pictures.SVG, 'must be a JPEG, PNG, WebP or GIF picture'],
    ['a text', new TextEncoder().encode('no picture'), 'must be a JPEG, PNG, WebP or GIF picture'],
    ['64 megapixels', pictures.HUGE_PNG, 'must have at most 50 megapixels; it has 8000 × 8000 pixels'],
    ['broken off', pictures.TURNED_JPEG.slice(0, -60), 'must be whole, and decoded in 5 s'],
  ])('%s', async (_, bytes, message) => {
    const response = await sendForm({ items: [item('Shirt')] }, { p: bytes });
    const { errors } = await problemOf(response, 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'p', message }]);
  });

  test('a file that is no item’s', async () => {
    const response = await sendForm({ items: [item('Shirt')] }, { q: pictures.RED_PNG });
    const { errors } = await problemOf(response, 422, 'validation_failed');
    expect(errors).toEqual([{ path: 'q', message: 'must be named by the `id` of one item' }]);
  });

  test('more than 10 MiB', async () => {
    const response = await sendForm({ items: [item('Shirt')] }, { p: new Uint8Array(10_485_761) });
    await problemOf(response, 413, 'payload_too_large');
  });

  test('a fault of the JSON is told as ever', async () => {
    const { errors } = await problemOf(
      await sendForm({ items: [{ id: 'p' }] }, { p: pictures.RED_PNG }),
      422,
      'validation_failed',
    );
    expect(errors).toMatchObject([{ path: 'items.0' }]);
  });
});

describe('an address', () => {
  const withUrl = (image_url: string) => ({ items: [{ id: 'p', product: { title: 'Red shirt', image_url } }] });

  test('is not fetched where no host is named, and the text is answered', async () => {
    const { results, served_by } = await answerOf(
      await send(PATH, withUrl('https://cdn.example/a.jpg')),
      attributesResponse,
    );
    expect(results[0].image).toEqual({
      status: 'unread',
      reason: '`image_url` is not fetched here: IMAGE_HOSTS names no host.',
      colors: [],
      agreement: [],
    });
    expect(results[0].attributes).toContainEqual(expect.objectContaining({ name: 'color', value: 'red' }));
    expect(served_by.degraded).toBe(false);
  });

  describe('where every public host may be asked', () => {
    let fetch: Fetch;
    beforeAll(async () => {
      fetch = await appWith({ IMAGE_HOSTS: '*' });
    });

    test.each([
      'http://127.0.0.1:8787/a.png',
      'http://2130706433/a.png',
      'http://0x7f000001/a.png',
      'http://[::1]/a.png',
      'http://[::ffff:127.0.0.1]/a.png',
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.8/a.png',
      'http://localhost/a.png',
      'http://api.localhost/a.png',
      'http://metadata.google.internal/',
    ])('a private one is not: %s', async (url) => {
      const { results } = await answerOf(await send(PATH, withUrl(url), {}, fetch), attributesResponse);
      expect(results[0].image).toMatchObject({ status: 'unread', reason: 'The picture must have a public address.' });
      expect(results[0].attributes).toContainEqual(expect.objectContaining({ name: 'color', value: 'red' }));
    });

    test('an upload stands for it', async () => {
      const { results } = await answer(withUrl('http://127.0.0.1/a.png'), { p: pictures.RED_PNG }, fetch);
      expect(results[0].image).toMatchObject({ status: 'read', agreement: [{ name: 'color', verdict: 'agree' }] });
    });
  });
});

test('with IMAGES=off nothing is read, and that is told', async () => {
  const fetch = await appWith({ IMAGES: 'off' });
  const { results } = await answer({ items: [item('Red shirt')] }, { p: pictures.RED_PNG }, fetch);
  expect(results[0].image).toMatchObject({ status: 'unread', reason: 'Pictures are not read here (IMAGES is off).' });
});

describe('without a scorer', () => {
  const items = [item('Red shirt')];

  test.each<[string, Record<string, string>, string]>([
    [
      'none is set',
      { MODEL_SCORER_URL: '' },
      'Nothing that reads pictures is configured: set MODEL_SCORER_URL or MODEL_VISION_URL.',
    ],
    ['it does not answer', { MODEL_SCORER_URL: 'http://127.0.0.1:9' }, 'What reads pictures does not answer.'],
  ])('Node reads colours itself, Workers tell that they cannot: %s', async (_, changes, reason) => {
    const { results } = await answer({ items }, { p: pictures.RED_PNG }, await appWith(changes));
    expect(results[0].image).toMatchObject(
      host === 'node' ? { status: 'read', colors: [{ name: 'red' }] } : { status: 'unread', reason, colors: [] },
    );
    expect(results[0].attributes).toContainEqual(expect.objectContaining({ name: 'color', value: 'red' }));
  });
});
