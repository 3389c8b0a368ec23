import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../../src/contract/envelope.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const GOOD = JSON.stringify({ queries: ['red dress'] });

/** One request as it goes over the wire: a body of several parts is sent in chunks, without a length. */
async function post(parts: string[], headers: OutgoingHttpHeaders = {}): Promise<{ status: number; body: unknown }> {
  const sent = request(`${server.url}/v1/intent`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    // A connection of its own: one that is kept may be closed by the server just then.
    agent: false,
  });
  sent.on('error', () => {});
  const answered = once(sent, 'response');
  for (const part of parts) sent.write(part);
  sent.end();
  const [answer] = (await answered) as [Parameters<typeof text>[0] & { statusCode: number }];
  return { status: answer.statusCode, body: JSON.parse(await text(answer)) as unknown };
}

/** What comes back for these bytes. */
async function raw(bytes: string, leave = false): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  if (leave) {
    socket.destroy();
    return '';
  }
  return await text(socket);
}

test('the first line says who may call', () => {
  expect(server.output()).toMatch(/http:\/\/127\.0\.0\.1:\d+ \(no key is configured: open to this machine only\)/);
});

describe('bodies', () => {
  test('in chunks', async () => {
    expect(await post([GOOD.slice(0, 9), GOOD.slice(9)])).toMatchObject({ status: 200 });
  });

  test('too large in chunks', async () => {
    const { status, body } = await post(Array.from({ length: 20 }, () => ' '.repeat(65_536)));
    expect(problem.parse(body)).toMatchObject({ status, code: 'payload_too_large' });
  });

  test('too large by announcement: answered before it is sent', async () => {
    const head = `POST /v1/intent HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n`;
    const answer = await raw(`${head}Content-Length: 99999999\r\n\r\n{`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"payload_too_large"');
  });

  test('with two lengths, or broken off: no answer of ours, and no harm', async () => {
    const head = `POST /v1/intent HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`;
    expect(await raw(`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    for (const length of ['Content-Length: 500', 'Transfer-Encoding: chunked']) {
      await raw(`${head}${length}\r\n\r\n20\r\n{"queries":`, true);
    }
    expect(await post([GOOD])).toMatchObject({ status: 200 });
  });
});

describe('who is let in without a key', () => {
  test.each<[string, OutgoingHttpHeaders]>([
    ['by a name that is not ours', { host: 'evil.example' }],
    ['through a proxy', { 'x-forwarded-for': '10.0.0.1' }],
    ['from a page elsewhere', { origin: 'https://evil.example' }],
  ])('not %s', async (_, headers) => {
    const { status, body } = await post([GOOD], headers);
    expect(problem.parse(body)).toMatchObject({ status, code: 'forbidden' });
  });

  test('from our own page', async () => {
    expect(await post([GOOD], { origin: server.url })).toMatchObject({ status: 200 });
  });
});

test('nothing of all that was a defect', () => {
  expect(server.output()).not.toContain('defect');
});

test('a request in work is answered before the server ends', async () => {
  const own = await startServer();
  const products = Array.from({ length: 60 }, (_, i) => ({ title: `Silicone case ${i} for iPhone 13 `.repeat(8) }));
  const answer = fetch(`${own.url}/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-deadline-ms': '20000' },
    body: JSON.stringify({ query: 'iphone 13 case', products }),
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await own.stop()).toBe(0);
  expect((await answer).status).toBe(200);
});

test('a setting that is wrong is named, and nothing starts', async () => {
  const start = startServer({ PORT: 'eighty', API_KEYS: 'a secret' });
  await expect(start).rejects.toThrow(/ended with 1: aisle: .*PORT/s);
  await expect(start).rejects.not.toThrow(/a secret/);
});
