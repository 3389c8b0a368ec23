import type { Migration } from '../migrations.ts';

/** The catalogue's own tables. Those of its index are made by the index. */
export const CATALOG_SCHEMA: readonly Migration[] = [
  [
    // AUTOINCREMENT: a slot is never given twice. `meaning` and `wording` are the versions at which what the embedding and the
    // attributes depend on was last changed.
    `CREATE TABLE products (
      slot INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      product TEXT NOT NULL,
      meaning INTEGER NOT NULL,
      wording INTEGER NOT NULL,
      attributes TEXT NOT NULL DEFAULT '[]',
      attributes_pack TEXT
    )`,
    // So that they are counted without reading the products.
    'CREATE INDEX attributed ON products (slot) WHERE attributes_pack IS NOT NULL',
    'CREATE TABLE embedded (pack TEXT NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (pack, slot)) WITHOUT ROWID',
    // `hidden` is the time until which nobody else may claim it: what nobody has claimed yet comes first.
    `CREATE TABLE work (
      kind TEXT NOT NULL,
      slot INTEGER NOT NULL,
      opened INTEGER NOT NULL,
      hidden INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (kind, slot)
    ) WITHOUT ROWID`,
    'CREATE INDEX work_in_order ON work (kind, hidden, opened)',
    // For each kind of work the packs that asked for it, the newest last.
    'CREATE TABLE packs (kind TEXT NOT NULL, pack TEXT NOT NULL, since INTEGER NOT NULL, left INTEGER, PRIMARY KEY (kind, pack)) WITHOUT ROWID',
    'CREATE TABLE settings (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID',
    'CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, vectors TEXT)',
    'INSERT INTO state (one, version) VALUES (1, 0)',
  ],
  [
    // How often a piece failed by itself, and those that did so too often.
    'ALTER TABLE work ADD COLUMN tries INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX failed ON work (slot) WHERE tries >= 5',
  ],
];
