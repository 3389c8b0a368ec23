import { expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { greatest } from '../../../../src/ranking/recommend/greatest.ts';

test('any place of any numbers, equals too', () => {
  const random = randomOf(3);
  for (let length = 1; length <= 40; length++) {
    for (const kinds of [1, 3, 1_000]) {
      const values = Float64Array.from({ length }, () => Math.floor(random() * kinds));
      const sorted = values.toSorted().toReversed();
      const places = [...values.keys()].map((i) => greatest(values.slice(), i + 1));
      expect(places).toEqual([...sorted]);
    }
  }
});
