import type { Learnt } from '../../core/logged-draws.ts';
import { migrate } from '../migrations.ts';
import type { Sql } from '../sql.ts';
import { affinitiesAt, joined, learn } from './affinities.ts';
import { BOT_PAUSE, looksLikeBot } from './bots.ts';
import { DeadLetters } from './dead-letters.ts';
import { eventKey } from './event-key.ts';
import { Impressions } from './impressions.ts';
import { Items } from './items.ts';
import { Learning } from './learning.ts';
import type {
  DeadLetter,
  EventOutcome,
  EventRemark,
  Impression,
  ItemCounts,
  Learner,
  Luggage,
  Neighbour,
  Outcome,
  Preferences,
  ProductTraits,
  ReplayedOutcome,
  ReplayPage,
  Shopper,
  ShopperEvent,
} from './port.ts';
import { joinedPreferences } from './preferences.ts';
import { BEHAVIOUR_SCHEMA } from './schema.ts';
import { SeenEvents } from './seen-events.ts';
import { type KnownShopper, Shoppers } from './shoppers.ts';
import { unknownShopper } from './unknown-shopper.ts';

/**
 * How much of it stays in memory: neighbours of items, at about 120 bytes each, and steps of shoppers, at about 100, where a shopper takes as much as 20 of
 * them beside; and how many impressions are kept at all, at about 100 bytes a product shown.
 */
export interface Holds {
  neighbours: number;
  steps: number;
  impressions: number;
}

/** What an actor stands on. */
export interface BehaviourOptions {
  sql: Sql;
  holds: Holds;
  learner: Learner;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** One shop's events, its shoppers, and the counts made of them: the one owner of its tables, all of it synchronous. */
export class BehaviourActor {
  readonly #sql: Sql;
  readonly #now: () => number;
  readonly #seen: SeenEvents;
  readonly #shoppers: Shoppers;
  readonly #items: Items;
  readonly #impressions: Impressions;
  readonly #learning: Learning;
  readonly #dead: DeadLetters;

  constructor({ sql, holds, learner, now = Date.now }: BehaviourOptions) {
    migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
    this.#sql = sql;
    this.#now = now;
    this.#seen = new SeenEvents(sql);
    this.#items = new Items(sql, holds.neighbours);
    this.#shoppers = new Shoppers(sql, this.#items.graph, holds.steps);
    this.#impressions = new Impressions(sql, holds.impressions);
    this.#learning = new Learning(sql, learner);
    this.#dead = new DeadLetters(sql);
  }

  /** All of them in one transaction, that outlives the machine's power when `synced` resolves. */
  record(events: readonly ShopperEvent[], traits: readonly ProductTraits[]): EventOutcome[] {
    const products = new Map(traits.map((one) => [one.id, one]));
    return this.#write(() => {
      this.#seen.sweep(this.#now());
      return events.map((event) => this.#take(event, products));
    }, true);
  }

  synced(): Promise<void> {
    return this.#sql.synced();
  }

  shopper(id: string): Shopper | null {
    const known = this.#shoppers.find(id);
    return known === null ? null : this.#told(known);
  }

