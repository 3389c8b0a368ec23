/**
 * Builds the Worker as `wrangler deploy` would, without sending it, and holds what is uploaded against its budget:
 * at most 270 kB gzipped and minified (docs/decisions/0010), and no Node-only module inside. `npm run bundle`.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loopback, root, wrangler } from './wrangler.ts';

const budget = 270_000;

/** What a Worker may ask its runtime for; everything else must have been bundled. */
const fromTheRuntime = /^cloudflare:/;

const folder = mkdtempSync(join(tmpdir(), 'aisle-bundle-'));
try {
  const options = ['deploy', '--dry-run', '--outdir', folder, '--metafile', join(folder, 'meta.json')];
  execFileSync(process.execPath, [wrangler, ...options], {
    cwd: root,
    env: loopback,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

  const { outputs, inputs } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as {
    outputs: Record<string, { imports: { path: string; external?: boolean }[] }>;
    inputs: Record<string, unknown>;
  };
  // Modules beside the script (WASM, data) are uploaded and counted too; source maps and this report are not.
  const uploaded = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.map$|^meta\.json$|^README\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const size = uploaded.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter((one) => one.external));
  const beside = new Set(uploaded.map((file) => `./${basename(file)}`));
  const foreign = outside.map(({ path }) => path).filter((path) => !fromTheRuntime.test(path) && !beside.has(path));
  const nodeOnly = Object.keys(inputs).filter((path) =>
    /node_modules\/(onnxruntime-|sharp|@img|pino|prom-client|@hono\/node-server)/.test(path),
  );

  const problems = [
    ...(size > budget ? [`${size} bytes are more than ${budget}`] : []),
    ...[...new Set([...foreign, ...nodeOnly])].map((path) => `${path} is not for Workers`),
  ];
  console.log(
    `The Worker: ${(size / 1000).toFixed(1)} kB gzipped of ${budget / 1000}, from ${Object.keys(inputs).length} files`,
  );
  for (const problem of problems) console.error(`  ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
