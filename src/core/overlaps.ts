/** A range of a text, end exclusive. */
interface Range {
  start: number;
  end: number;
}

/** Whether two ranges share a position. Touching ones don't. */
export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && a.end > b.start;
}
