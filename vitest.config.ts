import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { freePort } from './test/support/free-port.ts';
import { testSettings } from './test/support/settings.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

// Wrangler's configuration names this folder, and refuses to load while it does not exist.
mkdirSync(path('dist/assets'), { recursive: true });

// What `npm run dev:edge` sets for the same reason: nothing of the local runtime leaves loopback.
process.env['WRANGLER_SEND_METRICS'] ??= 'false';
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false';

const httpTests = ['test/http/**/*.test.ts'];

// The model of the http tests: one scorer for both hosts, which `globalSetup` starts at this address.
const scorerUrl = `http://127.0.0.1:${await freePort()}`;
const withScorer = {
  env: { MODEL_SCORER_URL: scorerUrl },
  globalSetup: [path('test/support/shared-scorer.ts'), path('test/support/shared-endpoints.ts')],
};

/** What test files import as the host of the app under test. */
const onNode = { resolve: { alias: { '#host': path('test/support/host-node.ts') } } };

export default defineConfig({
  test: {
    // The line `N passed, N failed` is for those who run the whole and read only its end.
    reporters: ['default', path('infra/tools/reporter.ts')],
    passWithNoTests: true,
    maxWorkers: 2,
    coverage: { provider: 'istanbul', include: ['src/**/*.ts'] },
    projects: [
      {
        test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'] },
      },
      {
        ...onNode,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        ...onNode,
        test: { name: 'http-node', include: httpTests, testTimeout: 30_000, hookTimeout: 60_000, ...withScorer },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: path('wrangler.toml') },
            miniflare: { bindings: testSettings(scorerUrl) },
          }),
        ],
        resolve: { alias: { '#host': path('test/support/host-edge.ts') } },
        test: {
          name: 'http-edge',
          include: [...httpTests, 'test/edge/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...withScorer,
        },
      },
      {
        ...onNode,
        test: { name: 'quality', include: ['test/quality/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
      },
    ],
  },
});
