import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LARGEST_PICTURE } from '../../src/core/picture-header.ts';
import { isPublicAddress } from '../../src/core/public-address.ts';
import { createScorer } from '../../src/http/scorer/scorer-app.ts';
import { decodePicture } from '../../src/models/drivers/picture/decode.ts';
import { pictureFetch } from '../../src/models/drivers/picture-fetch.ts';
import { scorerColors } from '../../src/models/drivers/scorer-colors.ts';
import { pictureColors } from '../../src/platform/node/picture-colors.ts';
import { pictureThread } from '../../src/platform/node/picture-thread.ts';
import { type Network, publicFetch } from '../../src/platform/node/public-fetch.ts';
import { fakeCall } from '../support/fake-call.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { fakePack } from '../support/fake-pack.ts';
import * as pictures from '../support/pictures.ts';

const first = async (bytes: Uint8Array): Promise<string | undefined> => (await pictureColors(bytes))[0]?.color;

describe('decoding', () => {
  test.each([
    ['PNG', pictures.RED_PNG, 'red'],
    ['JPEG', pictures.NAVY_JPEG, 'navy'],
    ['WebP', pictures.GREEN_WEBP, 'green'],
    ['WebP with transparency', pictures.CUT_OUT_WEBP, 'yellow'],
    ['JPEG in CMYK', pictures.CMYK_JPEG, 'red'],
    ['animated GIF, of which the first frame', pictures.ANIMATED_GIF, 'red'],
  ])('%s', async (_, bytes, color) => {
    expect(await first(bytes)).toBe(color);
  });

  test('the right way up', async () => {
    const [red] = await pictureColors(pictures.TURNED_JPEG);
    expect(red?.color).toBe('red');
    expect((red?.box.top ?? 1) + (red?.box.height ?? 1) / 2).toBeLessThan(0.4);
  });

  test('small, whatever came', async () => {
    const bytes = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#a02020' } })
      .jpeg()
      .toBuffer();
    const { width, height, data } = await decodePicture(bytes);
    expect([width, height, data.length]).toEqual([192, 96, 192 * 96 * 4]);
  });

  test('a picture of few bytes and nearly 50 megapixels, several at a time', async () => {
    const bytes = await sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#1c2448' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bytes.length).toBeLessThan(300_000);
    const before = process.memoryUsage().rss;
    expect(await Promise.all(Array.from({ length: 4 }, () => first(bytes)))).toEqual(Array(4).fill('navy'));
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000);
  }, 60_000);

  test('a crowd is refused, the rest is served', async () => {
    const many = await Promise.allSettled(Array.from({ length: 80 }, () => first(pictures.NAVY_JPEG)));
    const refused = many.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    // Two in work and 64 that wait.
    expect(refused).toHaveLength(80 - 66);
    expect(refused[0]).toMatchObject({ code: 'upstream_overloaded' });
    expect(await first(pictures.NAVY_JPEG)).toBe('navy');
  });

  test.each<[string, Uint8Array]>([
    ['an SVG with a script', pictures.SVG],
    ['a text', new TextEncoder().encode('<!doctype html><p>no picture</p>')],
    ['64 megapixels', pictures.HUGE_PNG],
    ['a JPEG that breaks off', pictures.TURNED_JPEG.subarray(0, 700)],
    ['a PNG that breaks off', pictures.RED_PNG.subarray(0, 100)],
    ['a header and noise', pictures.RED_PNG.map((byte, at) => (at > 40 ? (at * 37) % 256 : byte))],
    ['a WebP with a wrong length', pictures.GREEN_WEBP.subarray(0, 60)],
  ])('refused: %s', async (_, bytes) => {
    await expect(decodePicture(bytes)).rejects.toThrow(/^must /);
  });

  test('nothing else can be loaded, whatever a caller of the library asks', async () => {
    await expect(sharp(Buffer.from(pictures.SVG)).png().toBuffer()).rejects.toThrow(/unsupported/);
  });
});

