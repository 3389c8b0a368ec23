import { BINS_A_DECADE } from './observations.ts';

/** A value with how often it was seen in two windows. */
export interface ValueCount {
  value: string;
  before: number;
  recent: number;
}

/** The most values that are told apart. */
const MOST = 20;

/** Groups of prices: each has about a tenth of what was before. */
const PRICE_GROUPS = 10;

/** The commonest values of both windows, and the others as one. */
export function topValues(counts: readonly ValueCount[], other: string): ValueCount[] {
  const sorted = counts
    .filter(({ value }) => value !== other)
    .toSorted((a, b) => b.before + b.recent - a.before - a.recent || (a.value < b.value ? -1 : 1));
  const rest = [...sorted.slice(MOST), ...counts.filter(({ value }) => value === other)];
  if (rest.length === 0) return sorted;
  const sum = (of: 'before' | 'recent'): number => rest.reduce((total, one) => total + one[of], 0);
  return [...sorted.slice(0, MOST), { value: other, before: sum('before'), recent: sum('recent') }];
}

/**
 * Price bins of one currency next to each other taken together until each group has about a tenth of the prices before, so that the groups
 * are about the quantiles that a stability index is usually taken of. What was never seen before joins the group below it unless that is full.
 */
export function priceGroups(counts: readonly ValueCount[]): ValueCount[] {
  const total = counts.reduce((sum, { before }) => sum + before, 0);
  const bins = counts
    .map(({ value, ...rest }) => {
      const [currency = '', bin = '0'] = value.split(' ');
      return { ...rest, currency, from: Number(bin), to: Number(bin) + 1 };
    })
    .toSorted((a, b) => (a.currency === b.currency ? a.from - b.from : a.currency < b.currency ? -1 : 1));
  const groups: typeof bins = [];
  for (const bin of bins) {
    const last = groups.at(-1);
    const isFull = last === undefined || last.currency !== bin.currency || last.before * PRICE_GROUPS >= total;
    if (isFull) groups.push({ ...bin });
    else {
      Object.assign(last, { before: last.before + bin.before, recent: last.recent + bin.recent, to: bin.to });
    }
  }
  return groups.map(({ currency, from, to, before, recent }) => ({
    value: `${currency} ${edge(from)}–${edge(to)}`,
    before,
    recent,
  }));
}

function edge(bin: number): string {
  return String(Number((10 ** (bin / BINS_A_DECADE)).toPrecision(3)));
}
