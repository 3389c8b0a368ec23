import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { shopDocument } from '../../../src/contract/documents.ts';
import { catalogProduct } from '../../../src/contract/products.ts';
import { SAMPLE_ACCOUNT, sampleCatalog, samplePassages, withSample } from '../../../src/platform/sample.ts';
import type { Catalog } from '../../../src/state/catalog/port.ts';
import { memoryCatalog } from '../../support/memory-catalog.ts';

const lines = readFileSync(new URL('../../../infra/sample/products.jsonl', import.meta.url), 'utf8');
const products = lines
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as unknown);

test('the sample is sound, and as much in one language as in the other', () => {
  const parsed = products.map((product) => z.strictObject(catalogProduct.shape).parse(product));
  expect(parsed).toEqual(products);
  expect(new Set(parsed.map(({ id }) => id)).size).toBe(parsed.length);
  const count = (language: string): number => parsed.filter((product) => product.language === language).length;
  expect(Math.min(count('zh'), count('en'))).toBeGreaterThan(180);
});

test('its documents are sound, all with passages, and as many in one language as in the other', () => {
  const documents = readFileSync(new URL('../../../infra/sample/documents.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => ({ line, document: z.strictObject(shopDocument.shape).parse(JSON.parse(line)) }));
  expect(documents.filter(({ document }) => document.language === 'zh')).toHaveLength(documents.length / 2);
  for (const { line, document } of documents) {
    const passages = samplePassages(line);
    expect(passages.length).toBeGreaterThan(1);
    for (const { description = '' } of passages) expect(document.text).toContain(description);
  }
});

test('what an earlier release had and this one has not is taken out', async () => {
  const inner = memoryCatalog([{ id: 'old', title: 'Gone' }]);
  const sample = await sampleCatalog(
    () => inner,
    async () => lines,
  )();
  const { products: count, sample: isSample } = await sample.status();
  expect({ count, isSample }).toEqual({ count: products.length, isSample: true });
  expect(await sample.get(['old'])).toEqual([null]);
});

test('no version of the sample is one of a catalogue, and it grows', async () => {
  const inner = memoryCatalog();
  const sample = await sampleCatalog(
    () => inner,
    async () => lines,
  )();
  const before = (await sample.status()).version;
  await inner.upsert([{ id: 'x', title: 'X' }]);
  const after = (await sample.status()).version;
  expect([before < after, after < 0]).toEqual([true, true]);
});

test('a catalogue that was written to is not asked again whether it was', async () => {
  let asked = 0;
  const own = memoryCatalog([{ id: 'own', title: 'Own' }]);
  const counted: Catalog = { ...own, status: async () => ((asked += 1), await own.status()) };
  const of = withSample(
    () => counted,
    async () => Promise.reject(new Error('the sample is not to be opened')),
  );
  await of('shop').get(['own']);
  await of('shop').page(null, 1);
  expect(asked).toBe(1);
});

test('no account can have the name of the sample', () => {
  expect(SAMPLE_ACCOUNT).not.toMatch(/^[A-Za-z0-9._-]{1,64}$/);
});
