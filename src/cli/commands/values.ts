import { UsageError } from '../exit.ts';
import type { Source } from '../input.ts';
import type { SharedValues } from './scored.ts';

/** The members of a JSON object; throws for anything else. */
export function asObject(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('must be a JSON object');
  return value as Record<string, unknown>;
}

/** The members of an object that are asked for and there. */
export function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
}

/** A probability with one decimal. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** A number as short as it can be said. */
export const number = (value: number | undefined): string => (value === undefined ? '?' : String(value));

/** Where the texts come from when the words are not the texts: a file, or stdin (`-`, or no word at all). Null when they are. */
export function sourceOf(texts: readonly string[], { file, jsonl }: SharedValues): Source | null {
  const dash = texts.length === 1 && texts[0] === '-';
  if (file !== undefined && texts.length > 0) throw new UsageError('give either texts or --file');
  if (file === undefined && texts.length > 0 && !dash) {
    if (jsonl === true) throw new UsageError('--jsonl is for files and stdin');
    return null;
  }
  return { file: file ?? (dash ? '-' : undefined), jsonl };
}
