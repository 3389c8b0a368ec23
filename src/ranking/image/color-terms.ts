import type { Lab } from './lab.ts';

/**
 * Colour terms by typical L*a*b* values, several where a word means a range. The words are the gazetteer's canonical ones, so both languages
 * have them. Our own choice, for cloth, leather and plastic as they are photographed: a black shirt has L* 15 and a white one L* 85.
 */
const TERMS: Readonly<Record<string, string>> = {
  black: '6,1,1 12,1,0 17,1,-1 21,1,-1 9,2,-3 13,3,3 15,1,2',
  white: '98,0,0 92,0,0 86,-1,-1 88,0,4',
  gray: '78,0,0 68,0,1 58,0,1 48,0,1 40,0,0 33,0,0 60,-2,-2 45,-1,-3 70,-2,-1 36,-1,-2',
  red: '44,62,38 52,60,36 38,54,30 48,52,22 55,58,40 40,48,28',
  'wine red': '22,28,10 30,34,12 16,20,6 34,26,6 24,31,7 28,20,5',
  pink: '80,22,3 68,34,2 50,58,-14 58,46,0 84,12,3 66,26,10 58,16,2 62,44,16 48,45,8 46,12,2 54,10,0 40,14,2',
  orange: '68,36,60 60,48,52 54,40,44 74,28,54 44,36,38',
  yellow: '84,2,72 76,6,66 90,-4,50 70,6,58 82,-14,62',
  green: '54,-44,32 44,-42,28 66,-42,36 74,-28,34 33,-32,14 78,-12,14 76,-42,68 36,-20,14 70,-12,14',
  olive: '44,-4,24 34,-3,18 52,-6,26 57,-3,22 38,-2,7 28,-3,10',
  teal: '46,-24,-14 58,-30,-10 34,-20,-14 40,-16,-11 66,-32,-6 25,-11,-6 20,-8,-5',
  'light blue': '82,-6,-14 74,-8,-22 84,-7,-9 72,-7,-8 66,-7,-9 86,-8,-4 75,-8,-6 70,-4,-14 71,-6,-4 62,-6,-5',
  blue: '38,16,-58 46,6,-50 28,34,-64 20,40,-58 13,30,-44 32,79,-108 50,-6,-30 57,2,-42 48,-4,-22 57,4,-28 42,4,-18',
  navy: '14,6,-16 20,6,-22 12,4,-12 24,2,-20 32,0,-14 16,-2,-12 29,2,-9 20,2,-10 27,4,-16 16,3,-8',
  purple: '36,36,-42 48,34,-40 26,34,-36 60,20,-26 40,26,-16 30,18,-12 38,10,-12',
  brown: '28,14,16 36,20,22 22,8,9 44,18,28 16,5,6 38,8,14 48,8,18 30,6,6 22,5,4 33,4,8 15,5,8',
  beige: '85,3,17 78,3,18 90,1,11 74,4,20 81,6,12 72,6,16 67,4,18 66,3,12 62,6,14',
};

const PROTOTYPES: readonly { term: string; lab: Lab }[] = Object.entries(TERMS).flatMap(([term, values]) =>
  values.split(' ').map((value) => ({ term, lab: value.split(',').map(Number) as Lab })),
);

/** Terms without a hue: several of them together are a pattern, not many colours. */
export const HUELESS: readonly string[] = ['black', 'white', 'gray', 'beige', 'brown'];

/** A term, and how clear the choice is: 0 for a tie with the next best term, towards 1 for a colour that has one name only. */
export interface NamedColor {
  term: string;
  clearness: number;
}

/** The colour term whose typical values are nearest to a colour. */
export function nameColor(lab: Lab): NamedColor {
  const nearest = new Map<string, number>();
  for (const prototype of PROTOTYPES) {
    const distance = squaredTextileDistance(prototype.lab, lab);
    if (distance < (nearest.get(prototype.term) ?? Infinity)) nearest.set(prototype.term, distance);
  }
  const [[term, best] = ['gray', 0], [, second] = ['', 1]] = [...nearest].toSorted(([, a], [, b]) => a - b);
  return { term, clearness: 1 - Math.sqrt(best / Math.max(second, 1e-9)) };
}

/** ΔE*94, squared, with the constants for textiles (kL 2, K1 .048, K2 .014; CIE 116-1995): lightness, which folds change, counts half. */
function squaredTextileDistance([l, a, b]: Lab, [otherL, otherA, otherB]: Lab): number {
  const chroma = Math.hypot(a, b);
  const byChroma = chroma - Math.hypot(otherA, otherB);
  const byHue = Math.max(0, (a - otherA) ** 2 + (b - otherB) ** 2 - byChroma ** 2);
  return ((l - otherL) / 2) ** 2 + (byChroma / (1 + 0.048 * chroma)) ** 2 + byHue / (1 + 0.014 * chroma) ** 2;
}
