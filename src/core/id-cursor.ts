import { base64OfBytes } from './base64.ts';
import { AppError } from './error.ts';

/**
 * The place behind an id, in a list that goes by ids, as an opaque text of letters, digits, `-` and `_`: what it says may change, and
 * callers must not make their own. `of` names the list. An id of 200 characters makes at most 1,100.
 */
export function cursorBehind(of: string, id: string): string {
  return base64OfBytes(new TextEncoder().encode(`${of}:${id}`))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The id of such a text. Throws `validation_failed` when it is none, or one of another list. */
export function idOfCursor(of: string, cursor: string): string {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith(`${of}:`)) return text.slice(of.length + 1);
  } catch {
    // Not one of ours either.
  }
  throw new AppError('validation_failed', {
    errors: [{ path: 'cursor', message: 'must be the `next_cursor` of an earlier page' }],
  });
}
