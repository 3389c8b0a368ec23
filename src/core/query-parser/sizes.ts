import { claim, context, isFree, type Scan, spanOf, type TextSpan } from './scan.ts';

/** How a size is stated. `dimensions` is sides joined by x with their unit, `cup` a bra size, `chinese` height/chest or 号. */
export type SizeSystem =
  | 'letter'
  | 'waist_inseam'
  | 'shoe'
  | 'numeric'
  | 'dimensions'
  | 'chinese'
  | 'bed'
  | 'cup'
  | 'tire'
  | 'paper'
  | 'toddler';

/** A size: `32x30`, `size 10`, 2XL, 42码, 175/92A, `queen size`. `value` is upper case, without spaces and without its cue. */
export interface SizeConstraint extends TextSpan {
  system: SizeSystem;
  value: string;
}

interface Rule {
  /** `g` and with the value in group 1 (and 2, joined by x for sides). Every repetition is bounded. */
  pattern: RegExp;
  system: SizeSystem | ((match: RegExpMatchArray, folded: string) => SizeSystem | null);
}

const SHOES = /shoe|boot|sneaker|heel|sandal|loafer|slipper|cleat|trainer|[鞋靴]|jordan|yeezy|nike|aj\d/;
const STORAGE = /硬盘|固态|ssd|drive|千斤顶|jack/;
const PAPER = /paper|print|notebook|frame|folder|sheet|sticker|[纸本]|打印|相框|文件|档案|画框/;
const BRA = /(?<![a-z])bras?(?![a-z])|bralette|文胸|内衣|胸罩|罩杯/;
const LETTER =
  '(?:[2-9]xl|x{1,5}[ls]|xl|xs|x-large|x-small|xx-large|extra (?:large|small)|one size|plus size|均码|大码|加大码|加肥加大)';
const SIDE_UNIT = '(?:cm|mm|m|inch(?:es)?|in|ft|feet|厘米|毫米|米|公分|寸|")?';
const SIDE = `(\\d{1,5}(?:\\.\\d{1,3})?)(?![\\d.])[- ]?(${SIDE_UNIT})(?:(?<!m)[lwhd]| [lwhd])?(?![a-wyz])`;

const RULES: readonly Rule[] = [
  { pattern: /(?<![\da-z/.])(\d{3}\/\d{2}z?r\d{2})(?![\da-z])/g, system: 'tire' },
  { pattern: /(?<![\da-z/.])(1\d\d\/\d{2,3}[abcy]?)(?![\da-z/.])/g, system: 'chinese' },
  { pattern: /(?<![\da-z])w ?(\d\d) ?[x/]? ?l ?(\d\d)(?![\da-z])/g, system: 'waist_inseam' },
  { pattern: /(?<![\da-z])(\d\d) ?w ?[x/]? ?(\d\d) ?l(?![\da-z])/g, system: 'waist_inseam' },
  {
    pattern: new RegExp(
      `(?<![\\da-z.*-])${SIDE} ?(?:x|\\*|by) ?${SIDE}(?: ?(?:x|\\*|by) ?${SIDE})?(?![\\da-z.*])`,
      'g',
    ),
    system: sidesSystem,
  },
  {
    pattern:
      /(?<![a-z])(?:(?:us|uk|eu|eur) )?sizes? (?:us |uk |eu )?(\d{1,2}(?:\.5)?(?: ?\d\/2)?w?|[smlx]{1,4}|\d{1,2}xl|small|medium|large)(?![\da-z.])/g,
    system: (match, folded) =>
      /^\d+w?(?:\.5)?/.test(match[1] ?? '') ? (SHOES.test(folded) ? 'shoe' : numericOrLetter(match)) : 'letter',
  },
  { pattern: /(?<![a-z])(?:us|uk|eu|eur) ?(\d{1,2}(?:\.5)?)(?![\da-z.])/g, system: 'shoe' },
  {
    pattern: /(?<![\da-z.])(\d{1,2}(?:\.5)?) (?:us|uk|eu)(?![a-z])/g,
    system: (_, folded) => (SHOES.test(folded) ? 'shoe' : 'numeric'),
  },
  { pattern: new RegExp(`(?<![\\da-z])(${LETTER})(?:码|号)?(?![\\da-z])`, 'g'), system: 'letter' },
  { pattern: /(?<![a-z\d])([sml])(?:码|号)/g, system: 'letter' },
  {
    pattern: /(?<![\d.a-z-])(\d{1,3}(?:\.5)?(?:-\d{1,3})?)(?:码|号码)/g,
    system: (match) => (Number.parseFloat(match[1] ?? '') < 50 ? 'shoe' : 'chinese'),
  },
  { pattern: /(?<![\d.a-z-])(\d{1,3})号(?![店线楼院链机令召])/g, system: 'chinese' },
  {
    pattern: /(?<![\d.a-z$-])((?:3[4-9]|4[0-8])\.5)(?![\d.a-z%码寸]| ?(?:cm|mm|in|inch|ft|l|oz|lb|kg|g|w|v)(?![a-z]))/g,
    system: 'shoe',
  },
  {
    pattern: /(?<![\da-z.])([2-5]t)(?![\da-z])/g,
    system: (_, words) => (STORAGE.test(words) ? null : 'toddler'),
  },
  {
    pattern: /(?<![^ ])(3[4-9]|4[0-7])(?![^ ])/g,
    system: (match, words) =>
      SHOES.test(words) && !/(?:under|over|below|\$) ?$/.test(words.slice(0, match.index)) ? 'shoe' : null,
  },
  {
    pattern: /(?<![\da-z.])((?:2[89]|3\d|4[0-6]|65|70|75|80|85|90|95|100)(?:aa|dd|ddd|[a-h]))(?![\da-z])/g,
    system: (_, folded) => (BRA.test(folded) ? 'cup' : null),
  },
  { pattern: /(?<![\da-z])([ab][2-6])(?![\da-z])/g, system: (_, folded) => (PAPER.test(folded) ? 'paper' : null) },
  {
    pattern:
      /(?<![a-z])(california king|cal king|king|queen|full|twin xl|twin|crib|double)[ -](?:size(?:d)?(?: bed)?|(?=(?:bed|mattress|sheet|comforter|duvet|quilt|bedspread|headboard|blanket)))(?![a-df-z])/g,
    system: 'bed',
  },
];

