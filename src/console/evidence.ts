/** A stretch of a text in UTF-16 code units, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A piece of a text. `covering` and `opening` are indexes into the spans: those that lie over it, and those that begin with it. */
export interface Part {
  text: string;
  covering: number[];
  opening: number[];
}

/**
 * Cuts a text at the borders of spans. The parts joined are the text again, whatever the spans are: offsets outside it are
 * clipped, empty spans are dropped, and a border inside a surrogate pair moves outwards so that no character is cut in two.
 *
 * @example
 * splitByEvidence('red dress', [{ start: 0, end: 3 }])
 * // [{ text: 'red', covering: [0], opening: [0] }, { text: ' dress', covering: [], opening: [] }]
 */
export function splitByEvidence(text: string, spans: readonly Span[]): Part[] {
  const clipped = spans.map((span) => clip(text, span));
  const borders = new Set([0, text.length]);
  for (const span of clipped) {
    if (span === null) continue;
    borders.add(span.start);
    borders.add(span.end);
  }
  const sorted = [...borders].toSorted((left, right) => left - right);
  const parts: Part[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    const part: Part = { text: text.slice(start, end), covering: [], opening: [] };
    for (const [spanIndex, span] of clipped.entries()) {
      if (span === null || span.start > start || span.end < end) continue;
      part.covering.push(spanIndex);
      if (span.start === start) part.opening.push(spanIndex);
    }
    parts.push(part);
  }
  return parts;
}

function clip(text: string, span: Span): Span | null {
  if (!Number.isInteger(span.start) || !Number.isInteger(span.end)) return null;
  let start = Math.max(0, span.start);
  let end = Math.min(text.length, span.end);
  if (start >= end) return null;
  if (insidePair(text, start)) start -= 1;
  if (insidePair(text, end)) end += 1;
  return { start, end };
}

function insidePair(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/**
 * The text of the field that evidence names, `null` where the item has no such text. List fields are written `bullets[1]`,
 * `bullets.1` or `/bullets/1`; a leading `product` is optional.
 */
export function textOfField(item: { query?: string; product?: Record<string, unknown> }, field: string): string | null {
  if (field === 'query') return item.query ?? null;
  const path = field.split(/[.[\]/]+/).filter((step) => step !== '');
  if (path[0] === 'product') path.shift();
  let value: unknown = item.product;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = (value as Record<string, unknown>)[step];
  }
  return typeof value === 'string' ? value : null;
}
