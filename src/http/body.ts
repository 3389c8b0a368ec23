import type { HonoRequest } from 'hono';
import type * as z from 'zod/mini';
import { AppError, type FieldError } from '../core/error.ts';
import { brokenOff } from './limit.ts';

/** The deepest nesting of a body. */
const DEEPEST = 16;

/** The most faults that one answer lists. */
const MOST_ERRORS = 50;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** A valid request, and the paths of fields it has that the contract does not know. */
export interface Parsed<T> {
  value: T;
  unknown: string[];
}

/**
 * The text of a body → a request: JSON, nesting, then the schema. `null` and `""` count as absent in objects.
 * Throws `malformed_json` (400) or `validation_failed` (422) with the path and the limit of each fault.
 */
export function parseText<T>(text: string, schema: z.ZodMiniType<T>): Parsed<T> {
  return parseValue(readJson(text), schema);
}

/** The value of a text in JSON, without its absent members. Throws `malformed_json` (400), or `validation_failed` (422) past the nesting limit. */
export function readJson(text: string): unknown {
  return dropAbsent(parseJson(text), 1);
}

/** `parseText` for a value that was read by `readJson`. */
export function parseValue<T>(json: unknown, schema: z.ZodMiniType<T>): Parsed<T> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new AppError('validation_failed', { errors: fieldErrors(parsed.error.issues) });
  const unknown: string[] = [];
  collectUnknown(json, parsed.data, '', unknown);
  return { value: parsed.data, unknown };
}

/** The text of a body that says it is JSON. Throws `unsupported_media_type` where it says something else. */
export async function jsonText(request: HonoRequest): Promise<string> {
  const type = request.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new AppError('unsupported_media_type', { detail: 'Send `Content-Type: application/json`.' });
  }
  return decodeBody(await request.arrayBuffer().catch(brokenOff));
}

/** The text of a body. Throws `malformed_json` where it is not UTF-8. */
export function decodeBody(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new AppError('malformed_json', { detail: 'The body is not valid UTF-8.' });
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new AppError('malformed_json', { detail: 'The body is empty.' });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('malformed_json');
  }
}

/** The value without its `null` and `""` members. Throws past the nesting limit. */
function dropAbsent(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) {
    throw new AppError('validation_failed', {
      errors: [{ path: '$', message: `must be nested at most ${DEEPEST} deep` }],
    });
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = dropAbsent(value[i], depth + 1);
    return value;
  }
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member === null || member === '') delete members[key];
    else if (typeof member === 'object') dropAbsent(member, depth + 1);
  }
  return members;
}

type Issue = z.core.$ZodIssue;

function fieldErrors(issues: readonly Issue[], at: readonly PropertyKey[] = []): FieldError[] {
  const errors = issues.flatMap((issue): FieldError[] => {
    const path = [...at, ...issue.path];
    // A union's own fault says little: what is wrong with the alternative that came nearest says more.
    const nearest = issue.code === 'invalid_union' ? nearestOf(issue.errors) : undefined;
    if (nearest !== undefined) return fieldErrors(nearest, path);
    const dotted = path.map(String).join('.');
    return [{ path: dotted === '' ? '$' : dotted, message: issue.message }];
  });
  // Of two at one field the later knows its limits: the first may be of its kind only.
  const byField = new Map(errors.map((error) => [error.path, error]));
  return [...byField.values()].slice(0, MOST_ERRORS);
}

/** The alternative whose faults lie deepest, of those that the value has the type of. */
function nearestOf(alternatives: readonly Issue[][]): Issue[] | undefined {
  const ofType = alternatives.filter((issues) =>
    issues.some(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  );
  return ofType.toSorted((a, b) => depth(b) - depth(a))[0];
}

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

/** Paths that were sent and are not in what the schema made of them. */
function collectUnknown(sent: unknown, known: unknown, path: string, unknown: string[]): void {
  if (sent === null || typeof sent !== 'object' || known === null || typeof known !== 'object' || sent === known) {
    return;
  }
  if (Array.isArray(sent)) {
    for (let i = 0; i < sent.length; i++) {
      collectUnknown(sent[i], (known as unknown[])[i], path === '' ? String(i) : `${path}.${i}`, unknown);
    }
    return;
  }
  for (const key of Object.keys(sent)) {
    const member = (sent as Record<string, unknown>)[key];
    const isKnown = Object.hasOwn(known, key);
    if (isKnown && typeof member !== 'object') continue;
    const here = path === '' ? key : `${path}.${key}`;
    if (isKnown) collectUnknown(member, (known as Record<string, unknown>)[key], here, unknown);
    else unknown.push(here);
  }
}
