import { type Bindings, cloudflareApp } from '../src/platform/cloudflare.ts';

type App = Awaited<ReturnType<typeof cloudflareApp>>;

let app: App | undefined;

/** Aisle on Cloudflare Workers. The app is made by the isolate's first request; requests share the app, and no promise. */
export default {
  async fetch(request, bindings, context): Promise<Response> {
    if (app === undefined) {
      try {
        app = await cloudflareApp(bindings);
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
    return await app.fetch(request as unknown as Request, bindings, context);
  },
} satisfies ExportedHandler<Bindings>;
