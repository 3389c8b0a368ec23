import { describe, expect, it } from 'vitest';
import { dot, projectToPlane } from '../../../src/console/projection.ts';

describe('projectToPlane', () => {
  it('keeps the distances of points that lie on a plane', () => {
    // A plane in five dimensions, spanned by two directions that are at right angles.
    const along = [0.6, 0, 0.8, 0, 0];
    const across = [0, 1, 0, 0, 0];
    const places = [
      [0, 0],
      [4, 1],
      [-3, 2],
      [1, -2],
    ] as const;
    const vectors = places.map(([u, v]) => along.map((value, axis) => 7 + u * value + v * (across[axis] ?? 0)));
    const { points, share } = projectToPlane(vectors);
    expect(share).toBeCloseTo(1, 9);
    for (const [i, one] of points.entries()) {
      for (const [j, other] of points.entries()) {
        const [a, b] = [places[i], places[j]];
        const expected = Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0));
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeCloseTo(expected, 6);
      }
    }
  });

  it('tells how little a plane holds of what needs more, and takes points that are all the same', () => {
    const corners = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    expect(projectToPlane(corners).share).toBeCloseTo(2 / 3, 6);
    const same = projectToPlane([
      [1, 2],
      [1, 2],
    ]);
    expect(same).toEqual({
      points: [
        { x: 0, y: 0 },
        { x: 0, y: 0 },
      ],
      share: 0,
    });
    expect(dot([1, 2], [3, 4])).toBe(11);
  });
});
