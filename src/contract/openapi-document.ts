import * as z from 'zod';
import { type Endpoint, TAGS } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { problem } from './envelope.ts';

type Json = Record<string, unknown>;

/** The schemas that several endpoints share, by name. */
const SHARED = z.globalRegistry;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output', components: Json): Json => {
  const {
    $schema: _,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: SHARED }) as Json;
  for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {})) components[name] = definition;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
};

const STATUSES: readonly [status: string, description: string][] = [
  ['400', 'The body is not JSON, or a header is not valid'],
  ['401', 'A valid API key is required'],
  ['403', 'Open only to this machine, since no key is configured'],
  ['413', 'The body is over the size limit'],
  ['415', 'The body is not declared as JSON'],
  ['422', 'The request is not valid; `errors` names each field and its limit'],
  ['503', 'No model can answer right now'],
  ['504', 'The deadline passed'],
];

const operation = (endpoint: Endpoint, path: string, components: Json): Json => {
  const problems = Object.fromEntries(
    STATUSES.map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );
  const examples = Object.entries(endpoint.examples ?? {}).map(([name, value]) => [name, { value }]);
  return {
    operationId: path.slice(1).replaceAll(/[^a-z0-9]+/g, '_'),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    ...(endpoint.open ? { security: [] } : {}),
    ...(endpoint.request === undefined
      ? {}
      : {
          parameters: ['Request-Id', 'Deadline', 'No-Cache'].map((name) => ({
            $ref: `#/components/parameters/${name}`,
          })),
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(endpoint.request, 'input', components),
                examples: Object.fromEntries(examples),
              },
            },
          },
        }),
    responses: {
      '200': {
        description: 'The answer',
        ...(endpoint.response === undefined
          ? {}
          : { content: { 'application/json': { schema: schemaOf(endpoint.response, 'output', components) } } }),
      },
      ...(endpoint.request === undefined ? {} : problems),
    },
  };
};

/** The OpenAPI 3.1 document of the whole API. Built when the project is built, never per request. */
export function openapiDocument(version: string): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) {
      paths[path] = { [endpoint.method]: operation(endpoint, path, components) };
    }
  }
  schemaOf(problem, 'output', components);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Aisle',
      version,
      description:
        'Shopping search at the edge: what a query wants, what a product is, how the two relate. Chinese and English are equal.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      parameters: {
        'Request-Id': {
          name: 'X-Request-Id',
          in: 'header',
          schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
          description: 'Echoed, and passed to the models.',
        },
        Deadline: {
          name: 'X-Deadline-Ms',
          in: 'header',
          schema: { type: 'integer', minimum: 1, maximum: 30_000 },
          description: 'Milliseconds until the answer is due.',
        },
        'No-Cache': {
          name: 'Cache-Control',
          in: 'header',
          schema: { type: 'string', enum: ['no-cache'] },
          description: 'Skips cached answers.',
        },
      },
      schemas: components,
    },
  };
}
