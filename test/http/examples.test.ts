import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { answerOf, send } from '../support/requests.ts';

/** Every example of the contract on every path of its endpoint. */
const examples = ENDPOINTS.flatMap(({ path, aliases = [], examples: all = {}, ...endpoint }: Endpoint) =>
  [path, ...aliases].flatMap((each) =>
    Object.entries(all).map(([name, value]) => ({ path: each, name, value, endpoint })),
  ),
);

describe('each example of the contract is answered as the contract says', () => {
  test.each(examples)('$path: $name', async ({ path, value, endpoint }) => {
    const { request, response } = endpoint;
    if (request === undefined || response === undefined) throw new Error(`${path} has examples and no schemas`);
    // The reference shows them as they are, so none may lean on what the server forgives.
    expect(request.parse(value)).toEqual(value);
    const answer = await answerOf(await send(path, value), response);
    expect((answer.aisle ?? answer).warnings).toBeUndefined();
  });

  test('every endpoint that takes a body has one', () => {
    const without = ENDPOINTS.filter(({ request, examples: all = {} }) => request && Object.keys(all).length === 0);
    expect(without.map(({ path }) => path)).toEqual([]);
  });
});
