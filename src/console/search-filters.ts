import type { FacetValue } from './answers.ts';

/** A chosen range of prices. */
export interface PriceRange {
  gte?: number;
  lt?: number;
}

/** What is chosen: values by field, and one range of prices. */
export interface Chosen {
  values: Record<string, string[]>;
  price: PriceRange | null;
}

/** The fields that the page offers, in order. */
export const FACETS = ['brand', 'category', 'color', 'price'] as const;

/** Nothing chosen. */
export const NOTHING: Chosen = { values: {}, price: null };

/** How many are chosen. */
export function countChosen({ values, price }: Chosen): number {
  return Object.values(values).reduce((sum, list) => sum + list.length, price === null ? 0 : 1);
}

/** With a value chosen, or not any more when it was. */
export function toggled({ values, price }: Chosen, field: string, value: string): Chosen {
  const known = values[field] ?? [];
  const next = known.includes(value) ? known.filter((each) => each !== value) : [...known, value];
  const { [field]: _, ...others } = values;
  return { values: next.length === 0 ? others : { ...others, [field]: next }, price };
}

/** The `filters` of a request; undefined when nothing is chosen. */
export function filtersOf(chosen: Chosen): Record<string, string[] | PriceRange> | undefined {
  if (countChosen(chosen) === 0) return undefined;
  return { ...chosen.values, ...(chosen.price === null ? {} : { price: chosen.price }) };
}

/** The values of a facet with those chosen that it lacks, so that nothing chosen is out of reach. */
export function withChosen(values: readonly FacetValue[], chosen: readonly string[]): FacetValue[] {
  const shown = new Set(values.map(({ value }) => value));
  return [...values, ...chosen.filter((value) => !shown.has(value)).map((value) => ({ value, count: 0 }))];
}

/** Whether two ranges are the same. */
export function sameRange(one: PriceRange | null, other: PriceRange): boolean {
  return one !== null && one.gte === other.gte && one.lt === other.lt;
}

/** Query and filters as an address fragment without `#`. */
export function writeSearchState(query: string, chosen: Chosen): string {
  const fields = new URLSearchParams({ q: query });
  if (countChosen(chosen) > 0) fields.set('filters', JSON.stringify(chosen));
  return fields.toString();
}

/** Reads a fragment, with or without `#`; what is no filter is left out. */
export function readSearchState(fragment: string): { query: string; chosen: Chosen } {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return { query: fields.get('q') ?? '', chosen: readChosen(fields.get('filters')) };
}

function readChosen(json: string | null): Chosen {
  try {
    const { values, price } = JSON.parse(json ?? 'null') as { values: unknown; price: unknown };
    const lists = Object.entries(values as object).flatMap(([field, list]): [string, string[]][] =>
      Array.isArray(list) && list.every((each) => typeof each === 'string') ? [[field, list]] : [],
    );
    return { values: Object.fromEntries(lists), price: readRange(price) };
  } catch {
    return NOTHING;
  }
}

function readRange(value: unknown): PriceRange | null {
  if (typeof value !== 'object' || value === null) return null;
  const { gte, lt } = value as Record<string, unknown>;
  const range = { ...(typeof gte === 'number' ? { gte } : {}), ...(typeof lt === 'number' ? { lt } : {}) };
  return Object.keys(range).length === 0 ? null : range;
}
