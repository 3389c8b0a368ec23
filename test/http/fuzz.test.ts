import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import { problem } from '../../src/contract/envelope.ts';
import { type Dice, dice } from '../support/dice.ts';
import { eventsOf } from '../support/event-stream.ts';
import { mutated, type Resolve, type Schema, valueOf } from '../support/generate.ts';
import { get } from '../support/requests.ts';
import { KEY } from '../support/settings.ts';
import { fetchApp } from '#host';

/** As many requests, so many at once, all from this seed. */
const REQUESTS = 5_000;
const AT_ONCE = 8;
const SEED = 20_261_124;

/** Milliseconds that an answer may be late on a busy machine. What is exact is tested where nothing else runs beside it. */
const MARGIN = 2_000;

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Schema }[];
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** An endpoint as it is described: with a body, else with parameters in its path and query. */
interface Target {
  method: string;
  path: string;
  body: Schema | null;
  parameters: { name: string; required: boolean; schema: Schema }[];
}

interface Shot {
  /** The path as described, where it is one. */
  target: string;
  path: string;
  method: string;
  headers: Record<string, string>;
  body: BodyInit | null;
  milliseconds: number;
}

const HOSTILE_HEADERS: readonly [string, readonly string[]][] = [
  ['x-request-id', ['ok-1', 'x'.repeat(65), '../..', '{"a":1}', '%00']],
  ['x-deadline-ms', ['1', '20', '300', '0', '-5', 'NaN', '99999999999', '1e2', '30000']],
  ['traceparent', ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'x', '00-0-0-0']],
  ['cache-control', ['no-cache', 'no-store', 'max-age=0, no-cache', ';;;']],
  [
    'content-type',
    ['application/json; charset=gbk', 'text/plain', 'application/json+json', '*/*', 'multipart/form-data'],
  ],
  ['authorization', ['Bearer wrong', 'Bearer', 'Basic x', `bearer ${KEY}`, `Bearer ${'x'.repeat(5000)}`]],
  ['accept', ['text/html', 'application/xml;q=0.1', '*/*']],
  ['content-encoding', ['gzip', 'br']],
  ['origin', ['https://elsewhere.example', 'null']],
  ['x-forwarded-for', ['10.0.0.1, 10.0.0.2']],
];

function shoot(targets: readonly Target[], resolve: Resolve, roll: Dice): Shot {
  const target = roll.pick(targets);
  const headers: Record<string, string> = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  if (roll.chance(0.2)) {
    for (let i = 1 + roll.below(3); i > 0; i--) {
      const [name, values] = roll.pick(HOSTILE_HEADERS);
      headers[name] = roll.pick(values);
    }
  }
  const sent = /^\d+$/.test(headers['x-deadline-ms'] ?? '') ? Number(headers['x-deadline-ms']) : 30_000;
  const path = addressOf(target, resolve, roll);
  const shot = {
    target: `${target.method} ${target.path}`,
    method: target.method,
    path,
    headers,
    body: null,
    milliseconds: Math.min(30_000, sent),
  };
  if (roll.chance(0.05)) {
    const method = roll.pick(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);
    const elsewhere = roll.pick(['/', '/docs', '/health', '/%ff', '/v1', '/v1/intent/1', '/v1/products/%ff/x']);
    const at = roll.chance(0.5) ? path : elsewhere;
    return { ...shot, target: at === path ? `${method} ${target.path}` : '', method, path: at };
  }
  if (target.body === null) return shot;
  const value = valueOf(target.body, resolve, roll);
  const kind = roll.next();
  if (kind < 0.35) return { ...shot, body: JSON.stringify(value) };
  if (kind < 0.8) return { ...shot, body: JSON.stringify(mutated(value, roll)) };
  return { ...shot, body: torn(JSON.stringify(value), roll) };
}

const ODD_PARAMETERS = ['', ' ', '0', '-1', '10000', '1e3', 'null', '~zz', '%00', '红', '👗', 'x'.repeat(3_000)];

/** The path with something in its braces, and some of its query. */
function addressOf({ path, parameters }: Target, resolve: Resolve, roll: Dice): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, required, schema } of parameters) {
    if (!required && roll.chance(0.5)) continue;
    const value = roll.chance(0.2) ? roll.pick(ODD_PARAMETERS) : String(valueOf(schema, resolve, roll));
    if (path.includes(`{${name}}`)) filled = filled.replace(`{${name}}`, () => encodeURIComponent(value) || '%20');
    else query.append(name, value);
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}

/** JSON with bytes lost, changed or put in. */
function torn(text: string, roll: Dice): Uint8Array<ArrayBuffer> {
  const bytes = [...new TextEncoder().encode(text)];
  for (let i = 1 + roll.below(3); i > 0; i--) {
    const at = roll.below(bytes.length);
    if (roll.chance(0.3)) bytes.length = at;
    else bytes.splice(at, roll.below(2), roll.chance(0.5) ? roll.below(256) : roll.pick([34, 44, 91, 92, 123, 125]));
  }
  return Uint8Array.from(bytes);
}

