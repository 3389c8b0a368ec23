import { Best } from './best.ts';
import type { Seed } from './seeds.ts';

/** Weights are worked out anew when there are so many times as many items: meanwhile an item that comes is weighed by those there are. */
const REWEIGH = 1.02;

/** More than sums of a profile are rounded by. */
const ROUNDING = 1e-9;

/** How alike to some seeds each item is. Holds until the index is asked again. */
export interface Likeness {
  /** 0–1: the mean cosine with the seeds, by their weights. */
  of(id: string): number;
  /** The most alike, the most first, at most `limit`, none that is nothing alike. */
  top(limit: number): string[];
  /** The same of the items of a set, in which an item is before it comes to the index, or never. */
  topOf(among: ReadonlySet<string>, limit: number): string[];
}

/** By feature, the items of a set that have it, of so many of the index. */
interface Having {
  among: ReadonlySet<string>;
  looked: number;
  items: (number[] | null)[];
}

/**
 * Items by their features (attributes, brand, category): two are as alike as the cosine of their features, each weighted by how rare it
 * is: idf = ln(1 + n / (1 + df)). It takes items one by one, and what it has is what it compares.
 */
export class ContentIndex {
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By item, its features, in the order of their numbers. */
  readonly #own: number[][] = [];
  readonly #features = new Map<string, number>();
  /** By feature, the items that have it. */
  readonly #having: number[][] = [];
  /** `#own` as one list, and where that of each item ends in it. */
  readonly #flat: number[] = [];
  readonly #ends: number[] = [];
  /** By feature, and by item, of those that are weighed. */
  #idf: number[] = [];
  #norms: number[] = [];
  /** Items when all were weighed last. */
  #weighed = 0;
  /** By feature, what it adds for an item that has it: for the seeds that were asked last. */
  #gains = new Float64Array(0);
  /** Those of them that are not 0. */
  #gaining: number[] = [];
  /** By item, the last `top` that has looked at it. */
  #looked = new Uint32Array(0);
  #look = 0;
  /** By item, what was summed up of it; 0 when nobody sums. */
  #sums = new Float64Array(0);
  #part: Having | null = null;

  /** How many items it has. */
  get size(): number {
    return this.#ids.length;
  }

