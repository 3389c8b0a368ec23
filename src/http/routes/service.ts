import type { Context } from 'hono';
import type { ReadyResponse } from '../../contract/service.ts';
import { AppError } from '../../core/error.ts';
import type { Probe } from '../../models/port.ts';
import type { AppEnv } from '../app-env.ts';
import type { AppOptions } from '../options.ts';

/** How long `/ready` waits for the backends, in milliseconds. */
const PATIENCE = 1_500;

/** `GET /health`: nothing but the process is asked. */
export const healthRoute = (options: AppOptions) => (c: Context<AppEnv>) =>
  c.json({ status: 'ok', version: options.version });

/** How long an answer of `/ready` stands, in milliseconds: anybody may ask, and each asking calls every endpoint. */
const STANDS = 1_000;

/** `GET /ready`: each role's backends. `ready` when every role has a model, `degraded` when some have only the rung without weights. */
export const readyRoute = (options: AppOptions) => {
  let last: { at: number; body: ReadyResponse } | undefined;
  return async (c: Context<AppEnv>): Promise<Response> => {
    if (last === undefined || Date.now() - last.at > STANDS) {
      last = { at: Date.now(), body: await askBackends(options) };
    }
    return c.json(last.body, last.body.status === 'unavailable' ? 503 : 200);
  };
};

async function askBackends({ probes, pack, version }: AppOptions): Promise<ReadyResponse> {
  const roles = await probes(AbortSignal.timeout(PATIENCE));
  const { embed, intent, tags, match, ...others } = roles;
  const bestOf = (backends: Probe[]) => backends.find((backend) => backend.ok)?.path;
  const best = [embed, intent, tags, match].map(bestOf);
  const lacking = best.includes('lexical') || Object.values(others).map(bestOf).includes(undefined);
  const status = best.includes(undefined) ? 'unavailable' : lacking ? 'degraded' : 'ready';
  const { name, revision } = pack.manifest;
  return { status, version, pack: { name, revision }, roles };
}

/** `GET /metrics`, where the host keeps any. */
export const metricsRoute =
  (options: AppOptions) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    if (options.metrics === undefined) {
      throw new AppError('not_found', { detail: 'This host keeps no metrics of its own.' });
    }
    const { body, contentType } = await options.metrics();
    return c.body(body, 200, { 'content-type': contentType });
  };
