import { describe, expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { jensenShannon, stabilityIndex } from '../../../../src/ranking/drift/distance.ts';
import {
  productObservations,
  queryObservations,
  searchObservations,
} from '../../../../src/ranking/drift/observations.ts';
import { cohensH, homogeneity, shareDifference, upperGamma } from '../../../../src/ranking/drift/significance.ts';
import { distributionDrift, shareDrift, worstVerdict } from '../../../../src/ranking/drift/verdict.ts';
import { priceGroups, topValues } from '../../../../src/ranking/drift/windows.ts';

const paired = (before: number[], recent: number[]) =>
  before.map((one, i) => ({ before: one, recent: recent[i] ?? 0 }));

describe('distances', () => {
  test('are 0 where nothing moved, whatever the number seen', () => {
    expect(stabilityIndex(paired([5_000, 3_000], [50_000, 30_000]))).toBeLessThan(1e-6);
    expect(jensenShannon(paired([50, 30], [500, 300]))).toBeCloseTo(0, 7);
  });

  test('PSI of shares .5, .3, .2 that become .4, .3, .3', () => {
    const expected = -0.1 * Math.log(0.4 / 0.5) + 0.1 * Math.log(0.3 / 0.2);
    expect(stabilityIndex(paired([500_000, 300_000, 200_000], [400_000, 300_000, 300_000]))).toBeCloseTo(expected, 5);
  });

  test('the Jensen–Shannon distance is 1 where nothing is shared, and a metric', () => {
    expect(jensenShannon(paired([10, 0], [0, 10]))).toBeCloseTo(1, 12);
    // scipy.spatial.distance.jensenshannon([.5, .3, .2], [.4, .3, .3], base=2)
    expect(jensenShannon(paired([50, 30, 20], [40, 30, 30]))).toBeCloseTo(0.10619851439230617, 12);
  });

  test('a value that one window lacks leaves the index finite', () => {
    expect(stabilityIndex(paired([100, 0], [50, 50]))).toBeGreaterThan(0.25);
    expect(Number.isFinite(stabilityIndex(paired([100, 0], [50, 50])))).toBe(true);
  });
});

describe('chance', () => {
  // scipy.special.gammaincc, SciPy 1.17.1.
  test.each([
    [0.5, 0.1, 0.6547208460185768],
    [0.5, 2, 0.04550026389635857],
    [1, 1, 0.36787944117144245],
    [1.5, 0.3, 0.8964323733419115],
    [5, 12.25, 0.006378275653941874],
    [10, 4, 0.9918677572030661],
    [9.5, 30, 3.869826300664181e-6],
  ])('Q(%d, %d)', (a, x, wanted) => {
    expect(Math.abs(upperGamma(a, x) - wanted)).toBeLessThan(1e-12);
  });

  // scipy.stats.chi2_contingency([[120, 80, 50], [90, 95, 65]]).pvalue, SciPy 1.17.1.
  test('the chi-square test agrees with scipy’s', () => {
    expect(homogeneity(paired([120, 80, 50], [90, 95, 65]))).toBeCloseTo(0.02319136761109742, 12);
  });

  test('rare values count together, and alone prove nothing', () => {
    const rare = Array.from({ length: 40 }, () => ({ before: 1, recent: 0 }));
    expect(homogeneity([{ before: 1_000, recent: 1_000 }, ...rare.slice(0, 3)])).toBeGreaterThan(0.01);
    expect(homogeneity([{ before: 1, recent: 2 }])).toBe(1);
  });

  test('p is uniform where nothing moved', () => {
    const random = randomOf(3);
    const draw = (): number[] => {
      const drawn = Array.from({ length: 300 }, () => Math.min(2, Math.floor(random() * 3)));
      return [0, 1, 2].map((value) => drawn.filter((one) => one === value).length);
    };
    const ps = Array.from({ length: 400 }, () => homogeneity(paired(draw(), draw())));
    expect(ps.filter((p) => p < 0.05).length / ps.length).toBeLessThan(0.08);
    expect(ps.filter((p) => p < 0.5).length / ps.length).toBeGreaterThan(0.42);
  });

  test('Newcombe’s interval of a difference (1998, table II, method 10: 56/70 − 48/80)', () => {
    const { difference, low, high } = shareDifference({ count: 48, of: 80 }, { count: 56, of: 70 });
    expect(difference).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  test('Cohen’s h counts a rare share’s step as a common one’s', () => {
    expect(cohensH({ count: 1, of: 100 }, { count: 4, of: 100 })).toBeCloseTo(0.2024, 3);
    expect(cohensH({ count: 50, of: 100 }, { count: 60, of: 100 })).toBeCloseTo(0.2014, 3);
  });
});

describe('verdicts', () => {
  test.each([
    ['unknown', [60, 30], [30, 60]],
    ['stable', [600, 300], [590, 310]],
    ['stable', [60, 50], [50, 60]],
    ['moving', [600, 300], [450, 450]],
    ['moved', [600, 300], [300, 600]],
    ['unknown', [600, 300], [0, 0]],
  ])('%s: %j → %j', (verdict, before, recent) => {
    expect(distributionDrift(paired(before, recent)).verdict).toBe(verdict);
  });

  test.each([
    ['unknown', 5, 90, 50, 90],
    ['stable', 50, 1_000, 60, 1_000],
    ['moving', 10, 1_000, 45, 1_000],
    ['moved', 10, 1_000, 200, 1_000],
  ])('%s share: %d of %d → %d of %d', (verdict, a, ofA, b, ofB) => {
    expect(shareDrift({ count: a, of: ofA }, { count: b, of: ofB }).verdict).toBe(verdict);
  });

  test('the worst decides', () => {
    expect(worstVerdict(['stable', 'unknown', 'moving'])).toBe('moving');
    expect(worstVerdict([])).toBe('unknown');
  });
});

describe('what is counted', () => {
  test('of a query, nothing of its text', () => {
    expect(queryObservations({ intent: 'other', language: 'zh', confidence: 0.4 })).toEqual([
      ['intent', 'other'],
      ['language', 'zh'],
      ['unsure', 'yes'],
      ['outside', 'yes'],
    ]);
  });

  test('of a search', () => {
    const hits = [
      { relation: 'substitute', relevance: 0.41 },
      { relation: 'complement', relevance: 0.2 },
    ];
    expect(searchObservations({ wanted: true, hits, degraded: false })).toEqual([
      ['degraded', 'no'],
      ['empty', 'no'],
      ['no_exact', 'yes'],
      ['top_relevance', '4'],
    ]);
    expect(searchObservations({ wanted: true, hits: [], degraded: false })).toEqual([
      ['degraded', 'no'],
      ['empty', 'yes'],
      ['no_exact', 'yes'],
    ]);
    expect(searchObservations({ wanted: false, hits: [], degraded: true })).toEqual([['degraded', 'yes']]);
    const sure = [{ relation: 'exact', relevance: 1 }];
    expect(searchObservations({ wanted: true, hits: sure, degraded: false })).toContainEqual(['top_relevance', '9']);
  });

  test('of a product', () => {
    const observed = productObservations({
      title: '红色连衣裙',
      brand: '轻风',
      price: { amount: 100, currency: 'CNY' },
      attributes: { 材质: '棉', 尺码: 'M' },
    });
    expect(observed).toContainEqual(['product_language', 'zh']);
    expect(observed).toContainEqual(['brand', '轻风']);
    expect(observed).toContainEqual(['price', 'CNY 16']);
    expect(observed).toContainEqual(['attributes', '1–3']);
    expect(observed).toContainEqual(['missing_category', 'yes']);
    expect(observed).toContainEqual(['missing_price', 'no']);
    expect(observed.map(([name]) => name)).not.toContain('category');
    expect(productObservations({ title: 'x', price: { amount: 0, currency: 'USD' } })).toContainEqual([
      'price',
      'USD -16',
    ]);
  });
});

describe('what is compared', () => {
  test('the commonest values, and the others as one', () => {
    const counts = Array.from({ length: 30 }, (_, i) => ({ value: `b${i}`, before: 100 - i, recent: 100 - i }));
    const top = topValues([...counts, { value: '…', before: 1_000, recent: 2_000 }], '…');
    expect(top).toHaveLength(21);
    expect(top[0]?.value).toBe('b0');
    expect(top[20]).toEqual({ value: '…', before: 1_000 + 755, recent: 2_000 + 755 });
    expect(topValues(counts.slice(0, 3), '…')).toHaveLength(3);
  });

  test('prices in about ten groups of what was before, currencies apart', () => {
    const counts = Array.from({ length: 40 }, (_, i) => ({ value: `CNY ${i}`, before: 10, recent: 5 }));
    const groups = priceGroups([...counts, { value: 'USD 8', before: 0, recent: 3 }]);
    expect(groups).toHaveLength(11);
    expect(groups[0]).toEqual({ value: 'CNY 1–3.16', before: 40, recent: 20 });
    expect(groups[10]).toEqual({ value: 'USD 10–13.3', before: 0, recent: 3 });
    const total = (of: 'before' | 'recent'): number => groups.reduce((sum, one) => sum + one[of], 0);
    expect([total('before'), total('recent')]).toEqual([400, 203]);
  });
});
