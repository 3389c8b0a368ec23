import { describe, expect, test } from 'vitest';
import { once } from '../../../../src/cli/eval/metric.ts';
import { areaUnderCurve, ndcg, rankCorrelation, recallAtFalseAlarms } from '../../../../src/cli/eval/ranking.ts';

const scored = (rows: readonly (readonly [number, boolean])[]) =>
  rows.map(([score, positive]) => ({ score, positive }));
const ranked = (rows: readonly (readonly [number, number])[]) => rows.map(([score, gain]) => ({ score, gain }));
const log = Math.log2;

describe('nDCG', () => {
  test('is 1 for the best order, whatever the list says first', () => {
    expect(
      ndcg(
        ranked([
          [0.1, 0],
          [0.9, 1],
          [0.5, 0.1],
        ]),
      ),
    ).toBe(1);
  });

  test('discounts by the place', () => {
    const value = ndcg(
      ranked([
        [3, 0.1],
        [2, 1],
        [1, 0],
      ]),
    );
    expect(value).toBeCloseTo((0.1 + 1 / log(3)) / (1 + 0.1 / log(3)));
  });

  test('shares a gain among equal scores, in either order of the file', () => {
    const half = (0.5 + 0.5 / log(3)) / 1;
    expect(
      ndcg(
        ranked([
          [1, 1],
          [1, 0],
        ]),
      ),
    ).toBeCloseTo(half);
    expect(
      ndcg(
        ranked([
          [1, 0],
          [1, 1],
        ]),
      ),
    ).toBeCloseTo(half);
  });

  test('looks so deep, against what the best list could show', () => {
    expect(
      ndcg(
        ranked([
          [2, 0],
          [1, 1],
        ]),
        1,
      ),
    ).toBe(0);
    expect(
      ndcg(
        ranked([
          [2, 1],
          [1, 0],
        ]),
        2,
        [1, 1, 1],
      ),
    ).toBeCloseTo(1 / (1 + 1 / log(3)));
  });

  test('is none where nothing is worth anything', () => {
    expect(
      ndcg(
        ranked([
          [2, 0],
          [1, 0],
        ]),
      ),
    ).toBeNull();
    expect(ndcg([])).toBeNull();
  });
});

describe('area under the curve', () => {
  const clusters = [
    scored([
      [0.9, true],
      [0.2, false],
    ]),
    scored([
      [0.5, true],
      [0.5, false],
    ]),
    scored([[0.7, false]]),
  ];

  test('is the share of pairs in the right order, a draw counting half', () => {
    // .9 beats .2, .5, .7; .5 beats .2, draws with .5, loses to .7: 4.5 of 6.
    const metric = areaUnderCurve('auc', clusters);
    expect(metric.n).toBe(5);
    expect(metric.of(once(3))).toBeCloseTo(4.5 / 6);
  });

  test('of a resample equals that of the rows written out as often', () => {
    const twice = areaUnderCurve('auc', [clusters[0] ?? [], clusters[0] ?? [], clusters[2] ?? []]);
    expect(areaUnderCurve('auc', clusters).of([2, 0, 1])).toBe(twice.of(once(3)));
  });

  test('needs both sides', () => expect(areaUnderCurve('auc', clusters).of([0, 0, 1])).toBeNaN());
});

describe('recall at so many false alarms', () => {
  // Falling: true .9, false .8, true .7 and false .7 (a draw), true .1, false .05.
  const rows = [
    scored([
      [0.9, true],
      [0.8, false],
      [0.7, true],
      [0.7, false],
      [0.1, true],
      [0.05, false],
    ]),
  ];

  test.each([
    [0, 1 / 3],
    [0.3, 1 / 3],
    [1 / 3, 1 / 3],
    // A threshold lets both of a draw pass or neither.
    [0.5, 1 / 3],
    [2 / 3, 1],
    [1, 1],
  ])('%d: %d', (most, recall) => {
    expect(recallAtFalseAlarms('recall', rows, most).of(once(1))).toBeCloseTo(recall);
  });

  test('needs both sides', () => {
    expect(recallAtFalseAlarms('recall', [scored([[1, true]])], 0.05).of(once(1))).toBeNaN();
  });
});

describe('rank correlation', () => {
  test('is 1, −1, and by mid-ranks between', () => {
    const of = (rows: readonly (readonly [number, number])[]): number => rankCorrelation('r', [ranked(rows)]).of([1]);
    expect(
      of([
        [1, 10],
        [2, 20],
        [3, 400],
      ]),
    ).toBeCloseTo(1);
    expect(
      of([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    ).toBeCloseTo(-1);
    // Ranks 1, 2, 3, 4 against 1.5, 1.5, 3.5, 3.5.
    expect(
      of([
        [1, 0],
        [2, 0],
        [3, 1],
        [4, 1],
      ]),
    ).toBeCloseTo(4 / Math.sqrt(5 * 4));
    expect(
      of([
        [1, 5],
        [2, 5],
      ]),
    ).toBeNaN();
  });

  test('of a resample equals that of the rows written out as often', () => {
    const clusters = [
      ranked([
        [1, 1],
        [5, 2],
      ]),
      ranked([[2, 3]]),
      ranked([[4, 4]]),
    ];
    const written = [...clusters, clusters[1] ?? [], clusters[1] ?? []];
    expect(rankCorrelation('r', clusters).of([1, 3, 1])).toBeCloseTo(rankCorrelation('r', written).of(once(5)), 12);
  });
});
