import { exports } from 'cloudflare:workers';
import type * as worker from '../../functions/worker.ts';

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}

/** The app under test, as it runs on Workers: the default export of `functions/worker.ts`. Test files import it as `#host`. */
export function fetchApp(request: Request): Promise<Response> {
  return exports.default.fetch(request);
}
