// `POST /v1/recommend` at a fixed rate while events come in, against a constant and item-kNN by hand, each in a process of its own.
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Child, startChild } from './load/child.ts';
import { type OpenLoopFigures, openLoop } from './load/open-loop.ts';
import { type BenchShop, benchShop, fillShop } from './load/shop.ts';
import { type BenchResult, rowOf } from './measure.ts';
import type { PeerShop } from './peers/recommend-node.ts';

const SHOP = { products: 12_000, shoppers: 20_000, events: 100_000 };
const ACCOUNT = 'shop';
const HEADERS = { authorization: 'Bearer bench' };

/** Of every answer. */
const LIMIT = 20;

/** One request in so many is for products like one. */
const SIMILAR = 5;

/** Different requests; they are sent round and round. */
const BODIES = 5_000;

const EVENTS = { rate: 200, batch: 10 };

/** Requests for the first seconds, which are not counted: code is compiled and memory filled. */
const WARM_UP = 10;

/** At the full rate for so many seconds before each turn: meanwhile the others had the machine, and the memory of an idle process is taken from it. */
const BACK = 5;

/** What one turn gives. */
interface Turn extends OpenLoopFigures {
  /** Seconds of the server's processor time. */
  server: number;
}

/** A server and its paths. */
interface Target {
  server: Child;
  recommend: string;
  events: string;
}

/** `--rate`, `--seconds` of a turn, `--turns`; `--cache FOLDER` keeps the filled shop, `--only ours` leaves the peers out. */
export async function bench(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '30' },
      turns: { type: 'string', default: '3' },
      cache: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const [rate, seconds, turns] = [Number(values.rate), Number(values.seconds), Number(values.turns)];
  const folder = await mkdtemp(join(tmpdir(), 'aisle-bench-'));
  const children: Child[] = [];
  try {
    const shop = benchShop(SHOP);
    const data = join(folder, 'data');
    await filled(shop, data, values.cache);
    const settings = { API_KEYS: `${ACCOUNT}=bench`, MODEL_LOCAL: 'off', DATA_DIR: data, PORT: '0' };
    const server = await startChild('functions/server.ts', settings, join(folder, 'ours.log'));
    children.push(server);
    const ours = { server, recommend: `${server.url}/v1/recommend`, events: `${server.url}/v1/events` };
    const targets = new Map([['Aisle', ours]]);
    const load = (target: Target, per: number, time: number) => turnOf(target, shop, per, time);
    await load(ours, Math.min(200, rate), WARM_UP);
    if (values.only !== 'ours') {
      const peer = await startPeer(shop, await answerOf(ours.recommend), folder);
      children.push(peer);
      for (const [name, path] of [
        ['item-kNN by hand', '/item-knn'],
        ['a constant', '/constant'],
      ] as const) {
        targets.set(name, { server: peer, recommend: peer.url + path, events: `${peer.url}/events` });
        await load(targets.get(name) as Target, Math.min(200, rate), WARM_UP / 2);
      }
    }
    const told = new Map<string, Turn[]>([...targets.keys()].map((name) => [name, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const [name, target] of targets) {
        await load(target, rate, BACK);
        told.get(name)?.push(await load(target, rate, seconds));
      }
    }
    return resultOf(told, rate, await freshness(ours, shop));
  } finally {
    for (const child of children) child.stop();
    await pause(500);
    await rm(folder, { recursive: true });
  }
}

/** The shop in a data folder; made once where a cache is given. */
async function filled(shop: BenchShop, data: string, cache: string | undefined): Promise<void> {
  const kept = cache === undefined ? data : join(cache, 'recommend-shop');
  const isThere = await stat(join(kept, 'filled')).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(kept, { recursive: true });
    await fillShop(shop, kept, ACCOUNT);
    await writeFile(join(kept, 'filled'), '');
  }
  if (kept !== data) await cp(kept, data, { recursive: true });
}

async function startPeer({ products, past }: BenchShop, constant: string, folder: string): Promise<Child> {
  const histories = Map.groupBy(past, ({ shopper }) => shopper);
  const shop: PeerShop = {
    products,
    histories: [...histories].map(([shopper, events]) => [shopper, events.map(({ productId = '' }) => productId)]),
    constant,
  };
  const file = join(folder, 'peer.json');
  await writeFile(file, JSON.stringify(shop));
  return await startChild('infra/bench/peers/recommend-node.ts', { SHOP: file }, join(folder, 'peer.log'));
}

/** Why requests failed, where some did. */
function failuresOf(turns: readonly Turn[]): string {
  const told = turns.flatMap(({ streams }) => streams.flatMap(({ failures }) => Object.keys(failures)));
  return told.length === 0 ? '' : ` (${[...new Set(told)].join('; ')})`;
}

