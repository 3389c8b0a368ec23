import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { answerOf, send } from '../support/requests.ts';

/** Every example of the contract on every path of its endpoint. */
const examples = ENDPOINTS.flatMap(({ path, aliases = [], examples: all = {}, ...endpoint }: Endpoint) =>
  [path, ...aliases].flatMap((each) =>
    Object.entries(all).map(([name, value]) => ({ method: endpoint.method, path: each, name, value, endpoint })),
  ),
);

/** The last decision that was kept: its id is the server's, so that no example can know it. */
let decision = '';

/** A path with the values of its parts in braces, and the rest as its query. */
function address(path: string, value: object): string {
  const rest = new Map(Object.entries(value).map(([name, one]) => [name, String(one)]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = encodeURIComponent(rest.get(name) ?? '');
    rest.delete(name);
    return part;
  });
  return rest.size === 0 ? filled : `${filled}?${new URLSearchParams([...rest])}`;
}

/** A path with the values of its parts in braces, and the rest as the body. */
function split(path: string, value: object): [path: string, body: object] {
  const inPath = ([name]: [string, unknown]): boolean => path.includes(`{${name}}`);
  const parts = Object.entries(value).filter(inPath);
  return [
    address(path, Object.fromEntries(parts)),
    Object.fromEntries(Object.entries(value).filter((one) => !inPath(one))),
  ];
}

describe('each example of the contract is answered as the contract says', () => {
  test.each(examples)('$method $path: $name', async ({ method, path, value, endpoint }) => {
    const { request, parameters, response } = endpoint;
    const schema = request ?? parameters;
    if (schema === undefined || response === undefined) throw new Error(`${path} has examples and no schemas`);
    // The reference shows them as they are, so none may lean on what the server forgives.
    const sent = path === '/v1/decisions/{id}' ? { id: decision } : (value as object);
    const [at, body] = request === undefined ? [address(path, sent), value] : split(path, sent);
    expect(schema.parse(body)).toEqual(body);
    // What is a stream otherwise is one object where JSON is accepted.
    const headers = { accept: 'application/json' };
    const answer = await answerOf(await send(at, body, { method: method.toUpperCase(), headers }), response);
    expect((answer.aisle ?? answer).warnings).toBeUndefined();
    decision = answer.decision_id ?? decision;
  });

  test('every endpoint that takes a body or parameters has one', () => {
    const without = ENDPOINTS.filter(
      ({ request, parameters, examples: all = {} }) => (request ?? parameters) && Object.keys(all).length === 0,
    );
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
