import type { Migration } from '../migrations.ts';

/** The tables of one shop's behaviour. */
export const BEHAVIOUR_SCHEMA: readonly Migration[] = [
  [
    // AUTOINCREMENT: what is deleted gives nobody its number. `steps` are the steps that ever counted, `kept` the rows of `events`.
    `CREATE TABLE shoppers (
      slot INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      guest INTEGER NOT NULL,
      preferences TEXT NOT NULL,
      affinities TEXT NOT NULL,
      events INTEGER NOT NULL,
      steps INTEGER NOT NULL,
      kept INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      bot_until INTEGER NOT NULL
    )`,
    `CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      shopper INTEGER NOT NULL,
      key TEXT NOT NULL,
      type TEXT NOT NULL,
      product TEXT,
      at INTEGER NOT NULL,
      more TEXT
    )`,
    'CREATE INDEX events_of ON events (shopper, at, seq)',
    // The hashes of the ids that were taken in, in generations of which the last two are kept.
    'CREATE TABLE seen (generation INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (generation, key)) WITHOUT ROWID',
    // `popularity` is a logarithm as of time 0: its order is that of any moment.
    `CREATE TABLE items (
      id TEXT PRIMARY KEY,
      events INTEGER NOT NULL,
      popularity REAL,
      weight REAL NOT NULL,
      links TEXT NOT NULL
    )`,
    'CREATE INDEX popular ON items (popularity)',
    `CREATE TABLE impressions (
      answer TEXT PRIMARY KEY,
      shopper TEXT,
      at INTEGER NOT NULL,
      impression TEXT NOT NULL,
      rewards TEXT NOT NULL
    ) WITHOUT ROWID`,
    'CREATE INDEX impressions_in_time ON impressions (at)',
    'CREATE INDEX impressions_of ON impressions (shopper)',
    'CREATE TABLE dead (id TEXT PRIMARY KEY, shopper TEXT, at INTEGER NOT NULL, event TEXT NOT NULL, codes TEXT NOT NULL)',
    'CREATE INDEX dead_in_time ON dead (at)',
    'CREATE INDEX dead_of ON dead (shopper)',
    'CREATE TABLE documents (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID',
  ],
  [
    // `ranked` names the weights that drew the answer. `draws` is a ring of the answers that are replayed, with the events of their places.
    'ALTER TABLE impressions ADD COLUMN ranked TEXT',
    `CREATE TABLE draws (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      answer TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      draws TEXT NOT NULL,
      events TEXT NOT NULL
    )`,
  ],
  [
    // `impressions.impression` is a number of `lists`, where rows lie one after the other; of before, it is all that was shown.
    'CREATE TABLE lists (seq INTEGER PRIMARY KEY, list TEXT NOT NULL)',
  ],
  [
    // AUTOINCREMENT: links have numbers of items, and one that is gone gives nobody its number. `links` is a blob of them where it has changed since.
    'CREATE TABLE item_numbers (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE)',
    'INSERT INTO item_numbers (id) SELECT id FROM items',
  ],
];
