import type { Sql, SqlRow } from '../sql.ts';
import type { GraphStep, ItemGraph } from './item-graph.ts';
import type { EventType, KeptAffinities, Luggage, Preferences, Step } from './port.ts';
import { UNSAID } from './preferences.ts';
import { MOST_STEPS, Sequence } from './sequence.ts';

/** The events kept of a shopper, by which their counts can be taken back; past `ROOM` more, the oldest go. */
const MOST_EVENTS = 1_000;
const ROOM = 100;

/** What a shopper takes in memory beside their steps, in steps. */
const BESIDE_STEPS = 20;

/** A shopper in memory. What is changed of it is kept by `keep`. */
export interface KnownShopper {
  readonly slot: number;
  readonly id: string;
  guest: boolean;
  preferences: Preferences;
  affinities: KeptAffinities;
  events: number;
  /** Steps that ever counted. */
  steps: number;
  /** Rows of its events. */
  kept: number;
  first: number;
  last: number;
  /** Until when, by the events' own time, it is taken for a program. */
  botUntil: number;
  sequence: Sequence;
  /** What it took in memory when it was asked for last, in steps. */
  room: number;
}

/** An event as it is kept. */
export type KeptEvent = Luggage['events'][number];

interface ShopperRow extends SqlRow {
  slot: number;
  guest: number;
  preferences: string;
  affinities: string;
  events: number;
  steps: number;
  kept: number;
  first: number;
  last: number;
  bot_until: number;
}

interface EventRow extends SqlRow {
  key: string;
  type: EventType;
  product: string | null;
  at: number;
  more: string | null;
}

/** The shoppers of a shop with their events, and what these add to the counts. Writes only within its actor's transactions. */
export class Shoppers {
  readonly #sql: Sql;
  readonly #graph: ItemGraph;
  readonly #holds: number;
  readonly #known = new Map<string, KnownShopper>();
  readonly #changed = new Set<KnownShopper>();
  /** The room of all that are known. */
  #room = 0;

  /** `holds`: in steps, how much of them stays in memory. */
  constructor(sql: Sql, graph: ItemGraph, holds: number) {
    this.#sql = sql;
    this.#graph = graph;
    this.#holds = holds;
  }

  /** To read; null when nothing is known of them. */
  find(id: string): KnownShopper | null {
    const known = this.#known.get(id) ?? this.#read(id);
    if (known === null) return null;
    this.#hold(known);
    return known;
  }

  /** To change; made when there is none. */
  of(id: string, { guest, at }: { guest: boolean; at: number }): KnownShopper {
    const known = this.find(id) ?? this.#make(id, guest, at);
    this.#changed.add(known);
    return known;
  }

