/** Two columns wide in a terminal: East Asian wide and full-width characters, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** Nothing to see: marks on other characters, joiners, zero-width spaces. */
const NARROWEST = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  // The common case: printable ASCII is as wide as it is long.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

const graphemeWidth = (grapheme: string): number => (NARROWEST.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** The text on one line, without what would steer the terminal: control characters become spaces, and bidi overrides go. */
export function printable(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

/** The text in at most so many columns, cut with `…`. */
export function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** The text filled up with spaces to so many columns. */
export function pad(text: string, columns: number, side: 'left' | 'right' = 'right'): string {
  const spaces = ' '.repeat(Math.max(0, columns - displayWidth(text)));
  return side === 'left' ? spaces + text : text + spaces;
}

/** One column: how wide, and how its cells look. The last one of a table takes what is left. */
export interface Column {
  title: string;
  width: number;
  align?: 'left' | 'right';
  paint?: (text: string) => string;
}

const GAP = 2;

/** Rows of cells as lines, none wider than `columns`. Since widths are given, rows can be written as they come. */
export function tableRow(cells: readonly string[], layout: readonly Column[], columns: number): string {
  let left = columns;
  const parts = layout.map(({ width, align, paint }, i) => {
    const isLast = i === layout.length - 1;
    const room = Math.max(1, isLast ? left : width);
    left -= width + GAP;
    const cell = fit(printable(cells[i] ?? ''), room);
    const filled = isLast && align !== 'right' ? cell : pad(cell, width, align === 'right' ? 'left' : 'right');
    return paint === undefined ? filled : paint(filled);
  });
  return parts.join(' '.repeat(GAP)).trimEnd();
}

/** The line above the rows. */
export function tableHead(layout: readonly Column[], columns: number): string {
  return tableRow(
    layout.map(({ title }) => title),
    plain(layout),
    columns,
  );
}

/** The same columns without colour. */
export const plain = (layout: readonly Column[]): Column[] =>
  layout.map(({ title, width, align = 'left' }) => ({ title, width, align }));

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A share of one as a bar in so many columns. */
export function bar(share: number, columns: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  return pad('█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? ''), columns);
}
