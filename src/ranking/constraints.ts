import { overlaps } from '../core/overlaps.ts';
import type { ParsedQuery } from '../core/query-parser/parse-query.ts';
import { SURE_ENOUGH } from './settle-names.ts';

/** A tagged span with calibrated confidence. */
interface Span {
  name: string;
  start: number;
  end: number;
  confidence: number;
}

/** A number with its unit and bounds. */
export interface StatedMeasure {
  text: string;
  dimension: string;
  unit: string;
  min?: number;
  max?: number;
}

/** What a query states, as `/v1/intent` answers it: words per canonical name, and the parser's price, measures and exclusions. */
export interface Constraints {
  price?: { min?: number; max?: number; currency: string | null };
  measures?: StatedMeasure[];
  not: string[];
  words: Record<string, string[]>;
}

/** The name of a span where the parser reads a size: the tagger partly learnt from a set that calls sizes measures. */
export function sizeName(name: string): string {
  return name === 'measure' ? 'size' : name;
}

/**
 * Merges the tagger's spans with the deterministic parser: the parser has the say on prices, measures and what must not be;
 * its sizes and quantities fill what the tagger left. An excluded word is never also wanted.
 */
export function queryConstraints(query: string, spans: readonly Span[], parsed: ParsedQuery): Constraints {
  const taken = [...parsed.exclusions, ...(parsed.price === null ? [] : [parsed.price])];
  const isIn = (span: { start: number; end: number }, others: readonly { start: number; end: number }[]): boolean =>
    others.some((other) => overlaps(span, other));
  const words: Record<string, string[]> = {};
  const add = (name: string, start: number, end: number): void => {
    const value = query.slice(start, end).toLowerCase();
    const list = (words[name] ??= []);
    if (!list.includes(value)) list.push(value);
  };
  const wanted = spans.filter((span) => span.confidence >= SURE_ENOUGH && span.name !== 'price' && !isIn(span, taken));
  for (const span of wanted) add(isIn(span, parsed.sizes) ? sizeName(span.name) : span.name, span.start, span.end);
  for (const size of parsed.sizes) if (!isIn(size, wanted)) add('size', size.start, size.end);
  for (const quantity of parsed.quantities) {
    if (!isIn(quantity, wanted)) add('quantity', quantity.start, quantity.end);
  }
  const { price } = parsed;
  return {
    ...(price === null ? {} : { price: bounds(price, { currency: price.currency }) }),
    ...(parsed.measures.length === 0
      ? {}
      : { measures: parsed.measures.map((m) => bounds(m, { text: m.text, dimension: m.dimension, unit: m.unit })) }),
    not: parsed.exclusions.map(({ text }) => text),
    words,
  };
}

function bounds<T extends object>(
  { min, max }: { min?: number; max?: number },
  rest: T,
): T & { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...rest };
}