  /** Keeps one more event, and counts it. `late`: newer ones were there. */
  add(known: KnownShopper, { key, type, productId, at, more }: KeptEvent): { late: boolean } {
    this.#changed.add(known);
    this.#sql.run(
      'INSERT INTO events (shopper, key, type, product, at, more) VALUES (?, ?, ?, ?, ?, ?)',
      known.slot,
      key,
      type,
      productId,
      at,
      more,
    );
    known.kept += 1;
    if (known.kept > MOST_EVENTS + ROOM) {
      known.kept -= this.#sql.run(
        'DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE shopper = ? ORDER BY at, seq LIMIT ?)',
        known.slot,
        known.kept - MOST_EVENTS,
      );
    }
    if (productId === null) return { late: at < known.last };
    const placed = known.sequence.place({ productId, type, at }, known.steps);
    if (placed.step !== null) this.#graph.add(placed.step);
    if (placed.counts) known.steps += 1;
    return { late: placed.late };
  }

  /** The keys of the events that are kept. */
  keys({ slot }: KnownShopper): Set<string> {
    return new Set(
      this.#sql.all<{ key: string }>('SELECT key FROM events WHERE shopper = ?', slot).map(({ key }) => key),
    );
  }

  /** Takes out what was learnt of a shopper, counts included; what they said stays. */
  unlearn(known: KnownShopper): void {
    for (const step of this.#counted(known)) this.#graph.remove(step);
    this.#sql.run('DELETE FROM events WHERE shopper = ?', known.slot);
    this.#changed.add(known);
    Object.assign(known, { affinities: {}, events: 0, steps: 0, kept: 0, botUntil: 0, sequence: new Sequence() });
  }

  /** Takes out all that is kept of a shopper. */
  remove(known: KnownShopper): void {
    this.unlearn(known);
    this.#sql.run('DELETE FROM shoppers WHERE slot = ?', known.slot);
    this.#letGo(known);
    this.#changed.delete(known);
  }

  pack(known: KnownShopper): Luggage {
    const { guest, affinities, preferences, events: total, first: firstSeen, last: lastSeen } = known;
    const events = this.#events(known).map(({ key, type, product, at, more }): KeptEvent => {
      return { key, type, productId: product, at, more };
    });
    return { guest, events, affinities, preferences, total, firstSeen, lastSeen };
  }

  /** Writes what has changed. */
  keep(): void {
    for (const known of this.#changed) {
      const { slot, guest, preferences, affinities, events, steps, kept, first, last, botUntil } = known;
      this.#sql.run(
        `UPDATE shoppers SET guest = ?, preferences = ?, affinities = ?, events = ?, steps = ?, kept = ?, first = ?, last = ?, bot_until = ?
          WHERE slot = ?`,
        Number(guest),
        JSON.stringify(preferences),
        JSON.stringify(affinities),
        events,
        steps,
        kept,
        first,
        last,
        botUntil,
        slot,
      );
    }
    this.#changed.clear();
  }

  /** Forgets what is in memory: it is read again. */
  forget(): void {
    this.#known.clear();
    this.#room = 0;
    this.#changed.clear();
  }

  /** Puts it last, as the last that was asked for, and lets go the first where it is too much. */
  #hold(known: KnownShopper): void {
    this.#letGo(known);
    known.room = known.sequence.steps.length + BESIDE_STEPS;
    for (const oldest of this.#known.values()) {
      if (this.#room + known.room <= this.#holds) break;
      if (!this.#changed.has(oldest)) this.#letGo(oldest);
    }
    this.#known.set(known.id, known);
    this.#room += known.room;
  }

  #letGo(known: KnownShopper): void {
    if (this.#known.delete(known.id)) this.#room -= known.room;
  }

  #read(id: string): KnownShopper | null {
    const [row] = this.#sql.all<ShopperRow>('SELECT * FROM shoppers WHERE id = ?', id);
    if (row === undefined) return null;
    const { slot, guest, preferences, affinities, events, steps, kept, first, last, bot_until: botUntil } = row;
    const rows = this.#sql.all<EventRow & { product: string }>(
      'SELECT type, product, at FROM events WHERE shopper = ? AND product IS NOT NULL ORDER BY at DESC, seq DESC LIMIT ?',
      slot,
      MOST_STEPS,
    );
    return {
      slot,
      id,
      guest: guest === 1,
      preferences: JSON.parse(preferences) as Preferences,
      affinities: JSON.parse(affinities) as KeptAffinities,
      events,
      steps,
      kept,
      first,
      last,
      botUntil,
      sequence: new Sequence(rows.toReversed().map(stepOf)),
      room: 0,
    };
  }

  #make(id: string, guest: boolean, at: number): KnownShopper {
    this.#sql.run(
      `INSERT INTO shoppers (id, guest, preferences, affinities, events, steps, kept, first, last, bot_until)
        VALUES (?, ?, ?, '{}', 0, 0, 0, ?, ?, 0)`,
      id,
      Number(guest),
      JSON.stringify(UNSAID),
      at,
      at,
    );
    const made = this.#read(id);
    if (made === null) throw new Error('a shopper was not kept');
    this.#hold(made);
    return made;
  }

  #events({ slot }: KnownShopper): EventRow[] {
    return this.#sql.all<EventRow>(
      'SELECT key, type, product, at, more FROM events WHERE shopper = ? ORDER BY seq',
      slot,
    );
  }

  /** What the events that are kept have added to the counts: the same steps in the order in which they came. */
  #counted(known: KnownShopper): GraphStep[] {
    const sequence = new Sequence();
    let length = 0;
    const steps = this.#events(known).flatMap((event): GraphStep[] => {
      if (event.product === null) return [];
      const { step, counts } = sequence.place(stepOf(event as EventRow & { product: string }), length);
      if (counts) length += 1;
      return step === null ? [] : [step];
    });
    // Those that are kept no more came before.
    const earlier = Math.max(0, known.steps - length);
    return steps.map((step) => ({ ...step, length: step.length + earlier }));
  }
}

function stepOf({ product, type, at }: { product: string; type: EventType; at: number }): Step {
  return { productId: product, type, at };
}
