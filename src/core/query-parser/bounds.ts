/** What the words around an amount do to it. */
export interface Bound {
  kind: 'max' | 'min' | 'about';
  /** Units that the words take, next to the amount. */
  length: number;
}

const SPACE = ' {0,2}';
/** Longer than a word's worth of cues; all are anchored at one end of a window of 28 units, so they stay linear. */
const BEFORE: readonly (readonly [RegExp, Bound['kind']])[] = [
  [
    /(?:(?:no|not) (?:more|over|higher|greater|above)(?: than)?|(?:less|lower|cheaper|smaller|shorter|lighter|fewer) than|not exceeding)$/,
    'max',
  ],
  [/(?<![a-z])(?:under|below|within|max(?:imum)?|up to|at most|beneath|budget(?: of| is)?|<=?|≤)$|[<≤]=?$/, 'max'],
  [
    /(?:(?:不要|不能|不可|不可以|别|勿|不)超过?|不高于|不大于|低于|少于|小于|不到|最多|最高|至多|便宜于|不多于|预算(?:是|为|在|大概)?|上限)[:：]?$/,
    'max',
  ],
  [/(?:(?:no|not) (?:less|under|below|lower)(?: than)?|(?:more|higher|greater|larger|bigger|longer) than)$/, 'min'],
  [/(?<![a-z])(?:over|above|at least|min(?:imum)?|starting (?:at|from)|>=?|≥)$|[>≥]=?$/, 'min'],
  [/(?:不低于|不少于|不小于|高于|多于|大于|超过|至少|最少|最低|起码|下限)[:：]?$/, 'min'],
  [
    /(?<![a-z])(?:around|about|approx(?:imately|\.)?|roughly|near|close to)$|[~≈]$|(?:大概|大约|差不多|(?<![简节条契婚邀])约)$/,
    'about',
  ],
];
const AFTER: readonly (readonly [RegExp, Bound['kind']])[] = [
  [/^(?:或|及|或者)?(?:以内|之内|以下|之下|往下|封顶|内(?![存衣裤胆衬部置径外搭饰裡里]))/, 'max'],
  [
    /^(?:(?:or|and) (?:less|under|below|cheaper|lower|lighter|smaller|younger)|max(?:imum)?|tops|at most)(?![a-z]| ?[$€£¥₹\d])/,
    'max',
  ],
  [/^(?:或|及|或者)?(?:以上|之上|往上|起步|起(?![订批泡子球司]))/, 'min'],
  [
    /^(?:(?:or|and) (?:more|up|over|above|older|higher|larger|bigger)|minimum|plus(?! size))(?![a-z]| ?[$€£¥₹\d])|^\+(?!\d)/,
    'min',
  ],
  [/^(?:左右|上下|前后|附近)/, 'about'],
];

/** The bounding words at the end of the text before an amount (`under `, `不超过`), `null` if none. */
export function boundBefore(text: string): Bound | null {
  const trimmed = text.replace(/ {1,2}$/, '');
  for (const [pattern, kind] of BEFORE) {
    const match = pattern.exec(trimmed);
    if (match !== null) return { kind, length: match[0].length + text.length - trimmed.length };
  }
  return null;
}

const LEADING = new RegExp(`^${SPACE}`);

/** The bounding words at the beginning of the text after an amount (`以内`, ` or less`, `+`), `null` if none. */
export function boundAfter(text: string): Bound | null {
  const space = LEADING.exec(text)?.[0].length ?? 0;
  const rest = text.slice(space);
  for (const [pattern, kind] of AFTER) {
    const match = pattern.exec(rest);
    if (match !== null) return { kind, length: match[0].length + space };
  }
  return null;
}

/** How far “about” reaches to both sides: 3000左右 is 2550–3450. */
const ABOUT = 0.15;

/** Applies a bound to an amount or range. A range that is bounded stays the range; no bound is exact. */
export function applyBound(low: number, high: number, kind: Bound['kind'] | null): { min?: number; max?: number } {
  if (kind === 'about') {
    return { min: round(Math.min(low, high) * (1 - ABOUT)), max: round(Math.max(low, high) * (1 + ABOUT)) };
  }
  if (low !== high || kind === null) return { min: Math.min(low, high), max: Math.max(low, high) };
  return kind === 'max' ? { max: high } : { min: low };
}

/** Removes the noise of floating-point arithmetic: 12 significant digits. */
export function round(value: number): number {
  return Number(value.toPrecision(12));
}
