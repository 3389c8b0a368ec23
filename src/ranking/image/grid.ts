import type { Pixels } from '../../core/picture.ts';
import { type Lab, labOf } from './lab.ts';

/** Cells along the longer side. */
const LONGER_SIDE = 96;

/** A cell of a picture: the mean of its pixels and where it lies, 0–1. */
export interface Cell {
  /** null: transparent. */
  lab: Lab | null;
  x: number;
  y: number;
}

/** A picture as a coarse grid, row by row from the top left. */
export interface Grid {
  cells: Cell[];
  columns: number;
}

/** Averages a picture into cells, which takes the grain of cloth out of it. A cell is transparent where half of its pixels are. */
export function gridOf({ width, height, data }: Pixels): Grid {
  const size = Math.max(1, Math.max(width, height) / LONGER_SIDE);
  const columns = Math.max(1, Math.round(width / size));
  const rows = Math.max(1, Math.round(height / size));
  const edge = (index: number, of: number, length: number): number => Math.floor((index * length) / of);
  const cells: Cell[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const lab = meanColor(
        { width, height, data },
        [edge(column, columns, width), edge(column + 1, columns, width)],
        [edge(row, rows, height), edge(row + 1, rows, height)],
      );
      cells.push({ lab, x: (column + 0.5) / columns, y: (row + 0.5) / rows });
    }
  }
  return { cells, columns };
}

function meanColor(
  { width, data }: Pixels,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): Lab | null {
  const sum: [number, number, number] = [0, 0, 0];
  let opaque = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = 4 * (y * width + x);
      if ((data[at + 3] ?? 0) < 128) continue;
      for (const channel of [0, 1, 2] as const) sum[channel] += data[at + channel] ?? 0;
      opaque += 1;
    }
  }
  if (opaque === 0 || 2 * opaque < (right - left) * (bottom - top)) return null;
  return labOf(Math.round(sum[0] / opaque), Math.round(sum[1] / opaque), Math.round(sum[2] / opaque));
}