/** Recommendations at a rate, and events beside them. */
async function turnOf(
  { server, recommend, events }: Target,
  shop: BenchShop,
  rate: number,
  seconds: number,
): Promise<Turn> {
  const bodies = Array.from({ length: BODIES }, (_, i) => {
    const shopper = shop.shopper();
    const { product_id } = shop.next(shopper);
    return JSON.stringify(
      i % SIMILAR === 0
        ? { kind: 'similar', product_ids: [product_id], limit: LIMIT }
        : { shopper_id: shopper, limit: LIMIT },
    );
  });
  const batches = Array.from({ length: Math.ceil((EVENTS.rate / EVENTS.batch) * seconds) }, () => {
    const all = Array.from({ length: EVENTS.batch }, () => {
      const shopper_id = shop.shopper();
      return { id: crypto.randomUUID(), shopper_id, ...shop.next(shopper_id) };
    });
    return JSON.stringify({ events: all });
  });
  const before = await server.cpu();
  const figures = await openLoop({
    streams: [
      { url: recommend, rate, bodies },
      { url: events, rate: EVENTS.rate / EVENTS.batch, bodies: batches },
    ],
    headers: HEADERS,
    seconds,
  });
  return { ...figures, server: (await server.cpu()) - before };
}

const send = async (url: string, body: object): Promise<string> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...HEADERS },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}: ${text}`);
  return text;
};

const answerOf = (url: string): Promise<string> => send(url, { shopper_id: 'shopper-1', limit: LIMIT });

/** How long it takes until an event of a newcomer is in their next answer: from sending it, and from its 200. Milliseconds, with no other load. */
async function freshness({ recommend, events }: Target, shop: BenchShop): Promise<{ sent: number; stored: number }[]> {
  const figures: { sent: number; stored: number }[] = [];
  for (let i = 0; i < 50; i++) {
    const shopper_id = crypto.randomUUID();
    const start = performance.now();
    await send(events, { events: [{ shopper_id, ...shop.next(shop.shopper()), type: 'click' }] });
    const stored = performance.now();
    for (;;) {
      const { basis } = JSON.parse(await send(recommend, { shopper_id, limit: LIMIT })) as {
        basis: { events_used: number };
      };
      if (basis.events_used === 1) break;
    }
    const seen = performance.now();
    figures.push({ sent: seen - start, stored: seen - stored });
  }
  return figures;
}

function resultOf(
  told: ReadonlyMap<string, Turn[]>,
  rate: number,
  fresh: { sent: number; stored: number }[],
): BenchResult {
  const figures: [name: string, unit: string, of: (turn: Turn) => number][] = [
    ['p50', 'ms', ({ streams }) => streams[0]?.p50 ?? Number.NaN],
    ['p90', 'ms', ({ streams }) => streams[0]?.p90 ?? Number.NaN],
    ['p99', 'ms', ({ streams }) => streams[0]?.p99 ?? Number.NaN],
    [
      'processor time, events included',
      'ms a request',
      ({ server, streams }) => (1_000 * server) / (streams[0]?.answered ?? 0),
    ],
  ];
  const [ours = [], ...peers] = told.values();
  const rows = figures.flatMap(([name, unit, of]) =>
    [...told.keys()].slice(1).map((peerName, i) =>
      rowOf(
        { name: `${rate} recommendations/s, ${name}`, unit, better: 'less', target: null, peerName },
        ours.map((turn, at) => ({ ours: of(turn), peer: of(peers[i]?.[at] as Turn) })),
      ),
    ),
  );
  const notes = [...told].map(([name, all]) => {
    const shown = (stream: number, figure: (figures: Turn['streams'][number]) => number): string =>
      all.map(({ streams }) => figure(streams[stream] as Turn['streams'][number]).toFixed(1)).join(' ');
    return [
      `${name}: ${shown(0, (one) => one.rate)} answers/s of ${shown(0, (one) => one.bytes)} bytes, ${shown(0, (one) => one.failed)} failed${failuresOf(all)};`,
      `p50 ${shown(0, (one) => one.p50)}, p90 ${shown(0, (one) => one.p90)}, p99 ${shown(0, (one) => one.p99)} ms;`,
      `batches of ${EVENTS.batch} events: p50 ${shown(1, (one) => one.p50)}, p99 ${shown(1, (one) => one.p99)} ms, ${shown(1, (one) => one.failed)} failed;`,
      `server ${all.map(({ server, streams }) => ((1_000 * server) / (streams[0]?.answered ?? 0)).toFixed(3)).join(' ')} ms of processor time a request,`,
      `sender ${all.map(({ cpu, streams }) => ((1_000 * cpu) / (streams[0]?.answered ?? 0)).toFixed(3)).join(' ')}`,
    ].join(' ');
  });
  const quantile = (values: readonly number[], share: number): string =>
    values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]?.toFixed(1) ?? '';
  notes.push(
    `an event in the next answer: ${quantile(
      fresh.map(({ sent }) => sent),
      0.5,
    )} ms from sending it at the median, ${quantile(
      fresh.map(({ sent }) => sent),
      0.9,
    )} at the 90th percentile; ${quantile(
      fresh.map(({ stored }) => stored),
      0.5,
    )} and ${quantile(
      fresh.map(({ stored }) => stored),
      0.9,
    )} from its 200`,
    'published by Serenade (Kersbergen, Sprangers and Schelter 2022), not run here: 1,000 requests/s on 2 vCPU at a p90 below 7 ms',
  );
  return { rows, notes };
}
