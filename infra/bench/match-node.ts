// `POST /v1/match` of ten cached products on Node against bare Hono with zod, each in a process of its own, by wrk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './load/child.ts';
import { startMatchEndpoint } from './load/match-endpoint.ts';
import { matchRequest, reordered } from './load/match-requests.ts';
import { sendAll } from './load/send.ts';
import { wrk } from './load/wrk.ts';
import { type BenchResult, duel } from './measure.ts';

const REPEATS = 7;
const SECONDS = 3;
const HEADERS = { authorization: 'Bearer bench' };

/** More requests than the server keeps whole answers, so that each is put together of its products'. */
const ORDERS = 5_000;

/** Ours as it starts by `npm start`, with a key; its model is a stand-in, since no model is asked. */
export async function bench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'aisle-bench-'));
  const model = await startMatchEndpoint();
  const settings = { API_KEYS: 'bench', MODEL_LOCAL: 'off', MODEL_MATCH_URL: model.url, DATA_DIR: folder, PORT: '0' };
  const ours = await startChild('functions/server.ts', settings, join(folder, 'ours.log'));
  const peer = await startChild('infra/bench/peers/bare-node.ts', {}, join(folder, 'peer.log'));
  try {
    const versus = async (name: string, bodies: readonly string[], target: number | null) => {
      const load = (url: string) => wrk({ url: `${url}/v1/match`, headers: HEADERS, bodies, seconds: SECONDS });
      await sendAll(`${ours.url}/v1/match`, HEADERS, bodies);
      return await duel(
        {
          name,
          unit: 'requests/s',
          better: 'more',
          target,
          peerName: 'bare Hono + zod',
          ours: () => load(ours.url),
          peer: () => load(peer.url),
        },
        REPEATS,
      );
    };
    await sendAll(`${ours.url}/v1/match`, HEADERS, [matchRequest()]);
    const asked = model.asked;
    const rows = [
      await versus('10 cached products, the same request', [matchRequest()], 0.6),
      await versus(`10 cached products in ${ORDERS} orders`, reordered(ORDERS), null),
    ];
    return { rows, notes: [`Requests to the model while measuring: ${model.asked - asked}`] };
  } finally {
    ours.stop();
    peer.stop();
    model.stop();
    await rm(folder, { recursive: true });
  }
}
