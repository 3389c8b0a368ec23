import * as z from 'zod/mini';
import { type Endpoint, TAGS } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { problem } from './envelope.ts';

type Json = Record<string, unknown>;

/** The schemas that several endpoints share, by name. */
const SHARED = z.globalRegistry;

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output', components: Json): Json => {
  const {
    $schema: _,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: SHARED }) as Json;
  for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {})) components[name] = definition;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
};

const isTimed = ({ request, writes = false, timed = !writes }: Endpoint): boolean => request !== undefined && timed;

/** The problems that an endpoint can answer with. */
const problemsOf = (endpoint: Endpoint): Json => {
  const { request, parameters, files, writes = false, path } = endpoint;
  const hasBody = request !== undefined;
  if (!hasBody && parameters === undefined && !writes) return {};
  const statuses: readonly [applies: boolean, status: string, description: string][] = [
    [true, '400', hasBody ? 'The body is not JSON, or a header is not valid' : 'A header is not valid'],
    [true, '401', 'A valid API key is required'],
    [true, '403', 'Open only to this machine, since no key is configured'],
    [path.includes('{'), '404', 'There is nothing under this id'],
    [writes, '409', 'A write with the same `Idempotency-Key` is still running'],
    [hasBody, '413', 'The body is over the size limit'],
    [hasBody, '415', 'The body is not declared as what is taken'],
    [true, '422', 'The request is not valid; `errors` names each field and its limit'],
    // A picture of the caller's naming is read where that is possible, and never asked for.
    [files !== undefined && !('*' in files), '501', 'No model that reads the file is configured'],
    [true, '503', 'No model, or no storage, can answer right now'],
    [isTimed(endpoint), '504', 'The deadline passed'],
    [writes, '507', 'There is no space left'],
  ];
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    statuses.flatMap(([applies, status, description]) => (applies ? [[status, { description, content }]] : [])),
  );
};

/** Headers of a request, then what is in its path and query. */
const parametersOf = (endpoint: Endpoint, components: Json): Json[] => {
  const { request, writes = false, parameters, path, examples = {} } = endpoint;
  const headers = [
    ...(request === undefined ? [] : ['Request-Id']),
    ...(isTimed(endpoint) ? ['Deadline'] : []),
    ...(request === undefined || writes ? [] : ['No-Cache']),
    ...(writes ? ['Idempotency-Key'] : []),
  ];
  const schema = parameters === undefined ? {} : schemaOf(parameters, 'input', components);
  const required = (schema['required'] as string[] | undefined) ?? [];
  const [example = {}] = Object.values(examples) as Json[];
  const own = Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {});
  return [
    ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ...own.map(([name, { description, ...rest }]) => ({
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
      ...(example[name] === undefined ? {} : { example: example[name] }),
    })),
  ];
};

const operation = (endpoint: Endpoint, path: string, components: Json): Json => {
  const parameters = parametersOf(endpoint, components);
  // What varies in the path is no part of a body.
  const inBody = (value: unknown): unknown =>
    Object.fromEntries(Object.entries(value as Json).filter(([name]) => !path.includes(`{${name}}`)));
  const examples = Object.entries(endpoint.examples ?? {}).map(([name, value]) => [name, { value: inBody(value) }]);
  return {
    operationId: operationId(endpoint, path),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    ...(endpoint.open ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(endpoint.request, 'input', components),
                examples: Object.fromEntries(examples),
              },
              ...(endpoint.lines === true ? { 'application/x-ndjson': { schema: { type: 'string' } } } : {}),
              ...(endpoint.files === undefined
                ? {}
                : { 'multipart/form-data': formOf(endpoint.files, schemaOf(endpoint.request, 'input', components)) }),
            },
          },
        }),
    responses: {
      '200': {
        description: 'The answer',
        ...(endpoint.response === undefined
          ? {}
          : {
              content: {
                ...(endpoint.events === undefined
                  ? {}
                  : { 'text/event-stream': streamOf(endpoint.events, components) }),
                'application/json': { schema: schemaOf(endpoint.response, 'output', components) },
              },
            }),
      },
      ...problemsOf(endpoint),
    },
  };
};

/** A form: the body as the part `request`, and files. */
const formOf = ({ '*': others, ...files }: NonNullable<Endpoint['files']>, request: Json): Json => {
  const fileOf = (description: string): Json => ({ type: 'string', format: 'binary', description });
  const named = Object.fromEntries(Object.entries(files).map(([name, description]) => [name, fileOf(description)]));
  return {
    schema: {
      type: 'object',
      required: ['request'],
      properties: { request, ...named },
      ...(others === undefined ? {} : { additionalProperties: fileOf(others) }),
    },
    encoding: { request: { contentType: 'application/json' } },
  };
};

/** A stream of events: its text, and the data of each event by its name. */
const streamOf = (events: NonNullable<Endpoint['events']>, components: Json): Json => ({
  schema: {
    type: 'string',
    description: `Server-sent events: ${Object.keys(events).join(', ')}. Each has its data as JSON.`,
  },
  'x-events': Object.fromEntries(
    Object.entries(events).map(([name, schema]) => [name, schemaOf(schema, 'output', components)]),
  ),
});

/** The path's words; methods that share a path with others, and come after its first, stand before them. */
const operationId = (endpoint: Endpoint, path: string): string => {
  const words = path
    .slice(1)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/_$/, '');
  const isFirst = ENDPOINTS.find((other) => other.path === endpoint.path) === endpoint;
  return isFirst ? words : `${endpoint.method}_${words}`;
};

/** The OpenAPI 3.1 document of the whole API. Built when the project is built, never per request. */
export function openapiDocument(version: string): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const endpoint of ENDPOINTS) {
    for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) {
      paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, path, components) };
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
        'Idempotency-Key': {
          name: 'Idempotency-Key',
          in: 'header',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
          description:
            'A name of your own for this write. For 24 hours the same request under it is not done again, and gets the same answer.',
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
