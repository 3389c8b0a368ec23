import { foldText } from '../fold-text.ts';
import { findNumbers, type NumberMention } from './numbers.ts';

/** A piece of the query. Offsets are UTF-16 code units into the query as given, end exclusive; `text === query.slice(start, end)`. */
export interface TextSpan {
  text: string;
  start: number;
  end: number;
}

/** What the recognisers share: the query, its folded twin of the same length, its numbers, and which units are claimed. */
export interface Scan {
  query: string;
  folded: string;
  numbers: NumberMention[];
  taken: Uint8Array;
}

/** How far a recogniser looks before or after a number; what keeps every recogniser linear. */
const WINDOW = 28;

/** Prepares a query for the recognisers. */
export function createScan(query: string): Scan {
  const folded = foldText(query);
  return { query, folded, numbers: findNumbers(folded), taken: new Uint8Array(query.length) };
}

/** The folded text just before `position`, at most 28 units. */
export function before(scan: Scan, position: number): string {
  return scan.folded.slice(Math.max(0, position - WINDOW), position);
}

/** The folded text from `position`, at most 28 units. */
export function after(scan: Scan, position: number): string {
  return scan.folded.slice(position, position + WINDOW);
}

/** The beginning of the folded query, at most 256 units: where words are looked for that decide between two readings. */
export function context(scan: Scan): string {
  return scan.folded.slice(0, 256);
}

/** Whether no unit of the range is claimed by an earlier constraint. */
export function isFree(scan: Scan, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (scan.taken[i] === 1) return false;
  return true;
}

/** Marks a range as belonging to a constraint. */
export function claim(scan: Scan, start: number, end: number): void {
  scan.taken.fill(1, start, end);
}

/** The span of a range of the query. */
export function spanOf(scan: Scan, start: number, end: number): TextSpan {
  return { text: scan.query.slice(start, end), start, end };
}
