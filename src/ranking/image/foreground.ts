import { barrierDistances } from './barrier-distance.ts';
import type { Grid } from './grid.ts';
import type { Lab } from './lab.ts';

/** Width of the border, as a share of each side: there the background is looked for. */
const BORDER = 0.06;

/** How much the centre counts: a Gaussian of this width. */
const CENTRE = 0.5;

/** Where so many cells are transparent, somebody has cut the product out: what is left is all of it. */
const CUT_OUT = 0.03;

/** The share of the largest barriers' height at which a cell is as likely in front as behind, and how steep that changes. */
const MIDDLE = 0.4;
const STEEPNESS = 10;

/** A background that may be taken for white: bright, with little colour, and that much of the border. */
const PALE = { lightness: 50, chroma: 22, share: 0.4 };

/** How much of a pale background's tint is taken for the light's, how bright a white one is, and the most that a picture is brightened. */
const LIGHT = { tint: 0.5, white: 90, gain: 1.15 };

/** A cell of what is shown. */
export interface ShownCell {
  lab: Lab;
  x: number;
  y: number;
  isBorder: boolean;
  isMiddle: boolean;
  /** How much it counts: likely in front, and near the centre. */
  weight: number;
}

/** The opaque cells of a picture under white light, each with how much it counts. None where all is transparent. */
export function shownCells({ cells, columns }: Grid): ShownCell[] {
  const opaque = cells.filter(({ lab }) => lab !== null).length;
  const isCutOut = opaque < (1 - CUT_OUT) * cells.length;
  const barriers = barrierDistances(
    cells.map(({ lab }): Lab => lab ?? [0, 0, 0]),
    columns,
  );
  const highest = barriers.toSorted()[Math.floor(0.95 * barriers.length)] || 1;
  const shown = cells.flatMap(({ lab, x, y }, i): ShownCell[] => {
    if (lab === null) return [];
    const barrier = Math.min(1, (barriers[i] as number) / highest);
    const inFront = isCutOut ? 1 : 1 / (1 + Math.exp(-STEEPNESS * (barrier - MIDDLE)));
    const centred = Math.exp((-2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)) / CENTRE ** 2);
    const isBorder = Math.min(x, y, 1 - x, 1 - y) < BORDER;
    const isMiddle = ((x - 0.5) / 0.25) ** 2 + ((y - 0.5) / 0.3) ** 2 < 1;
    return [{ lab, x, y, isBorder, isMiddle, weight: inFront * centred }];
  });
  return isCutOut ? shown : underWhiteLight(shown);
}

/**
 * The share of each cluster's cells that lie in front, by how much commoner they are in the middle than at the border, 0–1; 1 in a picture too small
 * to have a middle.
 */
export function inFrontOf(clusters: readonly (readonly ShownCell[])[]): number[] {
  const middle = clusters.map((cells) => cells.filter(({ isMiddle }) => isMiddle).length);
  const border = clusters.map((cells) => cells.filter(({ isBorder }) => isBorder).length);
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const [allMiddle, allBorder] = [total(middle), Math.max(1, total(border))];
  return clusters.map((_, i) => {
    if (allMiddle === 0) return 1;
    const [shown, behind] = [(middle[i] as number) / allMiddle, (border[i] as number) / allBorder];
    return shown / Math.max(1e-9, shown + behind);
  });
}

/** A bright background with little colour is taken for white, half of its tint for the light's. */
function underWhiteLight(cells: readonly ShownCell[]): ShownCell[] {
  const border = cells.filter(({ isBorder }) => isBorder);
  const pale = border.filter(({ lab: [l, a, b] }) => l > PALE.lightness && Math.hypot(a, b) < PALE.chroma);
  if (pale.length === 0 || pale.length < PALE.share * border.length) return [...cells];
  const mean = (axis: 0 | 1 | 2): number => pale.reduce((sum, { lab }) => sum + lab[axis], 0) / pale.length;
  const [white, tintA, tintB] = [mean(0), mean(1), mean(2)];
  const gain = Math.max(1, Math.min(LIGHT.gain, LIGHT.white / white));
  return cells.map((cell) => {
    const [l, a, b] = cell.lab;
    const tint = (LIGHT.tint * l) / white;
    return { ...cell, lab: [Math.min(100, gain * l), gain * (a - tint * tintA), gain * (b - tint * tintB)] };
  });
}
