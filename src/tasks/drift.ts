import type { DriftRequest, DriftResponse } from '../contract/drift.ts';
import { normalise } from '../core/math.ts';
import { distributionDrift, shareDrift, THRESHOLDS, worstVerdict } from '../ranking/drift/verdict.ts';
import { priceGroups, topValues, type ValueCount } from '../ranking/drift/windows.ts';
import { OTHER_VALUES } from '../state/account/daily-counts.ts';
import type { Account, DailyCount, DailyVector } from '../state/account/port.ts';
import { driftSentences } from './drift/sentences.ts';

/** What this task works on. */
export interface DriftContext {
  account: Account;
  /** Today, in days since the epoch, UTC. */
  today: number;
}

const DAYS = 7;
const DAY = 24 * 60 * 60 * 1_000;

const QUERIES = {
  seen: 'language',
  distributions: ['intent', 'language', 'top_relevance'],
  shares: ['unsure', 'outside', 'no_exact', 'empty', 'degraded'],
};
const CATALOG = {
  seen: 'product_language',
  distributions: ['category', 'brand', 'price', 'product_language', 'attributes'],
  shares: ['missing_description', 'missing_brand', 'missing_category', 'missing_price', 'missing_image_url'],
};

/** Compares the last days with as many before them. */
export async function driftTask(
  { days = DAYS }: DriftRequest,
  { account, today }: DriftContext,
): Promise<DriftResponse> {
  const begin = today - days + 1;
  const { counts, vectors } = await account.counted(begin - days, today);
  const byName = paired(counts, begin);
  const queries = partOf(QUERIES, byName);
  const catalog = { ...partOf(CATALOG, byName), embedding: shiftOf(vectors, begin) };
  return {
    days,
    windows: { before: range(begin - days, begin - 1), recent: range(begin, today) },
    verdict: worstVerdict([queries.verdict, catalog.verdict]),
    queries,
    catalog,
    thresholds: THRESHOLDS,
    sentences: driftSentences(queries, catalog),
  };
}

const range = (from: number, to: number): { from: string; to: string } => ({ from: dateOf(from), to: dateOf(to) });

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

type ByName = ReadonlyMap<string, readonly ValueCount[]>;

/** The counts of both windows beside each other, by name. */
function paired(counts: readonly DailyCount[], begin: number): ByName {
  const byName = Map.groupBy(counts, ({ name }) => name);
  return new Map(
    [...byName].map(([name, all]) => {
      const values = new Map<string, ValueCount>();
      for (const { day, value, n } of all) {
        const one = values.get(value) ?? { value, before: 0, recent: 0 };
        one[day < begin ? 'before' : 'recent'] += n;
        values.set(value, one);
      }
      return [name, [...values.values()]] as const;
    }),
  );
}

type Part = DriftResponse['queries'];

function partOf(names: { seen: string; distributions: string[]; shares: string[] }, byName: ByName): Part {
  const distributions = names.distributions.map((name) => distributionOf(name, byName.get(name) ?? []));
  const shares = names.shares.map((name) => shareOf(name, byName.get(name) ?? []));
  return {
    verdict: worstVerdict([...distributions, ...shares].map(({ verdict }) => verdict)),
    seen: seenOf(byName.get(names.seen) ?? []),
    distributions,
    shares,
  };
}

function seenOf(counts: readonly ValueCount[]): { before: number; recent: number } {
  const sum = (of: 'before' | 'recent'): number => counts.reduce((total, one) => total + one[of], 0);
  return { before: sum('before'), recent: sum('recent') };
}

function distributionOf(name: string, counts: readonly ValueCount[]): Part['distributions'][number] {
  const isOther = ({ value }: ValueCount): boolean => value === OTHER_VALUES;
  // What is not told apart is of no currency.
  const told =
    name === 'price' ? [...priceGroups(counts.filter((one) => !isOther(one))), ...counts.filter(isOther)] : counts;
  const values = name === 'top_relevance' ? inOrder(counts) : topValues(told, OTHER_VALUES);
  const seen = seenOf(values);
  const shareIn = (of: 'before' | 'recent', value: ValueCount): number => (seen[of] === 0 ? 0 : value[of] / seen[of]);
  return {
    name,
    ...distributionDrift(values),
    seen,
    ...(name === 'top_relevance'
      ? { mean: { before: meanOf(counts, 'before'), recent: meanOf(counts, 'recent') } }
      : {}),
    values: values.map((one) => ({
      value: name === 'top_relevance' ? tenth(one.value) : one.value,
      before: shareIn('before', one),
      recent: shareIn('recent', one),
    })),
  };
}

const inOrder = (counts: readonly ValueCount[]): ValueCount[] =>
  counts.toSorted((a, b) => Number(a.value) - Number(b.value));

/** `4` → `0.4–0.5`. */
const tenth = (value: string): string => `${Number(value) / 10}–${(Number(value) + 1) / 10}`;

function meanOf(counts: readonly ValueCount[], of: 'before' | 'recent'): number | null {
  const seen = seenOf(counts)[of];
  return seen === 0 ? null : counts.reduce((sum, one) => sum + one[of] * (Number(one.value) + 0.5), 0) / 10 / seen;
}

function shareOf(name: string, counts: readonly ValueCount[]): Part['shares'][number] {
  const yes = counts.find(({ value }) => value === 'yes') ?? { before: 0, recent: 0 };
  const seen = seenOf(counts);
  const share = (of: 'before' | 'recent'): number | null => (seen[of] === 0 ? null : yes[of] / seen[of]);
  return {
    name,
    ...shareDrift({ count: yes.before, of: seen.before }, { count: yes.recent, of: seen.recent }),
    seen,
    share: { before: share('before'), recent: share('recent') },
  };
}

/** How near the mean vectors of the windows are, by the pack that read the newest products. */
function shiftOf(vectors: readonly DailyVector[], begin: number): DriftResponse['catalog']['embedding'] {
  const pack = vectors.toSorted((a, b) => b.day - a.day)[0]?.pack;
  const window = (isIn: (day: number) => boolean): { n: number; mean: Float32Array } => {
    const own = vectors.filter((one) => one.pack === pack && isIn(one.day));
    const sum = new Float32Array(own[0]?.sum.length ?? 0);
    for (const one of own) for (const [i, value] of one.sum.entries()) sum[i] = (sum[i] ?? 0) + value;
    return { n: own.reduce((total, { n }) => total + n, 0), mean: normalise(sum) };
  };
  const before = window((day) => day < begin);
  const recent = window((day) => day >= begin);
  const cosine = before.mean.reduce((sum, one, i) => sum + one * (recent.mean[i] ?? 0), 0);
  return {
    cosine: before.n === 0 || recent.n === 0 ? null : cosine,
    vectors: { before: before.n, recent: recent.n },
  };
}
