import { build } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src/console/', import.meta.url));
const target = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

/**
 * Builds the console's pages into `dist/assets/`, which both hosts serve as it is: `index.html` at `/`, `docs.html` at `/docs`, scripts
 * and styles under `/console/`. The same sources give the same bytes.
 *
 * @returns the folder that was written
 */
export async function buildConsole(): Promise<string> {
  await rm(`${target}console`, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all([
    build({
      entryPoints: ['playground.ts', 'docs.ts', 'style.css'].map((file) => source + file),
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
    copyFile(`${source}docs.html`, `${target}docs.html`),
  ]);
  return target;
}

if (import.meta.main) console.log(`Console built: ${await buildConsole()}`);
