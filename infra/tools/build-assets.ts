import { build } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src/console/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const pack = `${root}infra/models/aisle-small/`;
const target = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

/**
 * Builds `dist/assets/`, which both hosts serve: the console (`index.html` at `/`, `search.html` at `/search`, `docs.html` at `/docs`, scripts and styles under
 * `/console/`), `openapi.json`, and under `pack/` and `sample/` what the Worker reads of the model pack and the sample. The same sources give the same bytes.
 *
 * @returns the folder that was written
 */
export async function buildAssets(): Promise<string> {
  await rm(`${target}console`, { recursive: true, force: true });
  await Promise.all(['pack', 'sample'].map((folder) => mkdir(target + folder, { recursive: true })));
  await Promise.all([
    build({
      entryPoints: ['playground.ts', 'search.ts', 'docs.ts', 'style.css'].map((file) => source + file),
      outdir: `${target}console`,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
    }),
    copyFile(`${source}playground.html`, `${target}index.html`),
    copyFile(`${source}search.html`, `${target}search.html`),
    copyFile(`${source}docs.html`, `${target}docs.html`),
    copyFile(`${root}openapi.json`, `${target}openapi.json`),
    ...['pack.json', 'heads.safetensors'].map((file) => copyFile(pack + file, `${target}pack/${file}`)),
    ...['products.jsonl', 'documents.jsonl'].map((file) =>
      copyFile(`${root}infra/sample/${file}`, `${target}sample/${file}`),
    ),
  ]);
  return target;
}

if (import.meta.main) console.log(`Assets built: ${await buildAssets()}`);
