import { expect, test } from 'vitest';
import { LARGEST_PICTURE, pictureFault, pictureHeader } from '../../../src/core/picture-header.ts';
import * as pictures from '../../support/pictures.ts';

test.each([
  ['PNG', pictures.RED_PNG, { type: 'image/png', width: 48, height: 48 }],
  ['JPEG', pictures.NAVY_JPEG, { type: 'image/jpeg', width: 48, height: 48 }],
  ['JPEG with EXIF, as stored', pictures.TURNED_JPEG, { type: 'image/jpeg', width: 32, height: 48 }],
  ['JPEG in CMYK', pictures.CMYK_JPEG, { type: 'image/jpeg', width: 48, height: 48 }],
  ['lossy WebP', pictures.GREEN_WEBP, { type: 'image/webp', width: 48, height: 48 }],
  ['lossless WebP', pictures.CUT_OUT_WEBP, { type: 'image/webp', width: 48, height: 48 }],
  ['animated GIF', pictures.ANIMATED_GIF, { type: 'image/gif', width: 48, height: 48 }],
])('%s', (_, bytes, header) => {
  expect(pictureHeader(bytes)).toEqual(header);
  expect(pictureFault(bytes)).toBeNull();
});

test('a WebP in the extended form', () => {
  const extended = new Uint8Array(30);
  extended.set(new TextEncoder().encode('RIFF....WEBPVP8X'));
  extended.set([0x1f, 0x03, 0x00, 0x57, 0x02, 0x00], 24);
  expect(pictureHeader(extended)).toEqual({ type: 'image/webp', width: 800, height: 600 });
});

test('a picture cut off anywhere is none, or has its size', () => {
  for (const whole of [pictures.RED_PNG, pictures.TURNED_JPEG, pictures.GREEN_WEBP, pictures.ANIMATED_GIF]) {
    const headers = Array.from(whole, (_, length) => pictureHeader(whole.subarray(0, length)));
    const cut = headers.findIndex((header) => header !== null);
    expect(cut).toBeGreaterThan(8);
    expect(headers.slice(cut)).toEqual(headers.slice(cut).map(() => pictureHeader(whole)));
  }
});

test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(), 'must be a JPEG, PNG, WebP or GIF picture'],
  ['a text', new TextEncoder().encode('red dress, no picture at all'), 'must be a JPEG, PNG, WebP or GIF picture'],
  ['an SVG', pictures.SVG, 'must be a JPEG, PNG, WebP or GIF picture'],
  ['64 megapixels', pictures.HUGE_PNG, 'must have at most 50 megapixels; it has 8000 × 8000 pixels'],
  ['a byte too many', new Uint8Array(LARGEST_PICTURE + 1), 'must have at most 10485760 bytes'],
])('refused before it is decoded: %s', (_, bytes, fault) => {
  expect(pictureFault(bytes)).toBe(fault);
});
