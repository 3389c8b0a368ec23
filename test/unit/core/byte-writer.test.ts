import { expect, test } from 'vitest';
import { ByteWriter } from '../../../src/core/byte-writer.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

test('text and bytes stand one after the other, and the next begins anew', () => {
  const writer = new ByteWriter();
  writer.text('耳机 🎧 ');
  writer.bytes(new TextEncoder().encode('«headphones»'));
  writer.text('!');
  const first = writer.take();
  expect(textOf(first)).toBe('耳机 🎧 «headphones»!');
  writer.text('another');
  expect(textOf(writer.take())).toBe('another');
  // What was taken is nobody else's.
  expect(textOf(first)).toBe('耳机 🎧 «headphones»!');
  expect(first.byteLength).toBe(first.buffer.byteLength);
});

test('it grows', () => {
  const writer = new ByteWriter();
  const long = '手机'.repeat(40_000);
  writer.text('a');
  writer.text(long);
  writer.bytes(new Uint8Array(500_000).fill(98));
  expect(textOf(writer.take())).toBe(`a${long}${'b'.repeat(500_000)}`);
});

test('nothing is nothing', () => {
  expect(new ByteWriter().take()).toHaveLength(0);
});
