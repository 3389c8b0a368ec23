import { Best } from './best.ts';
import type { Seed } from './seeds.ts';

/** How alike to some seeds each item is. Holds until the index is asked again. */
export interface Likeness {
  /** 0–1: the mean cosine with the seeds, by their weights. */
  of(id: string): number;
  /** The most alike, the most first, at most `limit`, none that is nothing alike; only of those that `among` lets, where it is given. */
  top(limit: number, among?: (id: string) => boolean): string[];
}

/**
 * Items by their features (attributes, brand, category): two are as alike as the cosine of their features, each weighted by how rare it
 * is: idf = ln(1 + n / (1 + df)). It takes items one by one, and what it has is what it compares.
 */
export class ContentIndex {
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By item, its features. */
  readonly #own: number[][] = [];
  readonly #features = new Map<string, number>();
  /** By feature, the items that have it. */
  readonly #having: number[][] = [];
  #sums = new Float64Array(1_024);
  #norms = new Float64Array(0);
  #isWeighed = false;
  #idf = new Float64Array(0);

  /** How many items it has. */
  get size(): number {
    return this.#ids.length;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Takes an item in, once: the features of an item that it has are not changed. */
  add(id: string, features: Iterable<string>): void {
    if (this.#numbers.has(id)) return;
    const number = this.#ids.length;
    const own = [...new Set(features)].map((name) => this.#numberOf(name));
    for (const feature of own) this.#having[feature]?.push(number);
    this.#ids.push(id);
    this.#numbers.set(id, number);
    this.#own.push(own);
    this.#isWeighed = false;
  }

  /** Compares all items with the seeds; a seed that it has not got says nothing. */
  like(seeds: readonly Seed[]): Likeness {
    if (!this.#isWeighed) this.#weigh();
    const sums = this.#sums;
    sums.fill(0, 0, this.#ids.length);
    const profile = new Map<number, number>();
    let total = 0;
    for (const { id, weight } of seeds) {
      total += weight;
      const number = this.#numbers.get(id);
      if (number === undefined) continue;
      const share = weight / (this.#norms[number] as number);
      for (const feature of this.#own[number] as number[]) {
        profile.set(feature, (profile.get(feature) ?? 0) + share * (this.#idf[feature] as number));
      }
    }
    const touched: number[] = [];
    for (const [feature, value] of profile) {
      const gain = (value * (this.#idf[feature] as number)) / (total || 1);
      for (const item of this.#having[feature] as number[]) {
        if (sums[item] === 0) touched.push(item);
        sums[item] = (sums[item] as number) + gain;
      }
    }
    const norms = this.#norms;
    const valueOf = (item: number): number => (sums[item] as number) / (norms[item] as number);
    return {
      of: (id) => {
        const item = this.#numbers.get(id);
        return item === undefined ? 0 : valueOf(item);
      },
      top: (limit, among) => {
        const best = new Best<number>(limit);
        for (const item of touched) {
          const value = valueOf(item);
          if (best.takes(value) && (among === undefined || among(this.#ids[item] as string))) best.add(item, value);
        }
        return best.list.map(({ id }) => this.#ids[id] as string);
      },
    };
  }

  /** 0–1: the cosine of two items; 0 where it has not got both. */
  likeness(one: string, other: string): number {
    if (!this.#isWeighed) this.#weigh();
    const [a, b] = [this.#numbers.get(one), this.#numbers.get(other)];
    if (a === undefined || b === undefined) return 0;
    const features = new Set(this.#own[a]);
    const common = (this.#own[b] as number[]).filter((feature) => features.has(feature));
    const dot = common.reduce((sum, feature) => sum + (this.#idf[feature] as number) ** 2, 0);
    return dot / ((this.#norms[a] as number) * (this.#norms[b] as number));
  }

  #numberOf(name: string): number {
    const known = this.#features.get(name);
    if (known !== undefined) return known;
    const number = this.#having.length;
    this.#features.set(name, number);
    this.#having.push([]);
    return number;
  }

  #weigh(): void {
    const items = this.#ids.length;
    if (this.#sums.length < items) this.#sums = new Float64Array(items * 2);
    this.#idf = Float64Array.from(this.#having, ({ length }) => Math.log(1 + items / (1 + length)));
    this.#norms = Float64Array.from(this.#own, (features) => {
      const square = features.reduce((sum, feature) => sum + (this.#idf[feature] as number) ** 2, 0);
      return Math.sqrt(square) || 1;
    });
    this.#isWeighed = true;
  }
}