describe('in a thread of its own', () => {
  test('answers and refuses as in this one', async () => {
    const thread = pictureThread();
    expect(await thread.colors(pictures.RED_PNG)).toEqual(await pictureColors(pictures.RED_PNG));
    await expect(thread.colors(pictures.SVG)).rejects.toMatchObject({
      name: 'PictureFault',
      message: 'must be a JPEG, PNG, WebP or GIF picture',
    });
    await thread.close();
    await expect(thread.colors(pictures.RED_PNG)).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  test('what is in work when it ends is told so', async () => {
    const thread = pictureThread();
    const working = thread.colors(pictures.RED_PNG);
    await thread.close();
    await expect(working).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });
});

describe('fetching', () => {
  let port = 0;
  const listener: RequestListener = (request, response) => {
    const url = request.url ?? '';
    const target = new URL(url, 'http://a').searchParams.get('to');
    if (target !== null) {
      return response.writeHead(302, { location: target.replaceAll(/[^ -~]/g, encodeURIComponent) }).end();
    }
    if (url === '/endless') {
      response.writeHead(200);
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 255), () => setImmediate(more));
      };
      return more();
    }
    if (url === '/long') return response.writeHead(200, { 'content-length': LARGEST_PICTURE + 1 }).write('x');
    if (url === '/silent') return undefined;
    if (url === '/svg') return response.writeHead(200, { 'content-type': 'image/png' }).end(pictures.SVG);
    const hasCookie = request.headers.cookie !== undefined;
    if (url === '/loop') return response.writeHead(308, { location: '/loop' }).end();
    if (/^\/\d+$/.test(url)) return response.writeHead(Number(url.slice(1))).end();
    return response.writeHead(hasCookie ? 400 : 200).end(pictures.RED_PNG);
  };
  const server = createServer(listener);
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A network in which shop.example is the server above, and counts as public; inside.example is the same address under another name. */
  let asked: string[] = [];
  const network = (isPublic: Network['isPublic'], addresses = ['127.0.0.1']): Network => ({
    isPublic,
    lookup: ((host: string, _: object, answer: (...found: unknown[]) => void) => {
      asked.push(host);
      answer(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    }) as unknown as Network['lookup'],
  });
  const open = pictureFetch({ fetch: publicFetch(network(() => true)), hosts: ['*'], isPublic: isPublicAddress });
  const at = (path: string): string => `http://shop.example:${port}${path}`;

  test('a picture, also behind three redirects, with no cookie or name of ours', async () => {
    const three = at(`/?to=${encodeURIComponent(at(`/?to=${encodeURIComponent(at('/?to=/'))}`))}`);
    for (const url of [at('/'), three]) expect(await open(url, fakeCall())).toEqual(pictures.RED_PNG);
  });

  test('the address is looked up once a hop, where the connection is made', async () => {
    asked = [];
    await open(at('/?to=/'), fakeCall());
    expect(asked).toEqual(['shop.example', 'shop.example']);
  });

  test.each([
    ['private', ['10.0.0.1']],
    ['loopback, with a public one', ['93.184.216.34', '127.0.0.1']],
    ['IPv4 within IPv6', ['::ffff:127.0.0.1']],
  ])('a name with an address that is not public: %s', async (_, addresses) => {
    const guarded = pictureFetch({ fetch: publicFetch(network(isPublicAddress, addresses)), hosts: ['*'] });
    await expect(guarded(at('/'), fakeCall())).rejects.toThrow('must have a public address');
  });

  test.each<[string, string, string]>([
    ['a file', 'file:///etc/passwd', 'must have an http or https address'],
    ['data', 'data:image/png;base64,AAAA', 'must have an http or https address'],
    ['a user', 'http://user:secret@shop.example/', 'must have an address without user and password'],
    ['loopback', 'http://127.0.0.1/', 'must have a public address'],
    ['a decimal address', 'http://2130706433/', 'must have a public address'],
    ['a hexadecimal address', 'http://0x7f.1/', 'must have a public address'],
    ['an octal address', 'http://0177.0.0.1/', 'must have a public address'],
    ['full-width digits', 'http://１２７.０.０.１/', 'must have a public address'],
    ['IPv6', 'http://[::1]/', 'must have a public address'],
    ['IPv4 within IPv6', 'http://[::ffff:127.0.0.1]/', 'must have a public address'],
    ['cloud metadata', 'http://169.254.169.254/latest/meta-data/', 'must have a public address'],
    ['localhost', 'http://localhost:8787/', 'must have a public address'],
    ['localhost with a dot', 'http://LOCALHOST./', 'must have a public address'],
    ['a local name', 'http://metadata.google.internal/', 'must have a public address'],
    ['a bare name', 'http://intranet/', 'must have a public address'],
  ])('refused, and after a redirect: %s', async (_, url, message) => {
    await expect(open(url, fakeCall())).rejects.toThrow(message);
    await expect(open(at(`/?to=${encodeURIComponent(url)}`), fakeCall())).rejects.toThrow(message);
  });

  test('only hosts that are named, and after a redirect', async () => {
    const named = pictureFetch({ fetch: publicFetch(network(() => true)), hosts: ['shop.example', '*.cdn.example'] });
    expect(await named(at('/'), fakeCall())).toEqual(pictures.RED_PNG);
    expect(await named(`http://eu.cdn.example:${port}/`, fakeCall())).toEqual(pictures.RED_PNG);
    for (const url of ['http://cdn.example/', 'http://xcdn.example/', 'http://shop.example.evil.example/']) {
      await expect(named(url, fakeCall())).rejects.toThrow('is on a host that IMAGE_HOSTS does not name');
      await expect(named(at(`/?to=${url}`), fakeCall())).rejects.toThrow('IMAGE_HOSTS');
    }
  });

  test.each([
    ['/404', 'is not there: its server answers 404', false],
    ['/503', 'is not there: its server answers 503', true],
    ['/204', 'is not there: its server answers 204', false],
    ['/999', 'is not there: its server answers 999', false],
    ['/svg', 'must be a JPEG, PNG, WebP or GIF picture', false],
    ['/long', `must have at most ${LARGEST_PICTURE} bytes`, false],
    ['/endless', `must have at most ${LARGEST_PICTURE} bytes`, false],
    ['/?to=/404', 'answers 404', false],
    ['/?to=http://', 'is behind a redirect to nowhere', false],
    ['/loop', 'is behind more than 3 redirects', false],
  ])('%s: %s', async (path, message, transient) => {
    await expect(open(at(path), fakeCall())).rejects.toMatchObject({
      name: 'PictureFault',
      message: expect.stringContaining(message),
      transient,
    });
  });

  test('a server that is silent, until the caller has had enough', async () => {
    const call = { ...fakeCall(), signal: AbortSignal.timeout(200) };
    await expect(open(at('/silent'), call)).rejects.toMatchObject({ message: 'did not come in time', transient: true });
  });

  test('a server that is not there', async () => {
    await expect(open('http://shop.example:9/', fakeCall())).rejects.toMatchObject({ transient: true });
  });
});

