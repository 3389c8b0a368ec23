import type { LoggedDraws } from '../../core/logged-draws.ts';
import type { Impression } from './port.ts';

/** A list that was shown, without whose and when it was. */
export type ShownList = Pick<Impression, 'kind' | 'policy' | 'items'>;

/** Signals are kept in millionths, as answers tell them: whole numbers are shorter, and written sooner. */
const MILLION = 1e6;

/** Signals and likeness of draws have four digits, as they are logged. */
const TEN_THOUSAND = 1e4;

/** Column by column; of `values` each item has as many as there are parts, null where it lacks the part. No positions: they are 1, 2, 3…. */
type PackedList = [
  kind: Impression['kind'],
  policy: string,
  parts: string[],
  ids: string[],
  propensities: number[],
  values: (number | null)[],
  positions?: number[],
];

type PackedDraws = [
  kind: string,
  version: number,
  diversity: number,
  parts: readonly string[],
  signals: number[][],
  propensities: number[],
  places: [chosen: number, ...amongThenLikeness: number[]][],
];

/** A list as JSON, about 60 bytes an item. */
export function packedList({ kind, policy, items }: ShownList): string {
  const known = new Set<string>();
  for (const { signals } of items) for (const part of Object.keys(signals)) known.add(part);
  const parts = [...known];
  const values: PackedList[5] = [];
  for (const { signals } of items) {
    for (const part of parts) {
      const value = signals[part];
      values.push(value === undefined ? null : Math.round(value * MILLION));
    }
  }
  const packed: PackedList = [
    kind,
    policy,
    parts,
    items.map(({ id }) => id),
    items.map(({ propensity }) => propensity),
    values,
  ];
  if (items.some(({ position }, i) => position !== i + 1)) packed.push(items.map(({ position }) => position));
  return JSON.stringify(packed);
}

/** What `packedList` made, or a whole impression as JSON, as earlier releases kept it. */
export function unpackedList(json: string): ShownList {
  const kept = JSON.parse(json) as PackedList | Impression;
  if (!Array.isArray(kept)) return kept;
  const [kind, policy, parts, ids, propensities, values, positions] = kept;
  const items = ids.map((id, i) => {
    const signals: Record<string, number> = {};
    for (const [k, part] of parts.entries()) {
      const value = values[i * parts.length + k];
      if (typeof value === 'number') signals[part] = value / MILLION;
    }
    return { id, position: positions?.[i] ?? i + 1, propensity: propensities[i] as number, signals };
  });
  return { kind, policy, items };
}

/** How a list was drawn as JSON, about 1.7 kB for ten places. */
export function packedDraws({ kind, version, diversity, parts, signals, places }: LoggedDraws): string {
  const rows = places.map(({ among, likeness, chosen }) => {
    const row: PackedDraws[6][number] = [chosen];
    for (const number of among) row.push(number);
    for (const value of likeness) row.push(Math.round(value * TEN_THOUSAND));
    return row;
  });
  const packed: PackedDraws = [
    kind,
    version,
    diversity,
    parts,
    signals.map((row) => row.map((value) => Math.round(value * TEN_THOUSAND))),
    places.map(({ propensity }) => propensity),
    rows,
  ];
  return JSON.stringify(packed);
}

/** What `packedDraws` made, or draws as JSON, as earlier releases kept them. */
export function unpackedDraws(json: string): LoggedDraws {
  const kept = JSON.parse(json) as PackedDraws | LoggedDraws;
  if (!isPacked(kept)) return kept;
  const [kind, version, diversity, parts, signals, propensities, rows] = kept;
  const fractions = (values: readonly number[]): number[] => values.map((value) => value / TEN_THOUSAND);
  const places = rows.map((row, i) => {
    const middle = (row.length + 1) / 2;
    return {
      among: row.slice(1, middle),
      likeness: fractions(row.slice(middle)),
      chosen: row[0],
      propensity: propensities[i] as number,
    };
  });
  return { kind, version, diversity, parts, signals: signals.map(fractions), places };
}

function isPacked(kept: PackedDraws | LoggedDraws): kept is PackedDraws {
  return Array.isArray(kept);
}
