import { expect, test } from 'vitest';
import { tagHead } from '../../../../src/models/heads/tag-head.ts';
import { FAKE_SIZE, fakePack } from '../../../support/fake-pack.ts';

test('vectors as large as a float can be give numbers all the same', () => {
  const vectors = new Float32Array(2 * FAKE_SIZE).map((_, i) => (i % 2 === 0 ? 3e38 : -3e38));
  const offsets: [number, number][] = [
    [0, 3],
    [4, 9],
  ];
  for (const input of [{ text: 'red dress' }, { text: 'red dress', name: 'Color' }]) {
    const { spans, notStated = 0 } = tagHead({ vectors, offsets }, input, fakePack());
    for (const number of [notStated, ...spans.map(({ confidence }) => confidence)]) {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThanOrEqual(1);
    }
  }
});