function numericOrLetter(match: RegExpMatchArray): SizeSystem {
  return /xl/.test(match[1] ?? '') ? 'letter' : 'numeric';
}

/** Two bare numbers like 32x30 are a pair of jeans; sides with a length or none are dimensions; 500ml*12 is neither. */
function sidesSystem(match: RegExpMatchArray): SizeSystem | null {
  const [, first = '', firstUnit = '', second = '', secondUnit = '', third] = match;
  if (firstUnit !== '' && secondUnit === '' && !/cm|mm|m|in|ft|"|寸|米/.test(firstUnit)) return null;
  const [waist, inseam] = [Number(first), Number(second)];
  const bare = firstUnit === '' && secondUnit === '' && third === undefined;
  if (bare && waist >= 24 && waist <= 60 && inseam >= 26 && inseam <= 38 && !/[.*]/.test(match[0])) {
    return 'waist_inseam';
  }
  if (/\dl/.test(match[0]) && !/[wh]/.test(match[0])) return null;
  return bare && Math.min(waist, inseam) <= 1 ? null : 'dimensions';
}

const SINGLE_LETTER = /(?:^|[^a-z0-9'&.-])([sml]) {0,4}$/;
const NAMED_LETTER = /(?:model|class|type|series|galaxy|vitamin|tesla|switch|xbox|[&'])\s?.$/;

function valueOf(match: RegExpMatchArray, system: SizeSystem): string {
  if (system === 'waist_inseam') return `${match[1]}x${/^\d/.test(match[2] ?? '') ? match[2] : match[3]}`;
  if (system === 'dimensions') {
    const unit = match[6] || match[4] || match[2] || '';
    const sides = [match[1], match[3], match[5]].filter((side) => side !== undefined);
    return sides.join('x') + canonicalUnit(unit);
  }
  return (match[1] ?? '').toUpperCase().replace(/ (?=\d)/, '');
}

function canonicalUnit(unit: string): string {
  if (/^(?:in|"|寸)/.test(unit)) return 'in';
  if (unit.startsWith('f')) return 'ft';
  return ({ 厘米: 'cm', 公分: 'cm', 毫米: 'mm', 米: 'm' } as Record<string, string>)[unit] ?? unit;
}

/** Finds the sizes, in order of appearance, and claims them. */
export function findSizes(scan: Scan): SizeConstraint[] {
  const sizes: SizeConstraint[] = [];
  const add = (start: number, end: number, system: SizeSystem, value: string): void => {
    if (!isFree(scan, start, end)) return;
    claim(scan, start, end);
    sizes.push({ ...spanOf(scan, start, end), system, value });
  };
  const words = context(scan);
  for (const { pattern, system } of RULES) {
    for (const match of scan.folded.matchAll(pattern)) {
      const found = typeof system === 'string' ? system : system(match, words);
      const text = match[0].replace(/[ -]+$/, '');
      if (found !== null) add(match.index, match.index + text.length, found, valueOf(match, found));
    }
  }
  const tail = scan.folded.slice(-12);
  const letter = SINGLE_LETTER.exec(tail);
  if (letter?.[1] !== undefined && !NAMED_LETTER.test(tail.trimEnd())) {
    const start = scan.folded.length - tail.length + letter.index + letter[0].indexOf(letter[1]);
    add(start, start + 1, 'letter', letter[1].toUpperCase());
  }
  return sizes.toSorted((a, b) => a.start - b.start);
}
