/** Writes `openapi.json` from the contract; with `--check`, says whether the committed one is the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openapiDocument } from '../../src/contract/openapi-document.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const text = `${JSON.stringify(openapiDocument(version), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(at('openapi.json'), 'utf8') !== text) {
    console.error('openapi.json is not what the contract says: run `npm run openapi` and commit it.');
    process.exit(1);
  }
  console.log('openapi.json is what the contract says.');
} else {
  writeFileSync(at('openapi.json'), text);
}
