import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import type * as worker from '../../functions/worker.ts';
import { type Bindings, cloudflareApp } from '../../src/platform/cloudflare.ts';

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}

/** Sends a request to an app and gives its answer. */
export type Fetch = (request: Request) => Promise<Response>;

/** Which host the tests run on. */
export const host: 'node' | 'edge' = 'edge';

/** An app of its own with some settings changed; an empty one is not set. */
export async function appWith(changes: Record<string, string>): Promise<Fetch> {
  const bindings = { ...(env as unknown as Bindings), ...changes };
  const { app } = await cloudflareApp(bindings);
  return async (request) => await app.fetch(request, bindings, createExecutionContext());
}

/** The app under test, as it runs on Workers: the default export of `functions/worker.ts`. Test files import it as `#host`. */
export function fetchApp(request: Request): Promise<Response> {
  return exports.default.fetch(request);
}
