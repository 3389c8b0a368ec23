import { expect, test } from 'vitest';
import { audioTypeOf } from '../../../src/core/audio-type.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));

test.each<[string, Uint8Array, string | null]>([
  ['wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), 'audio/wav'],
  ['mp3 with tags', bytes('ID3', [4, 0, 0]), 'audio/mpeg'],
  ['mp3, a frame', bytes([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'],
  ['m4a', bytes([0, 0, 0, 32], 'ftypM4A '), 'audio/mp4'],
  ['mp4 of a browser', bytes([0, 0, 0, 32], 'ftypiso5'), 'audio/mp4'],
  ['webm', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm'), 'audio/webm'],
  ['ogg', bytes('OggS', [0, 2]), 'audio/ogg'],
  ['flac', bytes('fLaC', [0, 0]), 'audio/flac'],
  ['avi', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST'), null],
  ['matroska with pictures', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x88], 'matroska'), null],
  ['heic', bytes([0, 0, 0, 32], 'ftypheic'), null],
  ['aac without a container', bytes([0xff, 0xf1, 0x50, 0x80]), null],
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), null],
  ['text', bytes('hello, world'), null],
  ['two bytes', bytes([0xff, 0xfe]), null],
  ['nothing', bytes(), null],
])('%s', (_, file, type) => {
  expect(audioTypeOf(file)).toBe(type);
});