  prefer(id: string, change: Partial<Preferences>): Shopper {
    return this.#write(() => {
      const known = this.#shoppers.of(id, { guest: false, at: this.#now() });
      known.preferences = { ...known.preferences, ...change };
      if (!known.preferences.personalise) {
        this.#shoppers.unlearn(known);
        this.#impressions.forget(id);
      }
      return this.#told(known);
    });
  }

  forget(id: string): boolean {
    return this.#write(() => {
      const known = this.#shoppers.find(id);
      if (known !== null) this.#shoppers.remove(known);
      const shown = this.#impressions.forget(id);
      return this.#dead.forget(id) || shown || known !== null;
    });
  }

  merge(from: string, into: string): Shopper {
    return this.#write(() => {
      const luggage = this.luggage(from);
      if (luggage === null) throw unknownShopper(from);
      const left = this.#shoppers.find(from);
      if (left !== null) this.#shoppers.remove(left);
      this.#impressions.move(from, into);
      this.#dead.move(from, into);
      return this.#receive(into, luggage);
    });
  }

  luggage(id: string): Luggage | null {
    const known = this.#shoppers.find(id);
    return known === null ? null : this.#shoppers.pack(known);
  }

  receive(into: string, luggage: Luggage): Shopper {
    return this.#write(() => this.#receive(into, luggage));
  }

  neighbours(ids: readonly string[], limit: number): { neighbours: Neighbour[][]; counts: ItemCounts[] } {
    return this.#items.neighbours(ids, limit, this.#now());
  }

  popular(limit: number): ItemCounts[] {
    return this.#items.popular(limit, this.#now());
  }

  /** All of them in one transaction, that nobody waits for. */
  shown(impressions: readonly Impression[]): void {
    try {
      this.#sql.transaction(() => {
        for (const one of impressions) if (this.#impressions.add(one)) this.#learning.shown(one);
        this.#impressions.sweep(Math.max(...impressions.map(({ at }) => at)));
        this.#learning.sweep();
      }, true);
    } catch (error) {
      this.#impressions.recount();
      throw error;
    }
  }

  outcomes(since: number, limit: number): Outcome[] {
    return this.#impressions.since(since, limit);
  }

  /** One, of this shard. */
  learnt(): Learnt[] {
    return [this.#learning.learnt];
  }

  replay(page: ReplayPage): ReplayedOutcome[] {
    return this.#learning.replay(page);
  }

  setAside(letters: readonly DeadLetter[]): void {
    this.#dead.add(letters);
  }

  deadLetters(limit: number, ids?: readonly string[]): DeadLetter[] {
    return this.#dead.list(limit, ids);
  }

  dropDead(ids: readonly string[]): number {
    return this.#dead.drop(ids);
  }

  #take(event: ShopperEvent, products: ReadonlyMap<string, ProductTraits>): EventOutcome {
    const key = eventKey(event.id);
    if (!this.#seen.add(key, this.#now())) return { status: 'duplicate', codes: [] };
    const { productId, at } = event;
    const traits = productId === undefined ? undefined : products.get(productId);
    const codes: EventRemark[] = productId !== undefined && traits === undefined ? ['unknown_product'] : [];
    const known = this.#shoppers.of(event.shopper, { guest: event.guest, at });
    if (!known.preferences.personalise) return { status: 'accepted', codes: [...codes, 'opted_out'] };
    if (isBot(known, at)) return { status: 'accepted', codes: [...codes, 'bot'] };
    const { codes: remarks, joined: follows } = this.#impressions.reward(event);
    codes.push(...remarks);
    const isDue = follows !== null && this.#learning.take(follows);
    const { late } = this.#shoppers.add(known, { ...event, productId: productId ?? null, key, more: moreOf(event) });
    if (late) codes.push('late');
    if (traits !== undefined) learn(known.affinities, event, traits);
    known.events += 1;
    known.guest &&= event.guest;
    known.first = Math.min(known.first, at);
    known.last = Math.max(known.last, at);
    return { status: 'accepted', codes, ...(isDue ? { due: true } : {}) };
  }

  #receive(into: string, luggage: Luggage): Shopper {
    const own = this.#shoppers.find(into);
    const known = own ?? this.#shoppers.of(into, { guest: false, at: luggage.firstSeen });
    known.guest = false;
    known.preferences = own === null ? luggage.preferences : joinedPreferences(own.preferences, luggage.preferences);
    if (known.preferences.personalise) {
      const had = this.#shoppers.keys(known);
      for (const event of luggage.events) if (!had.has(event.key)) this.#shoppers.add(known, event);
      known.affinities = joined(known.affinities, luggage.affinities);
      known.events += luggage.total;
      known.first = Math.min(known.first, luggage.firstSeen);
      known.last = Math.max(known.last, luggage.lastSeen);
    }
    return this.#told(known);
  }

  #told(known: KnownShopper): Shopper {
    const { id, guest, sequence, affinities, preferences, events, first, last } = known;
    return {
      id,
      guest,
      history: [...sequence.steps],
      affinities: affinitiesAt(affinities, this.#now()),
      preferences,
      events,
      firstSeen: first,
      lastSeen: last,
    };
  }

  /** One transaction, with what it changed in memory. */
  #write<Result>(work: () => Result, hasTime = false): Result {
    try {
      return this.#sql.transaction(() => {
        const result = work();
        this.#shoppers.keep();
        this.#items.keep();
        return result;
      }, hasTime);
    } catch (error) {
      this.#shoppers.forget();
      this.#items.forget();
      this.#impressions.recount();
      this.#learning.forget();
      throw error;
    }
  }
}

/** Whether an event of `at` is one of a program's; from the first such one on, for `BOT_PAUSE` of the events' own time. */
function isBot(known: KnownShopper, at: number): boolean {
  if (at < known.botUntil && at >= known.botUntil - BOT_PAUSE) return true;
  if (!looksLikeBot(known.sequence.steps, at)) return false;
  known.botUntil = at + BOT_PAUSE;
  return true;
}

/** What an event has besides its columns, as JSON. */
function moreOf({ answerId, position, query, value }: ShopperEvent): string | null {
  const more = JSON.stringify({ answerId, position, query, value });
  return more === '{}' ? null : more;
}
