import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';

const KEY = 'key-that-nobody-may-read';
const TOKEN = 'token-of-the-endpoint';
const WORDS = ['mostprivatewish', '最私密的愿望'];
const JUDGEMENT = { about: 'relevance', relation: 'exact', shopper_id: WORDS[0], id: WORDS[1] };

let server: TestServer;
beforeAll(async () => {
  // The endpoint is not there, so that the failing rung is logged too, and the pack in the process answers.
  server = await startServer({
    API_KEYS: `shop=${KEY}`,
    LOG_LEVEL: 'info',
    MODEL_ENCODER_URL: 'http://127.0.0.1:1',
    MODEL_MATCH_URL: 'http://127.0.0.1:1',
    MODEL_TOKEN: TOKEN,
  });
});
afterAll(() => server?.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Everything below the data folder. */
async function stored(): Promise<Buffer> {
  const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
}

test('what shoppers say, and keys, are in no log and in no file', async () => {
  const titles = WORDS.map((title) => ({ title }));
  const statuses: number[] = [];
  for (const [path, body, headers] of [
    ['/v1/intent', { queries: WORDS }],
    ['/v1/attributes', { items: WORDS.map((query) => ({ query, attributes: WORDS })) }],
    ['/v1/match', { query: WORDS[0], products: titles }],
    ['/v1/rerank', { query: WORDS[1], documents: WORDS }],
    ['/v1/embeddings', { input: WORDS }],
    [
      '/v1/feedback',
      { feedback: WORDS.map((word, i) => ({ ...JUDGEMENT, query: word, product: titles[i], reasons: [`1 ${word}`] })) },
    ],
    ['/v1/explain', { query: WORDS[0], product: titles[1], target: 'search' }],
    ['/v1/explain/global', { queries: WORDS }],
    ['/v1/search', { query: WORDS[1], record: 'redacted' }],
    ['/v1/intent', { queries: [WORDS.join().repeat(100)], [WORDS[0] ?? '']: 1 }],
    ['/v1/intent', `{"queries": ["${WORDS[0]}"`],
    [`/v1/${WORDS[0]}?q=${WORDS[0]}`, {}],
    ['/v1/intent', { queries: WORDS }, { authorization: `Bearer ${WORDS[0]}` }],
    ['/v1/intent', { queries: WORDS }, { 'x-request-id': `${WORDS[1]?.length} ${WORDS[0]}` }],
  ] as [string, unknown, Record<string, string>?][]) {
    statuses.push((await post(path, body, headers)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 422, 400, 404, 401, 200]);

  await expect.poll(async () => (await stored()).length, { timeout: 5_000 }).toBeGreaterThan(1_000);
  const bytes = await stored();
  await expect.poll(() => server.output(), { timeout: 5_000 }).toContain('"status":401');
  const output = server.output();
  expect(output).toContain('rung failed');
  for (const secret of [KEY, TOKEN, ...WORDS]) {
    expect(output).not.toContain(secret);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(Buffer.from(secret, 'utf16le'))).toBe(false);
  }
});
