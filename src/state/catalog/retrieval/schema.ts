import type { Migration } from '../../migrations.ts';

/**
 * The tables of the index. A product has a slot, given by the catalogue and never again, and here a position, which is given again when
 * it is free: arrays by position stay as dense as the catalogue.
 */
export const MIGRATIONS: readonly Migration[] = [
  [
    // `posted`: as JSON what of the product lies in the tables below, so that it can be taken out.
    'CREATE TABLE search_entries (position INTEGER PRIMARY KEY, slot INTEGER NOT NULL UNIQUE, id TEXT NOT NULL, posted TEXT NOT NULL)',
    'CREATE TABLE search_free (position INTEGER PRIMARY KEY)',
    // The rowid is position + 1. Words come folded and stemmed: all that SQLite has to do is to part them at spaces.
    `CREATE VIRTUAL TABLE search_words USING fts5(title, fields, body, content='', contentless_delete=1, tokenize="ascii tokenchars './'")`,
    'CREATE TABLE search_codes (code TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (code, position)) WITHOUT ROWID',
    'CREATE TABLE search_postings (field TEXT NOT NULL, value TEXT NOT NULL, segment INTEGER NOT NULL, positions BLOB NOT NULL, PRIMARY KEY (field, value, segment)) WITHOUT ROWID',
    'CREATE TABLE search_numbers (field TEXT NOT NULL, segment INTEGER NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (field, segment))',
    'CREATE TABLE search_vectors (pack TEXT NOT NULL, chunk INTEGER NOT NULL, scales BLOB NOT NULL, vectors BLOB NOT NULL, PRIMARY KEY (pack, chunk))',
    // `sound`: the pinyin of a Chinese word, null for others.
    'CREATE TABLE search_vocabulary (word TEXT PRIMARY KEY, sound TEXT) WITHOUT ROWID',
    'CREATE INDEX search_vocabulary_sound ON search_vocabulary (sound) WHERE sound IS NOT NULL',
    'CREATE TABLE search_completions (key TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, products INTEGER NOT NULL, PRIMARY KEY (key, kind, text)) WITHOUT ROWID',
  ],
];
