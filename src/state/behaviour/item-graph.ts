import type { Links, PackedLinks } from './item-links.ts';
import type { ItemCounts, Neighbour } from './port.ts';

/** How many products before a step it is counted with, and how many after it when it came late. */
export const WINDOW = 10;

/** The most neighbours kept of an item. Newcomers have room above it until they are as many as `ROOM`: then the lightest go. */
export const MOST_NEIGHBOURS = 200;
const ROOM = 50;

/** After so many milliseconds an event speaks half as much for its product's popularity: 14 days. */
export const POPULARITY_HALF_LIFE = 14 * 24 * 60 * 60 * 1_000;

/** One product in one shopper's sequence. Products are named once in each list. */
export interface GraphStep {
  id: string;
  /** Milliseconds since the epoch; 0 unless given, when popularity by time is not asked. */
  at?: number;
  /** What the shopper had before it, the nearest first; those past `WINDOW` are left out. Empty: it is counted for itself only. */
  before: readonly string[];
  /** What the shopper had after it, the nearest first: only of a step that comes late. */
  after?: readonly string[];
  /** Steps of the shopper before this one. */
  length: number;
  /** What the shopper bought before, when this is the first time that they buy this one. */
  bought?: readonly string[];
}

/** What is kept of an item. */
export interface ItemRecord {
  /** Its own, by which it is a neighbour of others. */
  readonly number: number;
  events: number;
  /** The base-2 logarithm of its popularity at time 0, so that nothing is to be done as time goes by; null for none. */
  popularity: number | null;
  weight: number;
  readonly links: Links;
}

/** An item to be kept. */
export interface ChangedItem extends ItemRecord {
  readonly id: string;
  /** It is new, or its events have changed, and its popularity with them. */
  counted: boolean;
  /** Its links as they are kept, once they were; then changed with them. */
  packed: PackedLinks | null;
}

interface Node extends ChangedItem {
  /** The neighbours in order, once somebody has asked for them. */
  sorted: Neighbour[] | null;
  /** So many of them as were asked for last, until one changes, and the nodes of these, while all that were in memory at `era` still are. */
  near: { limit: number; list: Neighbour[]; nodes: Node[] | null; era: number } | null;
  /** Its own counts as of the time of a telling, until they change. */
  counts: ItemCounts | null;
  telling: number;
  /** The last question that its counts were told for. */
  asked: number;
}

/** Counts are told again for so many milliseconds: popularity falls by less than a millionth meanwhile. */
const SAME = 1_000;

/** Where items are kept past memory. */
export interface ItemRecords {
  read(id: string): ItemRecord | null;
  /** A number for an item of which there is no record. */
  number(id: string): number;
  /** About how many items and neighbours memory may hold; past that, a quarter is let go, what was read first first. */
  holds: number;
}

/**
 * What goes with what, counted step by step in one pass: a step and each of the `WINDOW` products before it, `gap` steps back, add
 * gap^−½ / (1 + 0.3·ln(1 + t)) to each other, with t steps of the shopper so far, so that those who look at everything say less.
 * In memory, or over records that are read when first needed; what has changed since is told by `changed`.
 */
export class ItemGraph {
  readonly #nodes = new Map<string, Node>();
  readonly #records: ItemRecords | undefined;
  readonly #changed = new Set<Node>();
  /** Items that have a number of this graph itself. */
  #numbered = 0;
  #held = 0;
  /** Moves on when nodes are let go. */
  #era = 0;
  #asked = 0;
  /** Counts are told as of this time, to all who ask in the same telling. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #telling = 0;

  constructor(records?: ItemRecords) {
    this.#records = records;
  }

  /** Counts a step. */
  add(step: GraphStep): void {
    this.#count(step, 1);
  }

  /** Takes back a step that was counted. What was let go meanwhile, as the lightest of too many, is not missed. */
  remove(step: GraphStep): void {
    this.#count(step, -1);
  }

  /**
   * An item's neighbours, heaviest first by both weights together, then by id; empty for an item that nothing is known of. The same list is told
   * again until one changes.
   */
  neighbours(id: string, limit: number): Neighbour[] {
    const node = this.#find(id);
    return node === null || limit === 0 ? [] : this.#near(node, limit).list;
  }

