import { Best } from './best.ts';
import { ItemNumbers } from './item-numbers.ts';
import type { Seed } from './seeds.ts';

/** Weights are worked out anew when there are so many times as many items: meanwhile an item that comes is weighed by those there are. */
const REWEIGH = 1.02;

/** More than sums of a profile are rounded by. */
const ROUNDING = 1e-9;

/** How alike to some seeds each item is, by its number. Holds until the index is asked again. */
export interface Likeness {
  /** 0–1: the mean cosine with the seeds, by their weights; 0 for an item that the index has not got. */
  of(item: number): number;
  /** The most alike, the most first, at most `limit`, none that is nothing alike. */
  top(limit: number): number[];
  /** The same of the items of a set, in which an item is before it comes to the index, or never. */
  topOf(among: ReadonlySet<string>, limit: number): number[];
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
  /** Of all items that are spoken of, those among them that it has not got. */
  readonly numbers = new ItemNumbers();
  /** The items that it has, as they came. */
  readonly #items: number[] = [];
  /** By item, its features, in the order of their numbers. */
  readonly #own: (readonly number[] | undefined)[] = [];
  readonly #features = new Map<string, number>();
  /** By feature, the items that have it. */
  readonly #having: number[][] = [];
  /** `#own` as one list, and where that of each item begins and ends in it. */
  #flat = new Int32Array(0);
  #flatLength = 0;
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  /** By feature, of those that are weighed. */
  #idf: number[] = [];
  /** By item; 1 until it is weighed. */
  #norms = new Float64Array(0);
  /** So many of the items are weighed. */
  #normed = 0;
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
    return this.#items.length;
  }

  /** Of all items that it has. */
  ids(): string[] {
    return this.#items.map((item) => this.numbers.id(item));
  }

  has(id: string): boolean {
    return this.#own[this.numbers.find(id)] !== undefined;
  }

  /** Takes an item in, once: the features of an item that it has are not changed. */
  add(id: string, features: Iterable<string>): void {
    const item = this.numbers.of(id);
    if (this.#own[item] !== undefined) return;
    const own = [...new Set(features)].map((name) => this.#numberOf(name)).toSorted((a, b) => a - b);
    for (const feature of own) this.#having[feature]?.push(item);
    this.#items.push(item);
    while (this.#own.length <= item) this.#own.push(undefined);
    this.#own[item] = own;
    this.#makeRoom(own.length);
    this.#starts[item] = this.#flatLength;
    this.#flat.set(own, this.#flatLength);
    this.#flatLength += own.length;
    this.#ends[item] = this.#flatLength;
  }

  /** Compares all items with the seeds; a seed that it has not got says nothing. */
  like(seeds: readonly Seed[]): Likeness {
    this.#weigh();
    const profile = new Map<number, number>();
    let total = 0;
    for (const { id, weight } of seeds) {
      total += weight;
      const item = this.numbers.find(id);
      const own = this.#own[item];
      if (own === undefined) continue;
      const share = weight / (this.#norms[item] as number);
      for (const feature of own) {
        profile.set(feature, (profile.get(feature) ?? 0) + share * (this.#idf[feature] as number));
      }
    }
    const [gains, flat, starts, ends, norms] = [this.#gains, this.#flat, this.#starts, this.#ends, this.#norms];
    for (const feature of this.#gaining) gains[feature] = 0;
    this.#gaining = profile.keys().toArray();
    for (const [feature, value] of profile) {
      const shared = value / (total || 1);
      profile.set(feature, shared);
      gains[feature] = shared * (this.#idf[feature] as number);
    }
    const valueOf = (item: number): number => {
      // Of an item that came later there is nothing here.
      const end = ends[item] ?? 0;
      if (end === 0) return 0;
      let sum = 0;
      for (let i = starts[item] as number; i < end; i++) sum += gains[flat[i] as number] as number;
      return sum / (norms[item] as number);
    };
    return {
      of: valueOf,
      top: (limit) => this.#top(profile, valueOf, limit),
      topOf: (among, limit) => this.#topOf(profile, among, limit),
    };
  }

  /** 0–1: the cosine of two items; 0 where it has not got both. */
  likeness(one: string, other: string): number {
    this.#weigh();
    const [a, b] = [this.numbers.find(one), this.numbers.find(other)];
    const [own, others] = [this.#own[a], this.#own[b]];
    if (own === undefined || others === undefined) return 0;
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
  #top(profile: ReadonlyMap<number, number>, valueOf: (item: number) => number, limit: number): number[] {
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
    return best.list.map(({ id }) => id);
  }

  /** Those of a set that are nothing alike are not looked at; the set is too large, and what is alike too little, for more to be left out. */
  #topOf(profile: ReadonlyMap<number, number>, among: ReadonlySet<string>, limit: number): number[] {
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
    return best.list.map(({ id }) => id);
  }

  #havingOf(among: ReadonlySet<string>): Having {
    if (this.#part?.among !== among) this.#part = { among, looked: 0, items: [] };
    const part = this.#part;
    for (; part.looked < this.#items.length; part.looked++) {
      const item = this.#items[part.looked] as number;
      if (!among.has(this.numbers.id(item))) continue;
      for (const feature of this.#own[item] as readonly number[]) {
        while (part.items.length <= feature) part.items.push(null);
        const having = (part.items[feature] ??= []);
        having.push(item);
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

  /** Room for all numbers, and for so many features more. */
  #makeRoom(features: number): void {
    const flat = this.#flatLength + features;
    if (this.#flat.length < flat) this.#flat = grown(this.#flat, new Int32Array(2 * flat));
    const { size } = this.numbers;
    if (this.#ends.length >= size) return;
    this.#starts = grown(this.#starts, new Int32Array(2 * size));
    this.#ends = grown(this.#ends, new Int32Array(2 * size));
    this.#norms = grown(this.#norms, new Float64Array(2 * size).fill(1));
    this.#looked = new Uint32Array(2 * size);
    this.#look = 0;
    this.#sums = new Float64Array(2 * size);
  }

  #weigh(): void {
    const items = this.#items.length;
    const features = this.#having.length;
    if (this.#gains.length < features) this.#gains = grown(this.#gains, new Float64Array(2 * features));
    if (this.#normed === items) return;
    if (items > REWEIGH * this.#weighed) {
      this.#idf = [];
      this.#normed = 0;
      this.#weighed = items;
    }
    for (let feature = this.#idf.length; feature < features; feature++) {
      this.#idf.push(Math.log(1 + items / (1 + (this.#having[feature] as number[]).length)));
    }
    for (; this.#normed < items; this.#normed++) {
      const item = this.#items[this.#normed] as number;
      const own = this.#own[item] as readonly number[];
      this.#norms[item] = Math.sqrt(own.reduce((sum, feature) => sum + (this.#idf[feature] as number) ** 2, 0)) || 1;
    }
  }
}

/** The old in the beginning of the new. */
function grown<List extends Int32Array | Float64Array>(old: List, made: List): List {
  made.set(old);
  return made;
}
