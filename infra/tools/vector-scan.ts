/** Compiles `vector-scan.wat` to the `.wasm` beside it; with `--check`, says whether the committed one is the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileWat } from './wat.ts';

const at = (name: string): string =>
  fileURLToPath(new URL(`../../src/state/catalog/retrieval/${name}`, import.meta.url));
const wasm = await compileWat(readFileSync(at('vector-scan.wat'), 'utf8'));

if (process.argv.includes('--check')) {
  if (!readFileSync(at('vector-scan.wasm')).equals(wasm)) {
    console.error('vector-scan.wasm is not what vector-scan.wat says: run `npm run wasm` and commit it.');
    process.exit(1);
  }
  console.log('vector-scan.wasm is what vector-scan.wat says.');
} else {
  writeFileSync(at('vector-scan.wasm'), wasm);
}
