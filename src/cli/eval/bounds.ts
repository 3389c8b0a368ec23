import { UsageError } from '../exit.ts';
import type { Figure } from './exam.ts';

/** What a figure must reach, or must not pass. */
export interface Bound {
  metric: string;
  kind: 'min' | 'max';
  limit: number;
}

/** Reads `METRIC=VALUE`. */
export function readBound(kind: Bound['kind'], words: string): Bound {
  const [, metric, limit] = /^(.+)=([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)$/i.exec(words) ?? [];
  if (metric === undefined) throw new UsageError(`--${kind} must be METRIC=NUMBER, such as ours.jsonl/accuracy=.85`);
  return { metric, kind, limit: Number(limit) };
}

/** A bound with the figure it was held against. */
export interface Held extends Bound {
  value: number;
  passed: boolean;
}

/** Holds a figure against a bound. */
export function hold(bound: Bound, { value }: Figure): Held {
  return { ...bound, value, passed: bound.kind === 'min' ? value >= bound.limit : value <= bound.limit };
}

/** How many near names are listed. */
const NEAR = 5;

/** That a name isn't known, and which are nearest to it by edit distance. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const near = known
    .map((one) => ({ one, apart: distance(name, one) }))
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, NEAR);
  return `there is no ${what} \`${name}\`; near: ${near.map(({ one }) => one).join(', ')}`;
}

/** Letters to put in, take out or change (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
