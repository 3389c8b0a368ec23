import type { Learnt, LoggedDraws } from '../../core/logged-draws.ts';

/** What a shopper may do, as `/v1/events` names it. */
export const EVENT_TYPES = ['view', 'click', 'add_to_cart', 'purchase', 'dismiss', 'search'] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Something that a shopper did. `shopper` names a person or, with `guest`, a session that belongs to nobody yet. */
export interface ShopperEvent {
  /** The caller's id, or one made of the event's content: an event counts once by it. */
  id: string;
  type: EventType;
  shopper: string;
  guest: boolean;
  productId?: string;
  /** The answer (`query_id` or `recommendation_id`) that the event follows. */
  answerId?: string;
  /** Where in that answer the product stood, from 1. */
  position?: number;
  /** The words, for a search. */
  query?: string;
  value?: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What a shop knows of a product when an event names it: what affinities are learnt of. */
export interface ProductTraits {
  id: string;
  brand?: string;
  category?: string;
  color?: string;
  price?: number;
  /** Of the price. */
  currency?: string;
  size?: string;
}

/**
 * What the linter remarks on an event that is taken in: its product is not in the catalogue, its answer was never shown, its answer did
 * not show the product (there), it came after newer ones, or it is not learnt of: the shopper looks like a program, or has opted out.
 */
export type EventRemark =
  'unknown_product' | 'unknown_answer' | 'no_impression' | 'wrong_position' | 'late' | 'bot' | 'opted_out';

/** What became of one event. */
export interface EventOutcome {
  status: 'accepted' | 'duplicate';
  codes: EventRemark[];
  /** Enough has come together since the last one that said so for what was learnt to be judged again. */
  due?: true;
}

/** An event that can't be used as it was sent: it is kept aside, and can be mended and replayed. */
export interface DeadLetter {
  /** Names what was sent: the same event sent again is the same letter. */
  id: string;
  /** Whom it names, where that can be told. */
  shopper: string | null;
  /** As it was sent. */
  event: unknown;
  codes: string[];
  /** When it came, in milliseconds since the epoch. */
  at: number;
}

/** An affinity as it is kept: its score at a time, that time, the events it comes of, and the last dismissal (0: none). */
export type KeptAffinity = [value: string, score: number, at: number, events: number, dismissed: number];

/** By name. */
export type KeptAffinities = Partial<Record<Affinity['name'], KeptAffinity[]>>;

/** All that is kept of a shopper, for another shard. */
export interface Luggage {
  guest: boolean;
  events: { key: string; type: EventType; productId: string | null; at: number; more: string | null }[];
  affinities: KeptAffinities;
  preferences: Preferences;
  /** Events that were ever learnt of. */
  total: number;
  firstSeen: number;
  lastSeen: number;
}

/** One step of a shopper's history, newest last. */
export interface Step {
  productId: string;
  type: EventType;
  at: number;
}

/** How much a shopper is drawn to a value, −1 to 1, learnt with decay. */
export interface Affinity {
  name: 'brand' | 'category' | 'color' | 'price_band' | 'size';
  value: string;
  weight: number;
  events: number;
}

/** What the shopper, or the shop for them, said: it beats what was learnt. */
export interface Preferences {
  likes: { name: Affinity['name']; value: string }[];
  dislikes: { name: Affinity['name']; value: string }[];
  /** Products never to show. */
  hidden: string[];
  /** False: nothing is learnt or used of this shopper beyond what they said. */
  personalise: boolean;
}

/** What is believed of a shopper. */
export interface Shopper {
  id: string;
  guest: boolean;
  /** The last steps, oldest first, at most 200. */
  history: Step[];
  affinities: Affinity[];
  preferences: Preferences;
  events: number;
  firstSeen: number;
  lastSeen: number;
}

/** What goes with a product, counted from all shoppers' sequences. */
export interface Neighbour {
  id: string;
  /** Decayed weight of "this one came after it". */
  after: number;
  /** Decayed weight of "this one came before it". */
  before: number;
  /** How many shoppers bought both. */
  boughtTogether: number;
}

/** A product's own counts. */
export interface ItemCounts {
  id: string;
  /** Events that speak for it, decayed (half-life in the actor), as of `now`. */
  popularity: number;
  /** All of them, undecayed. */
  events: number;
  /** Sum of the weights of its neighbours. */
  weight: number;
}

/** A shown list and what came of it, for learning: who saw what where, and by which policy. */
export interface Impression {
  answerId: string;
  shopper: string | null;
  kind: 'search' | 'recommend';
  policy: string;
  at: number;
  items: { id: string; position: number; propensity: number; signals: Record<string, number> }[];
  /** How it was drawn, where it was: then something is learnt of what comes of it. Not told again with outcomes. */
  draws?: LoggedDraws;
}

/** A drawn answer, and the best event of each of its drawn places. */
export interface ReplayedOutcome {
  draws: LoggedDraws;
  events: (EventType | null)[];
}

/** Which drawn answers are replayed: of one list of weights, shown in a time, the newest first, `limit` after `skip` of each shard. */
export interface ReplayPage {
  kind: string;
  /** Milliseconds since the epoch, both included. */
  since: number;
  until: number;
  limit: number;
  skip: number;
}

/** The learner's next state after an event on a product that was shown by drawn weights. */
export type Learner = (
  learnt: Learnt,
  happened: {
    kind: string;
    items: Impression['items'];
    productId: string;
    type: EventType;
    /** The best that had happened on it before. */
    former: EventType | undefined;
  },
) => Learnt;

/** An impression with what its shopper did. */
export interface Outcome extends Impression {
  /** By product id: the best thing that happened (`purchase` > `add_to_cart` > `click` > `view`; `dismiss` alone). */
  rewards: Record<string, EventType>;
}

/**
 * The behaviour of one shop's shoppers: events, shoppers, and the counts made of them. Implemented by the actor, by its stub over a
 * Durable Object, and by the router over shards (each holds some shoppers and the counts that come of them; counts are sums).
 * Rejects with AppError.
 */
export interface Behaviour {
  /** Takes events in, each once, and updates history, affinities and counts in the same transaction. Durable when it resolves. */
  record(events: readonly ShopperEvent[], traits: readonly ProductTraits[]): Promise<EventOutcome[]>;
  shopper(id: string): Promise<Shopper | null>;
  /** Changes what was said; makes the shopper when there is none. */
  prefer(id: string, change: Partial<Preferences>): Promise<Shopper>;
  /** Deletes all that is kept of a shopper, counts included; true when there was something. */
  forget(id: string): Promise<boolean>;
  /** A guest becomes a shopper: history and affinities of `from` go over to `into`. Rejects with `not_found` when there is no `from`. */
  merge(from: string, into: string): Promise<Shopper>;
  /**
   * Per item its neighbours, heaviest first, at most `limit` each, and the counts of all that are named, each once in the order in which it is named
   * first: the items asked for, then their neighbours. What is told may be told to others too: nobody may change it.
   */
  neighbours(ids: readonly string[], limit: number): Promise<{ neighbours: Neighbour[][]; counts: ItemCounts[] }>;
  /** The most popular items now. */
  popular(limit: number): Promise<ItemCounts[]>;
  /** Remembers what was shown. */
  shown(impression: Impression): Promise<void>;
  /** Impressions with their outcomes, newest first, for replay. */
  outcomes(since: number, limit: number): Promise<Outcome[]>;
  /** What each shard has learnt of events on one half of the answers that were drawn. */
  learnt(): Promise<Learnt[]>;
  /** Drawn answers of the other half with the events of their places; of all kinds the newest 4,000 of a shard are kept, for 90 days. */
  replay(page: ReplayPage): Promise<ReplayedOutcome[]>;
  /** Keeps events aside; of all the newest 10,000. */
  setAside(letters: readonly DeadLetter[]): Promise<void>;
  /** Events set aside, newest first: those of these ids, or the newest ones. */
  deadLetters(limit: number, ids?: readonly string[]): Promise<DeadLetter[]>;
  /** Takes letters out, and tells how many there were. */
  dropDead(ids: readonly string[]): Promise<number>;
}

/** One shard of it: what two of them need to make one shopper of two. */
export interface BehaviourShard extends Behaviour {
  luggage(id: string): Promise<Luggage | null>;
  /** Takes in what was kept of another shopper, each event once; makes the shopper when there is none. */
  receive(into: string, luggage: Luggage): Promise<Shopper>;
}
