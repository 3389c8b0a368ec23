import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, where `wrangler.toml` stands. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The command that comes with the packages, run by the Node that runs this. */
export const wrangler = fileURLToPath(new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url));

/** The caller's environment, with wrangler kept on loopback: no metrics, no fetch of a sample `request.cf`, no look for updates. */
export const loopback: NodeJS.ProcessEnv = {
  ...process.env,
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
};

// `wrangler.toml` names this folder for the assets, and wrangler refuses to start while it does not exist.
mkdirSync(`${root}dist/assets`, { recursive: true });
