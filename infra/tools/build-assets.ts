import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src/console/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const pack = `${root}infra/models/aisle-small/`;
const target = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

/** The console's pages: the name of the sources, and the path where a page is served. */
const pages = [
  { name: 'playground', path: '/' },
  { name: 'search', path: '/search' },
  { name: 'shopper', path: '/shopper' },
  { name: 'assist', path: '/assist' },
  { name: 'docs', path: '/docs' },
];

/**
 * Builds `dist/assets/`, which both hosts serve: the console (`pages`, with scripts and styles under `/console/`), `openapi.json`, and under `pack/` and `sample/` what the Worker reads of the model pack and the sample. The same sources give the same bytes.
 *
 * @returns the folder that was written
 */
export async function buildAssets(): Promise<string> {
  await rm(`${target}console`, { recursive: true, force: true });
  await Promise.all(['pack', 'sample'].map((folder) => mkdir(target + folder, { recursive: true })));
  await Promise.all([
    build({
      entryPoints: [...pages.map(({ name }) => `${name}.ts`), 'style.css'].map((file) => source + file),
      outdir: `${target}console`,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
    }),
    ...pages.map(writePage),
    copyFile(`${root}openapi.json`, `${target}openapi.json`),
    ...['pack.json', 'heads.safetensors'].map((file) => copyFile(pack + file, `${target}pack/${file}`)),
    ...['products.jsonl', 'documents.jsonl'].map((file) =>
      copyFile(`${root}infra/sample/${file}`, `${target}sample/${file}`),
    ),
  ]);
  return target;
}

/** Writes a page with the parts that all have in common in place of the comments that name them; the link to itself is marked. */
async function writePage({ name, path }: { name: string; path: string }): Promise<void> {
  const read = (file: string): Promise<string> => readFile(`${source}${file}.html`, 'utf8');
  const [page, head, header] = await Promise.all([read(name), read('parts/head'), read('parts/header')]);
  const marked = header.replace(`<a href="${path}" `, `<a href="${path}" aria-current="page" `);
  const whole = page.replace('<!-- head -->', () => head).replace('<!-- header -->', () => marked);
  await writeFile(`${target}${path === '/' ? 'index' : path.slice(1)}.html`, whole);
}

if (import.meta.main) console.log(`Assets built: ${await buildAssets()}`);
