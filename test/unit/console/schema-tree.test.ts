import { describe, expect, it } from 'vitest';
import { groupEndpoints, needsKey, resolve } from '../../../src/console/openapi.ts';
import type { OpenApiDocument, Schema } from '../../../src/console/openapi.ts';
import { mediaExample, schemaExample } from '../../../src/console/schema-example.ts';
import { schemaTree } from '../../../src/console/schema-tree.ts';

function documentWith(schemas: Record<string, Schema>): OpenApiDocument {
  return { components: { schemas } } as OpenApiDocument;
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const tree = documentWith({
  Category: {
    type: 'object',
    description: 'A category.',
    required: ['name'],
    properties: { name: { type: 'string' }, children: { type: 'array', items: ref('Category') } },
  },
  Left: { type: 'object', properties: { right: ref('Right') } },
  Right: { type: 'object', properties: { left: ref('Left') } },
  Round: ref('Round'),
  Alias: ref('Category'),
});

describe('schemaTree', () => {
  it('ends where a schema contains itself, and names it', () => {
    const root = schemaTree('en', tree, ref('Category'));
    expect(root).toMatchObject({ type: 'Category', description: 'A category.', recursion: null });
    const [name, children] = root.children;
    expect(name).toMatchObject({ name: 'name', type: 'string', required: true });
    expect(children).toMatchObject({ type: 'Category[]', required: false, recursion: 'Category', children: [] });
  });

  it('ends on a circle of two and on a reference to itself', () => {
    const left = schemaTree('en', tree, ref('Left'));
    expect(left.children[0]?.children[0]).toMatchObject({ name: 'left', recursion: 'Left', children: [] });
    expect(schemaTree('en', tree, ref('Round')).type).toBe('Round');
    expect(schemaTree('en', tree, ref('Nowhere'))).toMatchObject({ type: 'Nowhere', children: [] });
  });

  it('shows the same schema twice side by side', () => {
    const both = schemaTree('en', tree, { type: 'object', properties: { one: ref('Category'), two: ref('Category') } });
    expect(both.children.map((child) => child.children.length)).toEqual([2, 2]);
  });

  it('reads null, lists, limits and fixed values', () => {
    const root = schemaTree('en', tree, {
      type: 'object',
      properties: {
        maybe: { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] },
        list: { type: 'array', minItems: 1, maxItems: 64, items: { type: 'string', minLength: 1, maxLength: 512 } },
        kind: { enum: ['a', 'b'], type: 'string', default: 'a' },
        either: { oneOf: [{ type: 'string' }, ref('Category')] },
        any: {},
        map: { type: 'object', additionalProperties: { type: 'number' } },
      },
    });
    expect(root.children.map(({ type, facts, values }) => [type, facts, values])).toEqual([
      ['string | null', ['≤ 9 characters'], []],
      ['string[]', ['1–64 items', '1–512 characters'], []],
      ['string', ['default "a"'], ['"a"', '"b"']],
      ['string | Category', [], []],
      ['any', [], []],
      ['object', [], []],
    ]);
    expect(root.children[5]?.children[0]).toMatchObject({ name: '*', type: 'number' });
  });

  it('states limits in the language of the page', () => {
    const list: Schema = { type: 'array', minItems: 1, maxItems: 64, items: { type: 'string', maxLength: 512 } };
    expect(schemaTree('zh', tree, list).facts).toEqual(['1–64 项', '≤ 512 个字符']);
    expect(schemaTree('zh', tree, { type: 'integer', default: 20 }).facts).toEqual(['默认 20']);
  });

  it('joins allOf', () => {
    const both = schemaTree('en', tree, {
      allOf: [ref('Category'), { properties: { id: { type: 'integer' } }, required: ['id'] }],
    });
    expect(both.children.map(({ name, required }) => [name, required])).toEqual([
      ['name', true],
      ['children', false],
      ['id', true],
    ]);
  });
});

describe('examples', () => {
  it('prefers what the document states', () => {
    expect(mediaExample(tree, { example: 1, schema: { example: 2 } })).toBe(1);
    expect(mediaExample(tree, { examples: { first: { value: 3 } } })).toBe(3);
    expect(mediaExample(tree, {})).toBeNull();
  });

  it('is made of the required fields, and ends on a circle', () => {
    expect(schemaExample(tree, ref('Category'))).toEqual({ name: 'string' });
    expect(JSON.stringify(schemaExample(tree, ref('Left')))).toContain('null');
  });
});

describe('OpenAPI documents', () => {
  it('follows references to their end', () => {
    expect(resolve(tree, ref('Alias')).description).toBe('A category.');
    expect(resolve(tree, { ...ref('Alias'), description: 'Mine.' }).description).toBe('Mine.');
    expect(resolve(tree, { $ref: 'https://elsewhere.test/#/x' })).toEqual({ $ref: 'https://elsewhere.test/#/x' });
  });

  it('groups by tag, in the order of tags', () => {
    const document: OpenApiDocument = {
      tags: [{ name: 'B' }, { name: 'A' }, { name: 'Unused' }],
      security: [{ bearer: [] }],
      paths: {
        '/a/{id}': { parameters: [{ name: 'id', in: 'path' }], get: { tags: ['A'] }, delete: { tags: ['A'] } },
        '/b': { post: { tags: ['B'], security: [] } },
        '/c': { get: {} },
      },
    };
    const groups = groupEndpoints(document);
    expect(groups.map(({ name, endpoints }) => [name, endpoints.map(({ anchor }) => anchor)])).toEqual([
      ['B', ['post-b']],
      ['A', ['get-a-id', 'delete-a-id']],
      [null, ['get-c']],
    ]);
    expect(groups[1]?.endpoints[0]?.parameters).toEqual([{ name: 'id', in: 'path' }]);
    expect(needsKey(document, groups[0]?.endpoints[0]?.operation ?? {})).toBe(false);
    expect(needsKey(document, {})).toBe(true);
  });
});