  /** The neighbours of each item, and the counts as of `now` of all that are named, each once in the order in which it is named first. */
  around(ids: readonly string[], limit: number, now: number): { neighbours: Neighbour[][]; counts: ItemCounts[] } {
    const neighbours: Neighbour[][] = [];
    const counts: ItemCounts[] = [];
    const asked = ++this.#asked;
    /** Those that nothing is known of have no node to note it in. */
    const unknown = new Set<string>();
    const count = (node: Node | null, id: string): void => {
      if (node === null) {
        if (!unknown.has(id)) counts.push(nothingOf(id));
        unknown.add(id);
      } else if (node.asked !== asked) {
        node.asked = asked;
        counts.push(this.#tell(node, now));
      }
    };
    for (const id of ids) count(this.#find(id), id);
    for (const id of ids) {
      const node = limit === 0 ? null : this.#find(id);
      if (node === null) {
        neighbours.push([]);
        continue;
      }
      const near = this.#near(node, limit);
      const { list } = near;
      neighbours.push(list);
      if (near.nodes === null || near.era !== this.#era) this.#findAll(near);
      const { nodes } = near;
      if (nodes === null) for (const other of list) count(this.#find(other.id), other.id);
      else for (const other of nodes) count(other, other.id);
    }
    return { neighbours, counts };
  }

  /** An item's own counts as of `now`; zeros when nothing is known of it. */
  counts(id: string, now: number): ItemCounts {
    const node = this.#find(id);
    return node === null ? nothingOf(id) : this.#tell(node, now);
  }

  /**
   * What to keep: the items that changed since it was last asked, as they are; those that nothing speaks for any more are let go. They must be kept,
   * or `forget` be called, before anything else is.
   */
  *changed(): Generator<ChangedItem> {
    for (const node of this.#changed) {
      yield node;
      node.counted = false;
      if (isEmpty(node)) this.#drop(node);
    }
    this.#changed.clear();
    this.#letGo();
  }

  /** Forgets what is in memory: it is read again from the records. */
  forget(): void {
    this.#nodes.clear();
    this.#changed.clear();
    this.#held = 0;
    this.#era += 1;
  }

  #tell(node: Node, now: number): ItemCounts {
    if (Math.abs(now - this.#toldAt) >= SAME) {
      this.#toldAt = now;
      this.#telling += 1;
    }
    const { id, popularity, events, weight } = node;
    if (node.counts === null) node.counts = { id, popularity: popularityAt(popularity, now), events, weight };
    // The same object: there are as many as items, each of which would live for a second.
    else if (node.telling !== this.#telling) node.counts.popularity = popularityAt(popularity, now);
    node.telling = this.#telling;
    return node.counts;
  }

  #near(node: Node, limit: number): NonNullable<Node['near']> {
    if (node.near?.limit !== limit) node.near = { limit, list: sortedOf(node).slice(0, limit), nodes: null, era: 0 };
    return node.near;
  }

  #findAll(near: NonNullable<Node['near']>): void {
    const era = this.#era;
    const nodes = near.list.map(({ id }) => this.#find(id));
    const isWhole = era === this.#era && !nodes.includes(null);
    near.nodes = isWhole ? (nodes as Node[]) : null;
    near.era = era;
  }

  #count({ id, at = 0, before, after = [], length, bought = [] }: GraphStep, sign: 1 | -1): void {
    const node = this.#of(id);
    node.events = Math.max(0, node.events + sign);
    node.popularity = withEvent(node.popularity, at, sign);
    node.counted = true;
    node.counts = null;
    const damping = sign / (1 + 0.3 * Math.log(1 + length));
    for (const [i, other] of before.slice(0, WINDOW).entries()) {
      this.#link(this.#of(other), node, damping / Math.sqrt(i + 1));
    }
    for (const [i, other] of after.slice(0, WINDOW).entries()) {
      this.#link(node, this.#of(other), damping / Math.sqrt(i + 1));
    }
    for (const other of bought) {
      const partner = this.#of(other);
      this.#change(node, partner, { boughtTogether: sign });
      this.#change(partner, node, { boughtTogether: sign });
    }
  }

  #link(first: Node, second: Node, weight: number): void {
    this.#change(first, second, { after: weight });
    this.#change(second, first, { before: weight });
  }

  #change(node: Node, other: Node, { after = 0, before = 0, boughtTogether = 0 }: Partial<Neighbour>): void {
    node.weight = positive(node.weight + after + before);
    node.near = null;
    node.counts = null;
    const known = node.links.get(other.number);
    if (known === undefined) {
      if (after < 0 || before < 0 || boughtTogether < 0) return;
      const made = { id: other.id, after, before, boughtTogether };
      node.links.set(other.number, made);
      node.packed?.set(other.number, made);
      sortIn(node, made);
      this.#held += 1;
      if (node.links.size > MOST_NEIGHBOURS + ROOM) this.#prune(node);
      return;
    }
    // Another object: whoever asked before keeps what they were told.
    const next = {
      id: other.id,
      after: positive(known.after + after),
      before: positive(known.before + before),
      boughtTogether: Math.max(0, known.boughtTogether + boughtTogether),
    };
    node.sorted?.splice(node.sorted.indexOf(known), 1);
    if (next.after + next.before + next.boughtTogether > 0) {
      node.links.set(other.number, next);
      node.packed?.set(other.number, next);
      sortIn(node, next);
    } else {
      node.links.delete(other.number);
      node.packed?.delete(other.number);
      this.#held -= 1;
    }
  }

  #prune(node: Node): void {
    const kept = sortedOf(node).slice(0, MOST_NEIGHBOURS);
    this.#held -= node.links.size - kept.length;
    const heaviest = new Set(kept);
    for (const [number, one] of node.links) if (!heaviest.has(one)) node.links.delete(number);
    node.sorted = kept;
    node.packed = null;
  }

