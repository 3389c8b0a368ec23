import type { Box, PictureColor, Pixels } from '../../core/picture.ts';
import { clusterColors } from './clusters.ts';
import { HUELESS, nameColor } from './color-terms.ts';
import { inFrontOf, shownCells, type ShownCell } from './foreground.ts';
import { gridOf } from './grid.ts';

/** Colours that a picture is taken apart into, background included. */
const CLUSTERS = 14;

/** Colours below this share are not told, and the most that are. */
const LEAST_SHARE = 0.12;
const MOST_COLORS = 4;

/** Where the largest share is below this and there are two hues or more among three colours, the product is of many colours. */
const LEADING = 0.36;

/** The part of one named colour in what is shown. */
interface Part {
  color: string;
  share: number;
  clearness: number;
  cells: ShownCell[];
}

/**
 * The colours of the product that a picture shows, the largest share first, at most four; none of a picture without an opaque pixel.
 * `multicolor` comes alone, where no colour leads.
 *
 * Cells are weighted by how likely they are in front of the background and by how near the centre, clustered in L*a*b*, named by the nearest
 * colour term and added up by name. A colour's confidence is its share, less where the term is a close choice: share × (½ + ½ clearness).
 */
export function dominantColors(pixels: Pixels): PictureColor[] {
  const cells = shownCells(gridOf(pixels));
  const parts = partsOf(cells);
  const several = parts.filter(({ share }) => share >= LEAST_SHARE);
  const hues = several.filter(({ color }) => !HUELESS.includes(color));
  const [leading] = several;
  if (leading !== undefined && leading.share < LEADING && several.length > 2 && hues.length > 1) {
    const share = several.reduce((sum, part) => sum + part.share, 0);
    const all = several.flatMap((part) => part.cells);
    return [{ color: 'multicolor', share, confidence: share * (1 - leading.share), box: boxOf(all) }];
  }
  return several.slice(0, MOST_COLORS).map(({ color, share, clearness, cells: ofColor }) => ({
    color,
    share,
    confidence: share * (0.5 + clearness / 2),
    box: boxOf(ofColor),
  }));
}

function partsOf(cells: readonly ShownCell[]): Part[] {
  const { centres, of } = clusterColors(
    cells.map(({ lab }) => lab),
    CLUSTERS,
  );
  const clusters = centres.map((): ShownCell[] => []);
  for (const [i, cell] of cells.entries()) clusters[of[i] as number]?.push(cell);
  const inFront = inFrontOf(clusters);
  const parts = new Map<string, Part>();
  for (const [i, centre] of centres.entries()) {
    const cluster = clusters[i] as ShownCell[];
    const mass = (inFront[i] as number) * cluster.reduce((sum, { weight }) => sum + weight, 0);
    if (mass === 0) continue;
    const { term, clearness } = nameColor(centre);
    const part = parts.get(term) ?? { color: term, share: 0, clearness: 0, cells: [] };
    part.share += mass;
    part.clearness += mass * clearness;
    part.cells.push(...cluster);
    parts.set(term, part);
  }
  const total = [...parts.values()].reduce((sum, { share }) => sum + share, 0);
  return [...parts.values()]
    .map((part) => ({ ...part, share: part.share / total, clearness: part.clearness / part.share }))
    .toSorted((a, b) => b.share - a.share);
}

/** Where nine tenths of the weight of some cells lies, in each direction. */
function boxOf(cells: readonly ShownCell[]): Box {
  const span = (place: (cell: ShownCell) => number): [number, number] => {
    const sorted = cells.toSorted((a, b) => place(a) - place(b));
    const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    const inside = sorted.filter(({ weight }) => {
      sum += weight;
      return sum >= 0.05 * total && sum - weight <= 0.95 * total;
    });
    return [place(inside[0] as ShownCell), place(inside.at(-1) as ShownCell)];
  };
  const [left, right] = span(({ x }) => x);
  const [top, bottom] = span(({ y }) => y);
  return { left, top, width: right - left, height: bottom - top };
}
