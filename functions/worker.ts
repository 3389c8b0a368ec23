import { type Bindings, cloudflareApp, type CloudflareApp } from '../src/platform/cloudflare.ts';
import { consumeIngest } from '../src/platform/cloudflare/ingest-queue.ts';
import type { IngestMessage } from '../src/platform/cloudflare/objects.ts';

export { BehaviourObject } from '../src/platform/cloudflare/behaviour-object.ts';
export { AccountObject, CatalogObject } from '../src/platform/cloudflare/objects.ts';

let made: CloudflareApp | undefined;

/** Aisle on Cloudflare Workers. The app is made by the isolate's first request; requests share the app, and no promise. */
export default {
  async fetch(request, bindings, context): Promise<Response> {
    if (made === undefined) {
      try {
        made = await cloudflareApp(bindings);
      } catch (error) {
        // oxlint-disable-next-line no-console -- the console is where Workers reads logs from
        console.error({
          message: 'The Worker cannot start',
          error: error instanceof Error ? error.message : 'unknown',
        });
        return Response.json(
          { type: 'about:blank', title: 'The service is not set up', status: 503 },
          { status: 503, headers: { 'content-type': 'application/problem+json' } },
        );
      }
    }
    return await made.app.fetch(request as unknown as Request, bindings, context);
  },
  async queue(batch, bindings): Promise<void> {
    made ??= await cloudflareApp(bindings);
    const { ingest, ingestFailed } = made;
    await consumeIngest(batch, bindings, { ingest, failed: ingestFailed });
  },
} satisfies ExportedHandler<Bindings, IngestMessage>;