describe('the scorer', () => {
  const app = createScorer({ engine: fakeEngine(), pack: fakePack(), apiKey: 'secret', colors: pictureColors });
  const driver = (token = 'secret') =>
    scorerColors({ url: 'http://scorer', token, fetch: async (url, init) => await app.request(String(url), init) });

  test('reads what this process reads', async () => {
    for (const bytes of [pictures.RED_PNG, pictures.CMYK_JPEG]) {
      expect(await driver()(bytes, fakeCall())).toEqual(await pictureColors(bytes));
    }
  });

  test('takes a picture of more bytes than texts may have', async () => {
    const noise = randomBytes(3 * 1200 * 1200);
    const bytes = await sharp(noise, { raw: { width: 1200, height: 1200, channels: 3 } })
      .png()
      .toBuffer();
    expect(bytes.length).toBeGreaterThan(2_000_000);
    expect((await driver()(bytes, fakeCall())).length).toBeGreaterThan(0);
  });

  test.each([
    ['what is no picture', pictures.SVG, 422],
    ['64 megapixels', pictures.HUGE_PNG, 422],
    ['a byte too many', new Uint8Array(LARGEST_PICTURE + 1), 413],
  ])('refuses %s', async (_, body, status) => {
    const headers = { authorization: 'Bearer secret' };
    const response = await app.request('/colors', { method: 'POST', body, headers });
    expect(response.status).toBe(status);
  });

  test('a refusal is the picture’s fault, and no key is ours', async () => {
    await expect(driver()(pictures.RED_PNG.subarray(0, 100), fakeCall())).rejects.toMatchObject({
      name: 'PictureFault',
    });
    await expect(driver('wrong')(pictures.RED_PNG, fakeCall())).rejects.toMatchObject({
      code: 'upstream_unauthorized',
    });
  });

  test.each([
    ['{"colors": [{"color": "red", "share": 7}]}', 'upstream_invalid'],
    ['nonsense', 'upstream_invalid'],
  ])('an answer that is none: %s', async (body, code) => {
    const broken = scorerColors({ url: 'http://scorer', fetch: async () => new Response(body) });
    await expect(broken(pictures.RED_PNG, fakeCall())).rejects.toMatchObject({ code });
  });
});
