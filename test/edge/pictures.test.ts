import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { appWith, type Fetch } from '../support/host-edge.ts';
import { GREEN_WEBP } from '../support/pictures.ts';
import { KEY } from '../support/settings.ts';

/** What was asked of the shop's host, with what. */
let asked: [url: string, headers: string[]][] = [];
let app: Fetch;

beforeEach(async () => {
  asked = [];
  const network = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = String(input);
    if (!url.includes('cdn.example.com')) return await network(input, init);
    asked.push([url, [...new Headers(init?.headers).keys()]]);
    const to = new URL(url).searchParams.get('to');
    if (to !== null) return new Response(null, { status: 302, headers: { location: to } });
    return new Response(GREEN_WEBP);
  });
  app = await appWith({ IMAGE_HOSTS: '*.example.com' });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function imageOf(image_url: string): Promise<unknown> {
  const response = await app(
    new Request('http://localhost/v1/attributes', {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'x-deadline-ms': '20000' },
      body: JSON.stringify({ items: [{ product: { title: '衬衫', image_url } }] }),
    }),
  );
  const { results } = (await response.json()) as { results: { image: unknown }[] };
  return results[0]?.image;
}

test('a picture by its address, read by the scorer', async () => {
  expect(await imageOf('https://cdn.example.com/?to=/b.webp')).toMatchObject({
    status: 'read',
    colors: [{ name: 'green', value: '绿色' }],
  });
  expect(asked).toEqual([
    ['https://cdn.example.com/?to=/b.webp', ['accept']],
    ['https://cdn.example.com/b.webp', ['accept']],
  ]);
});

test.each([
  ['http://127.0.0.1/', 'The picture must have a public address.'],
  ['http://8.8.8.8/', 'The picture must have a public address.'],
  ['http://[2606:4700::1111]/', 'The picture must have a public address.'],
  ['http://localhost/', 'The picture must have a public address.'],
  ['https://elsewhere.example.org/', 'The picture is on a host that IMAGE_HOSTS does not name.'],
])('not after a redirect to %s', async (to, reason) => {
  expect(await imageOf(`https://cdn.example.com/?to=${encodeURIComponent(to)}`)).toMatchObject({
    status: 'unread',
    reason,
  });
  expect(asked).toHaveLength(1);
});
