import { type Attributed, fieldValues } from './field-values.ts';

/** One value of a facet, or one range of prices, and how many products have it. */
export interface FacetValue {
  value?: string;
  gte?: number;
  lt?: number;
  currency?: string | null;
  count: number;
}

/** The most values that a facet shows. */
const MOST_VALUES = 50;

/** About so many ranges of prices. */
const RANGES = 5;

/**
 * Counts the values of a field over the products, most first, spelt as most of them do: `Nike` and `nike` are one. A product counts once for
 * each value that it has. Prices come as ranges from low to high, those of the currency that most have first.
 */
export function facet(products: readonly Attributed[], name: string): FacetValue[] {
  if (name === 'price') return priceRanges(products);
  const counts = new Map<string, Map<string, number>>();
  for (const product of products) {
    const seen = new Set<string>();
    for (const value of fieldValues(product, name)) {
      const key = value.toLowerCase();
      if (seen.has(key)) continue;
      seen.add(key);
      const spellings = counts.get(key) ?? new Map<string, number>();
      counts.set(key, spellings.set(value, (spellings.get(value) ?? 0) + 1));
    }
  }
  const values = [...counts.values()].map((spellings) => {
    const [[value] = ['']] = [...spellings].toSorted(([, a], [, b]) => b - a);
    return { value, count: [...spellings.values()].reduce((sum, count) => sum + count, 0) };
  });
  return values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MOST_VALUES);
}

/**
 * Ranges of equal width with round bounds (1, 2 or 5 times a power of ten) from the lowest price to the highest; empty ones are left out, and
 * what few cost much more than the rest stands in one last range without an end. Amounts of several currencies are never put together.
 */
function priceRanges(products: readonly Attributed[]): FacetValue[] {
  const prices = products.flatMap(({ product }) => product.price ?? []);
  return [...Map.groupBy(prices, ({ currency }) => currency)]
    .toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .flatMap(([currency, all]) =>
      rangesOf(
        all.map(({ amount }) => amount),
        currency,
      ),
    );
}

function rangesOf(unsorted: readonly number[], currency: string): FacetValue[] {
  const amounts = unsorted.toSorted((a, b) => a - b);
  const [lowest] = amounts;
  // Nine tenths decide, so that one dear product does not put all others into one range.
  const high = amounts[Math.floor((amounts.length - 1) * 0.9)];
  if (lowest === undefined || high === undefined) return [];
  const width = roundUp((high - lowest) / RANGES || 1);
  const end = (Math.floor(high / width) + 1) * width;
  const ranges = new Map<number, number>();
  for (const amount of amounts) {
    const start = Math.min(Math.floor(amount / width), Math.round(end / width));
    ranges.set(start, (ranges.get(start) ?? 0) + 1);
  }
  return [...ranges].map(([start, count]) => {
    const gte = tidy(start * width);
    const range = gte < tidy(end) ? { gte, lt: tidy((start + 1) * width) } : { gte };
    return { ...range, currency, count };
  });
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Without what binary fractions leave behind: 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));
