/** What one database of shoppers costs: `node infra/bench/behaviour.ts [EVENTS]` prints one JSON object. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnOnline } from '../../src/ranking/learning/online.ts';
import { BehaviourActor } from '../../src/state/behaviour/actor.ts';
import type { EventType, ShopperEvent } from '../../src/state/behaviour/port.ts';
import { nodeSqlite } from '../../src/state/drivers/node-sqlite.ts';

const EVENTS = Number(process.argv[2] ?? 200_000);
const ITEMS = 12_000;
const SHOPPERS = 20_000;
const BATCH = 100;
const START = Date.UTC(2026, 0);

let state = 12_345;
/** A number from 0 to 1 (mulberry32): the same ones in each run. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** One of `count`, the first ones more often: the rank's density falls with its −0.8th power. */
const skewed = (count: number): number => Math.floor(count * random() ** 5);

function eventOf(i: number): ShopperEvent {
  const type: EventType = i % 20 === 0 ? 'purchase' : i % 7 === 0 ? 'add_to_cart' : 'click';
  return {
    id: `event-${i}`,
    type,
    shopper: `shopper-${Math.floor(SHOPPERS * random() ** 2)}`,
    guest: false,
    productId: `product-${skewed(ITEMS)}`,
    at: START + i * 5_000,
  };
}

const traits = Array.from({ length: ITEMS }, (_, i) => ({
  id: `product-${i}`,
  brand: `brand ${i % 300}`,
  category: `category ${i % 80}`,
  color: `color ${i % 12}`,
  price: 5 + (i % 200),
}));

const quantile = (all: readonly number[], share: number): number =>
  Number(all.toSorted((a, b) => a - b)[Math.floor(share * (all.length - 1))]?.toFixed(3));

const folder = mkdtempSync(join(tmpdir(), 'aisle-bench-'));
try {
  const file = join(folder, 'shop.sqlite');
  const sql = nodeSqlite(file);
  const now = START + EVENTS * 5_000;
  const actor = new BehaviourActor({
    sql,
    holds: { neighbours: 1_500_000, steps: 1_000_000, impressions: 2_000_000 },
    learner: learnOnline,
    now: () => now,
  });
  const commits: number[] = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  for (let i = 0; i < EVENTS; i += BATCH) {
    const events = Array.from({ length: BATCH }, (_, k) => eventOf(i + k));
    const named = new Set(events.map(({ productId }) => productId));
    const start = performance.now();
    actor.record(
      events,
      traits.filter(({ id }) => named.has(id)),
    );
    commits.push(performance.now() - start);
  }
  const wall = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  const single = Array.from({ length: 500 }, (_, i) => {
    const start = performance.now();
    actor.record([eventOf(EVENTS + i)], traits.slice(0, 1));
    return performance.now() - start;
  });
  const ask = (of: BehaviourActor): number[] =>
    Array.from({ length: 500 }, () => {
      const ids = Array.from({ length: 20 }, () => `product-${skewed(ITEMS)}`);
      const start = performance.now();
      of.neighbours(ids, 50);
      return performance.now() - start;
    });
  const first = ask(actor);
  const warm = ask(actor);
  sql.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const bytes = (table: string): number =>
    Number(sql.all<{ n: number }>('SELECT sum(pgsize) AS n FROM dbstat WHERE name = ?', table)[0]?.n ?? 0);
  const rows = (table: string): number => Number(sql.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n);
  const forgotten = Array.from({ length: 200 }, (_, i) => {
    const start = performance.now();
    actor.forget(`shopper-${i * 7}`);
    return performance.now() - start;
  });
  let table: Record<string, unknown>;
  try {
    table = Object.fromEntries(
      ['events', 'seen', 'shoppers', 'items'].map((name) => [name, { rows: rows(name), bytes: bytes(name) }]),
    );
  } catch {
    table = Object.fromEntries(['events', 'seen', 'shoppers', 'items'].map((name) => [name, { rows: rows(name) }]));
  }
  process.stdout.write(
    `${JSON.stringify(
      {
        events: EVENTS,
        microseconds_per_event: {
          wall: Math.round((1_000 * wall) / EVENTS),
          cpu: Math.round((user + system) / EVENTS),
        },
        batch_of_100_ms: { p50: quantile(commits, 0.5), p90: quantile(commits, 0.9), p99: quantile(commits, 0.99) },
        one_event_ms: { p50: quantile(single, 0.5), p90: quantile(single, 0.9) },
        neighbours_of_20_ms: {
          first: { p50: quantile(first, 0.5), p90: quantile(first, 0.9) },
          warm: { p50: quantile(warm, 0.5), p90: quantile(warm, 0.9) },
        },
        forget_ms: { p50: quantile(forgotten, 0.5), p90: quantile(forgotten, 0.9) },
        file_bytes: statSync(file).size,
        table,
        resident_mb: Math.round(process.memoryUsage.rss() / 1e6),
      },
      null,
      2,
    )}\n`,
  );
  sql.close();
} finally {
  rmSync(folder, { recursive: true });
}
