import { asCurl } from './curl.ts';
import { needsKey, resolve } from './openapi.ts';
import type { Endpoint, OpenApiDocument, Parameter } from './openapi.ts';
import { mediaExample, schemaExample } from './schema-example.ts';

/** A request that a person can edit: parameters by `in:name`, and a body as text (`null`: the endpoint takes none). */
export interface EditableRequest {
  parameters: Map<string, string>;
  contentType: string;
  body: string | null;
}

/** The key of a parameter in an {@link EditableRequest}. */
export function parameterKey(parameter: Parameter): string {
  return `${parameter.in ?? 'query'}:${parameter.name ?? ''}`;
}

/** The request to begin with: the example body, and example values for the parameters that are required. */
export function firstRequest(document: OpenApiDocument, endpoint: Endpoint): EditableRequest {
  const parameters = new Map<string, string>();
  for (const parameter of endpoint.parameters) {
    const example = parameter.example ?? (parameter.schema ? schemaExample(document, parameter.schema) : '');
    if (parameter.required) parameters.set(parameterKey(parameter), plain(example));
  }
  const content = endpoint.operation.requestBody
    ? (resolve(document, endpoint.operation.requestBody).content ?? {})
    : {};
  const [contentType, media] = preferJson(Object.entries(content));
  const example = media === undefined ? null : mediaExample(document, media);
  const body = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  return { parameters, contentType: contentType ?? 'application/json', body: media === undefined ? null : body };
}

/** The request's path with its parameters filled in; an empty query parameter is left out. */
export function requestPath(endpoint: Endpoint, request: EditableRequest): string {
  const query = new URLSearchParams();
  let path = endpoint.path;
  for (const parameter of endpoint.parameters) {
    const value = request.parameters.get(parameterKey(parameter)) ?? '';
    const name = parameter.name ?? '';
    if (parameter.in === 'path') path = path.replaceAll(`{${name}}`, encodeURIComponent(value));
    if (parameter.in === 'query' && value !== '') query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The request's own headers, without key and content type; an empty one is left out. */
export function requestHeaders(endpoint: Endpoint, request: EditableRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const parameter of endpoint.parameters) {
    const value = request.parameters.get(parameterKey(parameter)) ?? '';
    if (parameter.in === 'header' && value !== '') headers[parameter.name ?? ''] = value;
  }
  return headers;
}

/** The request as a command line against `origin`. */
export function requestCurl(
  document: OpenApiDocument,
  endpoint: Endpoint,
  request: EditableRequest,
  origin: string,
): string {
  return asCurl({
    method: endpoint.method,
    url: origin + requestPath(endpoint, request),
    body: compact(request.body),
    contentType: request.contentType,
    headers: requestHeaders(endpoint, request),
    authorized: needsKey(document, endpoint.operation),
  });
}

function compact(body: string | null): string | null {
  if (body === null) return null;
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

function preferJson<Value>(entries: [string, Value][]): [string, Value] | [undefined, undefined] {
  return entries.find(([type]) => type === 'application/json') ?? entries[0] ?? [undefined, undefined];
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
