import { describe, expect, test } from 'vitest';
import { compareValues } from '../../../../src/ranking/image/compare-values.ts';
import { fuse } from '../../../../src/ranking/image/fuse.ts';

describe('colours of a text and of a picture', () => {
  test.each([
    ['Navy Blue', 'navy', 'agree'],
    ['藏青色', 'navy', 'agree'],
    ['navy', 'blue', 'agree'],
    ['蓝色', '深蓝', 'agree'],
    ['Cream', 'beige', 'agree'],
    ['米白色', '白色', 'agree'],
    ['burgundy', 'wine red', 'agree'],
    ['black/red', 'red', 'agree'],
    ['multicolor', 'pink', 'agree'],
    ['red', 'green', 'differ'],
    ['红色', '绿色', 'differ'],
    ['black', 'white', 'differ'],
    ['Sunset Blaze', 'orange', 'unclear'],
    ['幻影', '黑色', 'unclear'],
    ['纯色', '黑色', 'unclear'],
  ] as const)('%s, %s: %s', (text, seen, verdict) => {
    expect(compareValues('color', text, seen)).toBe(verdict);
  });
});

test('other values agree by word, by synonym in either language, and as part of one another', () => {
  expect(compareValues('product_type', 'Dresses', 'dress')).toBe('agree');
  expect(compareValues('product_type', '连衣裙', 'dress')).toBe('agree');
  expect(compareValues('product_type', 'frobnicator deluxe', 'frobnicator')).toBe('agree');
  expect(compareValues('product_type', 'dress', 'jacket')).toBe('differ');
  expect(compareValues('style', 'zorbish', 'casual')).toBe('unclear');
});

describe('one answer of two', () => {
  const box = null;
  const said = (value: string, confidence: number) => [{ value, confidence }];
  const seen = (value: string, confidence: number) => [{ value, confidence, box }];

  test('agreement raises the confidence as a second witness that counts half', () => {
    const fused = fuse('color', said('navy blue', 0.8), seen('blue', 0.6));
    expect(fused.confidences[0]).toBeCloseTo(1 - 0.2 * 0.7, 12);
    expect(fused).toMatchObject({ takesImage: false, verdict: 'agree' });
  });

  test('of several values only the one that agrees', () => {
    const fused = fuse('color', [...said('black', 0.9), ...said('red', 0.7)], seen('red', 0.8));
    expect(fused.confidences[0]).toBe(0.9);
    expect(fused.confidences[1]).toBeCloseTo(0.82, 12);
  });

  test('an explicit text stands against the picture, at its own confidence', () => {
    expect(fuse('color', said('red', 0.5), seen('green', 1))).toEqual({
      confidences: [0.5],
      takesImage: false,
      verdict: 'differ',
    });
  });

  test('a text that is hardly sure comes after a picture that is surer by half', () => {
    expect(fuse('color', said('red', 0.3), seen('green', 0.8)).takesImage).toBe(true);
    expect(fuse('color', said('red', 0.45), seen('green', 0.8)).takesImage).toBe(false);
  });

  test('one of them alone', () => {
    expect(fuse('color', [], seen('green', 0.8))).toEqual({ confidences: [], takesImage: true, verdict: 'image_only' });
    expect(fuse('color', said('red', 0.3), [])).toEqual({
      confidences: [0.3],
      takesImage: false,
      verdict: 'text_only',
    });
  });
});