const RESPONSES = new Map<string, z.ZodMiniType | undefined>(
  ENDPOINTS.flatMap(({ method, path, aliases = [], response }) =>
    [path, ...aliases].map((each) => [`${method.toUpperCase()} ${each}`, response] as const),
  ),
);

const EVENTS = new Map<string, NonNullable<(typeof ENDPOINTS)[number]['events']>>(
  ENDPOINTS.flatMap(({ method, path, events }) =>
    events === undefined ? [] : [[`${method.toUpperCase()} ${path}`, events] as const],
  ),
);

/** What is wrong with a stream: an event that is not as described, or no end. */
function eventFault(text: string, schemas: Readonly<Record<string, z.ZodMiniType>>): string | null {
  const events = eventsOf(text);
  for (const { event, data } of events) {
    const parsed = schemas[event]?.safeParse(data);
    if (parsed?.success !== true) return `no ${event}: ${parsed?.error?.message ?? JSON.stringify(data).slice(0, 300)}`;
  }
  const last = events.at(-1);
  const said = (last?.data as { code?: string } | undefined)?.code;
  if (last?.event === 'error') {
    return said === 'deadline_exceeded' || said === 'model_unavailable' ? null : `error ${said}`;
  }
  return last?.event === 'done' ? null : 'no end';
}

/** What is wrong with an answer; null when nothing is. */
async function fault(shot: Shot): Promise<{ status: number; fault: string | null }> {
  const { target, path, method, headers, body } = shot;
  const start = performance.now();
  const response = await fetchApp(
    new Request(`http://localhost${path}`, { method, headers, body, redirect: 'manual' }),
  );
  const text = await response.text();
  const took = performance.now() - start;
  const wrong = (): string | null => {
    const { status } = response;
    if (took > shot.milliseconds + MARGIN) return `${took} ms`;
    if (response.headers.get('x-request-id') === null) return 'no X-Request-Id';
    if (method === 'HEAD') return null;
    const isDescribed = RESPONSES.get(target) !== undefined;
    if (
      status === 200 &&
      method === 'GET' &&
      (!isDescribed || response.headers.get('content-type')?.startsWith('application/json') !== true)
    ) {
      return null;
    }
    if (status === 200 && response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
      return eventFault(text, EVENTS.get(target) ?? {});
    }
    if (status === 200) {
      const parsed = RESPONSES.get(target)?.safeParse(JSON.parse(text));
      return parsed?.success === true ? null : `not as described: ${parsed?.error?.message ?? text.slice(0, 300)}`;
    }
    const parsed = z.strictObject(problem.shape).safeParse(JSON.parse(text));
    if (!parsed.success || parsed.data.status !== status) return `no problem: ${text.slice(0, 300)}`;
    const said = { 503: 'model_unavailable', 504: 'deadline_exceeded' }[status];
    return status >= 500 && parsed.data.code !== said ? `${status} ${parsed.data.code}` : null;
  };
  return { status: response.status, fault: wrong() };
}

test(`${REQUESTS} requests made from the served description`, { timeout: 240_000 }, async () => {
  const description = (await (await get('/openapi.json')).json()) as Description;
  const resolve: Resolve = (ref) => description.components.schemas[ref.replace('#/components/schemas/', '')] ?? {};
  const targets = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody, parameters = [] }]): Target[] => {
      const body = requestBody?.content['application/json']?.schema ?? null;
      const own = parameters.flatMap(({ name, required = false, schema }) =>
        name === undefined || schema === undefined ? [] : [{ name, required, schema }],
      );
      return body === null && own.length === 0 ? [] : [{ method: method.toUpperCase(), path, body, parameters: own }];
    }),
  );
  const fuzzed = ENDPOINTS.filter(({ request, parameters }) => request !== undefined || parameters !== undefined);
  expect(targets.length).toBeGreaterThanOrEqual(fuzzed.length);

  const roll = dice(SEED);
  const faults: object[] = [];
  const statuses = new Map<number, number>();
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < REQUESTS && faults.length < 5) {
      sent += 1;
      const number = sent;
      const shot = shoot(targets, resolve, roll);
      const answer = await fault(shot).catch((error: unknown) => ({ status: 0, fault: String(error) }));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.fault !== null) faults.push({ number, ...shot, body: String(shot.body).slice(0, 500), ...answer });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(faults).toEqual([]);
  expect(sent).toBe(REQUESTS);
  // They met more than the front door.
  const rare = [200, 400, 401, 404, 405, 415, 422].filter((status) => (statuses.get(status) ?? 0) < 10);
  expect(rare).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 5);
});
