/** A JSON Schema or a reference to one, as far as the reference shows it. `true` and `false` schemas are read as `{}`. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** A body in one content type. */
export interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown; summary?: string }>;
}

/** A parameter, or a reference to one. */
export interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
  example?: unknown;
}

/** An answer or a request body, or a reference to one. */
export interface Body {
  $ref?: string;
  description?: string;
  required?: boolean;
  content?: Record<string, Media>;
}

/** One method on one path. */
export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  deprecated?: boolean;
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
  security?: Record<string, string[]>[];
}

/** An OpenAPI 3.1 document, as far as the reference reads it. */
export interface OpenApiDocument {
  info?: { title?: string; version?: string; description?: string };
  tags?: { name: string; description?: string }[];
  security?: Record<string, string[]>[];
  paths?: Record<string, Record<string, unknown>>;
}

/** An operation with its place. `anchor` is its id on the page. */
export interface Endpoint {
  method: string;
  path: string;
  anchor: string;
  operation: Operation;
  parameters: Parameter[];
}

/** Endpoints under one heading; `name` is null for those without a tag. */
export interface EndpointGroup {
  name: string | null;
  description: string | null;
  endpoints: Endpoint[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** The document's endpoints, grouped by their first tag, in the order of the document's tags and then of its paths. */
export function groupEndpoints(document: OpenApiDocument): EndpointGroup[] {
  const groups = new Map<string | null, EndpointGroup>();
  for (const { name, description } of document.tags ?? []) {
    groups.set(name, { name, description: description ?? null, endpoints: [] });
  }
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (operation === undefined) continue;
      const name = operation.tags?.[0] ?? null;
      const group = groups.get(name) ?? { name, description: null, endpoints: [] };
      groups.set(name, group);
      const parameters = [...((item.parameters as Parameter[] | undefined) ?? []), ...(operation.parameters ?? [])];
      group.endpoints.push({
        method: method.toUpperCase(),
        path,
        anchor: `${method}${path.replaceAll(/[^A-Za-z0-9]+/g, '-')}`.replace(/-$/, ''),
        operation,
        parameters: parameters.map((parameter) => resolve(document, parameter)),
      });
    }
  }
  return [...groups.values()].filter((group) => group.endpoints.length > 0);
}

/** Whether the endpoint asks for a key. */
export function needsKey(document: OpenApiDocument, operation: Operation): boolean {
  const security = operation.security ?? document.security ?? [];
  return security.length > 0 && !security.some((requirement) => Object.keys(requirement).length === 0);
}

/** Follows `$ref` to its end. What stands beside `$ref` wins; a reference that leads nowhere or in a circle gives what was found. */
export function resolve<Node extends { $ref?: string }>(document: OpenApiDocument, node: Node): Node {
  const seen = new Set<string>();
  let current = node;
  while (current.$ref !== undefined && !seen.has(current.$ref)) {
    const { $ref, ...beside } = current;
    seen.add($ref);
    const target = pointed(document, $ref);
    if (typeof target !== 'object' || target === null) break;
    current = { ...(target as Node), ...beside };
  }
  return current;
}

/** The last step of a reference: `#/components/schemas/Product` → `Product`. */
export function referenceName(reference: string): string {
  return unescape(reference.split('/').at(-1) ?? reference);
}

function pointed(document: OpenApiDocument, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  let value: unknown = document;
  for (const step of reference.slice(1).split('/').slice(1).map(unescape)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}
