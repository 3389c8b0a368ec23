import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWat } from '../../../../../infra/tools/wat.ts';
import { normalise } from '../../../../../src/core/math.ts';
import { add, bitmap, has } from '../../../../../src/state/catalog/retrieval/bitmap.ts';
import { createVectorScan, NO_SCORE, quantise } from '../../../../../src/state/catalog/retrieval/vector-scan.ts';
import { vectorScan } from '../../../../support/open-retrieval.ts';

const at = (name: string): URL => new URL(`../../../../../src/state/catalog/retrieval/${name}`, import.meta.url);

/** Random unit vectors, the same for the same seed. */
function unitVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Array.from({ length: count }, () => normalise(Float32Array.from({ length: dimensions }, random)));
}

function filled(vectors: readonly Float32Array[], dimensions: number, module: WebAssembly.Module | null) {
  const scan = createVectorScan(dimensions, module);
  scan.grow(vectors.length);
  for (const [position, vector] of vectors.entries()) {
    const { scale, bytes } = quantise(vector);
    scan.put(position, Float32Array.of(scale), bytes);
  }
  return scan;
}

const dot = (one: Float32Array, other: Float32Array): number => one.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);

test('the committed module is what the text says', async () => {
  const wasm = await compileWat(readFileSync(at('vector-scan.wat'), 'utf8'));
  expect(Buffer.compare(readFileSync(at('vector-scan.wasm')), wasm)).toBe(0);
});

test('WebAssembly and TypeScript give the same scores to the last bit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 100 }),
      fc.nat(),
      fc.boolean(),
      (count, dimensions, seed, isFiltered) => {
        const vectors = unitVectors(count, dimensions, seed);
        const [query = new Float32Array(dimensions)] = unitVectors(1, dimensions, seed + 1);
        const eligible = isFiltered ? bitmap(count) : null;
        if (eligible !== null) for (let i = 0; i < count; i += 1 + (seed % 3)) add(eligible, i);
        const [fast, plain] = [vectorScan, null].map((module) =>
          filled(vectors, dimensions, module).scores(query, eligible).slice(),
        );
        expect(fast).toStrictEqual(plain);
        const expected = vectors.map((vector, i) =>
          eligible !== null && !has(eligible, i) ? NO_SCORE : dot(vector, query),
        );
        const worst = Math.max(...expected.map((score, i) => Math.abs(score - (fast?.[i] ?? NaN))));
        expect(worst).toBeLessThan(0.02);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([vectorScan, null])('extreme vectors keep their sign and size', (module) => {
  const dimensions = 2_048;
  const flat = normalise(new Float32Array(dimensions).fill(1));
  const scan = filled([flat, flat.map((x) => -x), new Float32Array(dimensions)], dimensions, module);
  const scores = scan.scores(flat, null);
  expect(scores[0]).toBeCloseTo(1, 3);
  expect(scores[1]).toBeCloseTo(-1, 3);
  expect(scores[2]).toBe(NO_SCORE);
});

test('what grows past a segment keeps what was there', () => {
  const dimensions = 16;
  const vectors = unitVectors(5_000, dimensions, 7);
  const scan = filled(vectors.slice(0, 10), dimensions, vectorScan);
  const first = vectors[0] as Float32Array;
  const before = scan.scores(first, null).slice();
  scan.grow(5_000);
  const last = quantise(vectors[4_999] as Float32Array);
  scan.put(4_999, Float32Array.of(last.scale), last.bytes);
  const after = scan.scores(first, null);
  expect(after.slice(0, 10)).toStrictEqual(before);
  expect(after[4_998]).toBe(NO_SCORE);
  expect(after[4_999]).toBeCloseTo(dot(first, vectors[4_999] as Float32Array), 1);
});

test('the ten nearest are those of the exact scan', () => {
  const dimensions = 384;
  const vectors = unitVectors(3_000, dimensions, 11);
  const scan = filled(vectors, dimensions, vectorScan);
  let found = 0;
  const queries = unitVectors(20, dimensions, 12);
  const nearest = (scores: readonly number[]): number[] =>
    [...scores.keys()].toSorted((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0)).slice(0, 10);
  for (const query of queries) {
    const exact = new Set(nearest(vectors.map((vector) => dot(vector, query))));
    found += nearest([...scan.scores(query, null)]).filter((position) => exact.has(position)).length;
  }
  expect(found / (10 * queries.length)).toBeGreaterThan(0.95);
});
