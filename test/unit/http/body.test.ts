import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { attributesRequest } from '../../../src/contract/attributes.ts';
import { matchRequest } from '../../../src/contract/match.ts';
import { AppError } from '../../../src/core/error.ts';
import { decodeBody, parseText } from '../../../src/http/body.ts';

const errorOf = (body: string, schema: z.ZodMiniType = matchRequest): AppError => {
  try {
    parseText(body, schema);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('parseText', () => {
  it('tells what is not JSON from what is not valid', () => {
    expect(errorOf('{').code).toBe('malformed_json');
    expect(errorOf('').detail).toContain('empty');
    expect(errorOf('{}').code).toBe('validation_failed');
    expect(errorOf('[]').errors?.[0]?.path).toBe('$');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => decodeBody(new Uint8Array([0x22, 0xff, 0x22]).buffer)).toThrow('The body is not valid UTF-8.');
  });

  it('names the field and the limit', () => {
    const error = errorOf(JSON.stringify({ query: 'a', products: [{ title: 'x'.repeat(1001) }] }));
    expect(error.errors).toEqual([{ path: 'products.0.title', message: 'must have at most 1000 characters' }]);
  });

  it('counts characters, not UTF-16 units', () => {
    const query = '🙂'.repeat(512);
    expect(parseText(JSON.stringify({ query, products: [{ title: 'a' }] }), matchRequest).value.query).toBe(query);
  });

  it('takes null and "" for absent, and lists what it does not know', () => {
    const body = { items: [{ id: null, query: 'a', product: '', colour: 'red' }], extra: { a: 1 } };
    const { value, unknown } = parseText(JSON.stringify(body), attributesRequest);
    expect(value).toEqual({ items: [{ query: 'a' }] });
    expect(unknown).toEqual(['items.0.colour', 'extra']);
  });

  it('takes nesting of 16 and not of 17', () => {
    // The object of the body is the first level.
    const nested = (depth: number): string =>
      `{"query":"a","products":[{"title":"a"}],"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(parseText(nested(16), matchRequest).unknown).toEqual(['x']);
    expect(errorOf(nested(17)).errors?.[0]?.message).toContain('16 deep');
  });

  it('survives a body that is all brackets', () => {
    expect(errorOf(`${'['.repeat(400_000)}${']'.repeat(400_000)}`).code).toBe('validation_failed');
  });

  it.each(['\\ud800', 'a\\udc00b'])('refuses the lone surrogate %s', (text) => {
    expect(errorOf(`{"query":"${text}","products":[{"title":"a"}]}`).errors?.[0]).toEqual({
      path: 'query',
      message: 'must be valid Unicode: it has a lone surrogate',
    });
  });

  it('does not pollute prototypes', () => {
    parseText('{"query":"a","products":[{"title":"a"}],"__proto__":{"polluted":1}}', matchRequest);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