  /** To change: it stays in memory until it is kept. */
  #of(id: string): Node {
    const node = this.#find(id) ?? this.#make(id);
    this.#changed.add(node);
    return node;
  }

  #make(id: string): Node {
    const number = this.#records?.number(id) ?? ++this.#numbered;
    const made = nodeOf(id, { number, events: 0, popularity: null, weight: 0, links: new Map() });
    made.counted = true;
    this.#nodes.set(id, made);
    this.#held += 1;
    return made;
  }

  #find(id: string): Node | null {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const record = this.#records?.read(id) ?? null;
    if (record === null) return null;
    this.#letGo();
    const node = nodeOf(id, record);
    this.#held += node.links.size + 1;
    this.#nodes.set(id, node);
    return node;
  }

  #letGo(): void {
    const holds = this.#records?.holds ?? Number.POSITIVE_INFINITY;
    if (this.#held <= holds) return;
    for (const node of this.#nodes.values()) {
      if (this.#held <= 0.75 * holds) return;
      if (!this.#changed.has(node)) this.#drop(node);
    }
  }

  #drop(node: Node): void {
    this.#nodes.delete(node.id);
    this.#era += 1;
    this.#held -= node.links.size + 1;
    // Others may still point to it: no more than itself stays with it.
    node.links.clear();
    node.sorted = null;
    node.near = null;
    node.packed = null;
  }
}

/** Whether nothing speaks for an item. */
export function isEmpty({ events, links }: ItemRecord): boolean {
  return events === 0 && links.size === 0;
}

function nodeOf(id: string, { number, events, popularity, weight, links }: ItemRecord): Node {
  const nothing = { packed: null, sorted: null, near: null, counts: null, telling: 0, asked: 0 };
  return { id, number, events, popularity, weight, links, counted: false, ...nothing };
}

const nothingOf = (id: string): ItemCounts => ({ id, popularity: 0, events: 0, weight: 0 });

const sortedOf = (node: Node): Neighbour[] => (node.sorted ??= [...node.links.values()].toSorted(heaviestFirst));

/** Puts a neighbour that is not there in its place in the order, if that is known. */
function sortIn({ sorted }: Node, one: Neighbour): void {
  if (sorted === null) return;
  let [at, end] = [0, sorted.length];
  while (at < end) {
    const middle = (at + end) >> 1;
    if (heaviestFirst(sorted[middle] as Neighbour, one) < 0) at = middle + 1;
    else end = middle;
  }
  sorted.splice(at, 0, one);
}

/** A popularity that is kept, as of a time. */
export function popularityAt(popularity: number | null, now: number): number {
  return popularity === null ? 0 : 2 ** (popularity - now / POPULARITY_HALF_LIFE);
}

/** log₂(2^a ± 2^b), with b an event's time in half-lives. */
function withEvent(popularity: number | null, at: number, sign: 1 | -1): number | null {
  const event = at / POPULARITY_HALF_LIFE;
  if (popularity === null) return sign > 0 ? event : null;
  const [most, least] = popularity > event ? [popularity, event] : [event, popularity];
  if (sign > 0) return most + Math.log2(1 + 2 ** (least - most));
  const left = 1 - 2 ** (event - popularity);
  return left > 1e-9 ? popularity + Math.log2(left) : null;
}

/** What is left of a weight. Sums that were rounded and are taken back end a little beside 0; a step of 100,000 adds more than .07. */
function positive(weight: number): number {
  return weight > 1e-4 ? weight : 0;
}

function heaviestFirst(a: Neighbour, b: Neighbour): number {
  return b.after + b.before - (a.after + a.before) || b.boughtTogether - a.boughtTogether || (a.id < b.id ? -1 : 1);
}
