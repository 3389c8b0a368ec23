/** Compiles `vector-scan.wat` to the `.wasm` beside it. A test holds the committed one against the text. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileWat } from './wat.ts';

const at = (name: string): string =>
  fileURLToPath(new URL(`../../src/state/catalog/retrieval/${name}`, import.meta.url));
writeFileSync(at('vector-scan.wasm'), await compileWat(readFileSync(at('vector-scan.wat'), 'utf8')));
