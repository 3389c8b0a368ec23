import { describe, expect, test } from 'vitest';
import { matchGazetteer, wordIn } from '../../../../src/core/gazetteer/match-gazetteer.ts';
import type { Pixels } from '../../../../src/core/picture.ts';
import { nameColor } from '../../../../src/ranking/image/color-terms.ts';
import { dominantColors } from '../../../../src/ranking/image/dominant-colors.ts';
import { labOf } from '../../../../src/ranking/image/lab.ts';

type Paint = (x: number, y: number) => [red: number, green: number, blue: number, alpha?: number];

/** A picture of 100 pixels a side; places are shares. */
function picture(paint: Paint, side = 100): Pixels {
  const data = new Uint8Array(4 * side * side);
  for (let i = 0; i < side * side; i++) {
    const [red, green, blue, alpha = 255] = paint(((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side);
    data.set([red, green, blue, alpha], 4 * i);
  }
  return { width: side, height: side, data };
}

const isIn = (x: number, y: number): boolean => x > 0.25 && x < 0.75 && y > 0.2 && y < 0.8;
const RED = [208, 32, 42] as const;
const NAVY = [28, 36, 72] as const;

test('L*a*b* of known colours', () => {
  expect(labOf(255, 255, 255).map((value) => Math.abs(Math.round(value)))).toEqual([100, 0, 0]);
  expect(labOf(0, 0, 0)).toEqual([0, 0, 0]);
  // ISO's red, green and blue of sRGB, as colorimetry tables have them.
  expect(labOf(255, 0, 0).map(Math.round)).toEqual([53, 80, 67]);
  expect(labOf(0, 255, 0).map(Math.round)).toEqual([88, -86, 83]);
  expect(labOf(0, 0, 255).map(Math.round)).toEqual([32, 79, -108]);
});

test.each<[string, [number, number, number]]>([
  ['black', [20, 20, 22]],
  ['white', [250, 250, 250]],
  ['gray', [128, 128, 128]],
  ['red', [208, 32, 42]],
  ['wine red', [110, 28, 46]],
  ['pink', [244, 170, 190]],
  ['orange', [240, 130, 40]],
  ['yellow', [240, 205, 50]],
  ['green', [40, 150, 70]],
  ['olive', [107, 106, 58]],
  ['teal', [30, 125, 130]],
  ['light blue', [165, 205, 230]],
  ['blue', [40, 90, 195]],
  ['navy', [28, 36, 72]],
  ['purple', [106, 58, 152]],
  ['brown', [100, 65, 40]],
  ['beige', [222, 205, 175]],
])('%s, a word of the gazetteer in both languages', (term, [red, green, blue]) => {
  expect(nameColor(labOf(red, green, blue)).term).toBe(term);
  const [hit] = matchGazetteer(term);
  if (hit === undefined) throw new Error(`${term} is unknown`);
  expect(hit).toMatchObject({ name: 'color', canonical: term });
  expect([wordIn('en', hit), wordIn('zh', hit)]).not.toContain(null);
});

describe('what is shown, not what lies behind', () => {
  test.each<[string, Paint]>([
    ['on white', () => [250, 250, 250]],
    ['on green', () => [90, 150, 80]],
    ['on a ground that darkens', (x) => [255 - 120 * x, 255 - 120 * x, 250 - 120 * x]],
    ['on two halves', (x) => (x < 0.5 ? [230, 225, 210] : [90, 60, 40])],
  ])('red %s', (_, ground) => {
    const [first, ...others] = dominantColors(picture((x, y) => (isIn(x, y) ? [...RED] : ground(x, y))));
    expect(first?.color).toBe('red');
    expect(first?.share).toBeGreaterThan(0.8);
    expect(others).toEqual([]);
  });

  test('in its place', () => {
    const [first] = dominantColors(picture((x, y) => (isIn(x, y) ? [...RED] : [250, 250, 250])));
    const { left = 0, top = 0, width = 0, height = 0 } = first?.box ?? {};
    expect(left).toBeCloseTo(0.27, 1);
    expect(top).toBeCloseTo(0.23, 1);
    expect(left + width).toBeCloseTo(0.73, 1);
    expect(top + height).toBeCloseTo(0.77, 1);
  });

  test('transparent pixels are nothing, whatever colour they have', () => {
    const colors = dominantColors(picture((x, y) => (isIn(x, y) ? [250, 250, 250, 255] : [208, 32, 42, 0])));
    expect(colors.map(({ color }) => color)).toEqual(['white']);
  });

  test('white on white is white', () => {
    const [first] = dominantColors(picture((x, y) => (isIn(x, y) ? [252, 252, 252] : [244, 244, 244])));
    expect(first?.color).toBe('white');
  });
});

test('two colours with their shares, the larger first', () => {
  const colors = dominantColors(picture((x, y) => (isIn(x, y) ? (y < 0.58 ? [...NAVY] : [...RED]) : [250, 250, 250])));
  expect(colors.map(({ color }) => color)).toEqual(['navy', 'red']);
  expect(colors[0]?.share).toBeGreaterThan(0.5);
});

test('many colours are many colours', () => {
  const stripes: [number, number, number][] = [
    [208, 32, 42],
    [240, 205, 50],
    [40, 150, 70],
    [40, 90, 195],
  ];
  const colors = dominantColors(
    picture((x, y) => (isIn(x, y) ? (stripes[Math.floor(y * 24) % 4] ?? [0, 0, 0]) : [250, 250, 250])),
  );
  expect(colors.map(({ color }) => color)).toEqual(['multicolor']);
});

test('shares and confidences are shares, whatever the picture', () => {
  for (const side of [1, 2, 3, 7, 300]) {
    const colors = dominantColors(picture((x, y) => [255 * x, 255 * y, (997 * x * y) % 255], side));
    expect(colors.length).toBeGreaterThan(0);
    for (const { share, confidence, box } of colors) {
      for (const value of [share, confidence, ...Object.values(box)]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
    expect(colors.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  }
});

test('nothing of a picture without an opaque pixel', () => {
  expect(dominantColors(picture(() => [9, 9, 9, 0]))).toEqual([]);
  expect(dominantColors({ width: 0, height: 0, data: new Uint8Array() })).toEqual([]);
});