  /** Of all items. */
  ids(): string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Takes an item in, once: the features of an item that it has are not changed. */
  add(id: string, features: Iterable<string>): void {
    if (this.#numbers.has(id)) return;
    const number = this.#ids.length;
    const own = [...new Set(features)].map((name) => this.#numberOf(name)).toSorted((a, b) => a - b);
    for (const feature of own) this.#having[feature]?.push(number);
    this.#ids.push(id);
    this.#numbers.set(id, number);
    this.#own.push(own);
    this.#flat.push(...own);
    this.#ends.push(this.#flat.length);
  }

  /** Compares all items with the seeds; a seed that it has not got says nothing. */
  like(seeds: readonly Seed[]): Likeness {
    this.#weigh();
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
    const [gains, flat, ends, norms] = [this.#gains, this.#flat, this.#ends, this.#norms];
    for (const feature of this.#gaining) gains[feature] = 0;
    this.#gaining = profile.keys().toArray();
    for (const [feature, value] of profile) {
      const shared = value / (total || 1);
      profile.set(feature, shared);
      gains[feature] = shared * (this.#idf[feature] as number);
    }
    const valueOf = (item: number): number => {
      let sum = 0;
      const end = ends[item] as number;
      for (let i = item === 0 ? 0 : (ends[item - 1] as number); i < end; i++) sum += gains[flat[i] as number] as number;
      return sum / (norms[item] as number);
    };
    return {
      of: (id) => {
        const item = this.#numbers.get(id);
        return item === undefined ? 0 : valueOf(item);
      },
      top: (limit) => this.#top(profile, valueOf, limit),
      topOf: (among, limit) => this.#topOf(profile, among, limit),
    };
  }

  /** 0–1: the cosine of two items; 0 where it has not got both. */
  likeness(one: string, other: string): number {
    this.#weigh();
    const [a, b] = [this.#numbers.get(one), this.#numbers.get(other)];
    if (a === undefined || b === undefined) return 0;
    const [own, others] = [this.#own[a] as number[], this.#own[b] as number[]];
    let dot = 0;
    for (let i = 0, j = 0; i < own.length && j < others.length;) {
      const apart = (own[i] as number) - (others[j] as number);
      if (apart === 0) dot += (this.#idf[own[i] as number] as number) ** 2;
      if (apart <= 0) i += 1;
      if (apart >= 0) j += 1;
    }
    return dot / ((this.#norms[a] as number) * (this.#norms[b] as number));
  }

  /**
   * The most alike by the features of a profile, the rarest first. An item that has none of those before has, by Cauchy and Schwarz, at most the
   * length of what is left of the profile: where that is less than the last of the best has, no other can be among them.
   */
  #top(profile: ReadonlyMap<number, number>, valueOf: (item: number) => number, limit: number): string[] {
    const having = (feature: number): number[] => this.#having[feature] as number[];
    const features = [...profile].toSorted(([a], [b]) => having(a).length - having(b).length || a - b);
    let left = features.reduce((sum, [, value]) => sum + value ** 2, 0);
    const best = new Best<number>(limit);
    const looked = this.#looked;
    const look = ++this.#look;
    for (const [feature, value] of features) {
      // What is rounded in `left` must not cut off an equal one.
      if (!best.takes(Math.sqrt(left) + ROUNDING)) break;
      left = Math.max(0, left - value ** 2);
      for (const item of having(feature)) {
        if (looked[item] === look) continue;
        looked[item] = look;
        best.add(item, valueOf(item));
      }
    }
    return best.list.map(({ id }) => this.#ids[id] as string);
  }

  /** Those of a set that are nothing alike are not looked at; the set is too large, and what is alike too little, for more to be left out. */
  #topOf(profile: ReadonlyMap<number, number>, among: ReadonlySet<string>, limit: number): string[] {
    const having = this.#havingOf(among).items;
    const sums = this.#sums;
    const touched: number[] = [];
    for (const feature of profile.keys()) {
      const gain = this.#gains[feature] as number;
      for (const item of having[feature] ?? []) {
        if (sums[item] === 0) touched.push(item);
        sums[item] = (sums[item] as number) + gain;
      }
    }
    const best = new Best<number>(limit);
    for (const item of touched) {
      const likeness = (sums[item] as number) / (this.#norms[item] as number);
      sums[item] = 0;
      best.add(item, likeness);
    }
    return best.list.map(({ id }) => this.#ids[id] as string);
  }

  #havingOf(among: ReadonlySet<string>): Having {
    if (this.#part?.among !== among) this.#part = { among, looked: 0, items: [] };
    const part = this.#part;
    for (; part.looked < this.#ids.length; part.looked++) {
      if (!among.has(this.#ids[part.looked] as string)) continue;
      for (const feature of this.#own[part.looked] as number[]) {
        while (part.items.length <= feature) part.items.push(null);
        const having = (part.items[feature] ??= []);
        having.push(part.looked);
      }
    }
    return part;
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
    const features = this.#having.length;
    if (this.#looked.length < items) {
      this.#looked = new Uint32Array(2 * items);
      this.#sums = new Float64Array(2 * items);
    }
    if (this.#gains.length < features) this.#gains = new Float64Array(2 * features);
    if (this.#norms.length === items) return;
    if (items > REWEIGH * this.#weighed) {
      [this.#idf, this.#norms] = [[], []];
      this.#weighed = items;
    }
    for (let feature = this.#idf.length; feature < features; feature++) {
      this.#idf.push(Math.log(1 + items / (1 + (this.#having[feature] as number[]).length)));
    }
    for (let item = this.#norms.length; item < items; item++) {
      const own = this.#own[item] as number[];
      this.#norms.push(Math.sqrt(own.reduce((sum, feature) => sum + (this.#idf[feature] as number) ** 2, 0)) || 1);
    }
  }
}
