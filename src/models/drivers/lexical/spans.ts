import type { SpanName } from '../../../core/attribute.ts';
import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import { findModelNumbers } from '../../../core/model-number.ts';
import { parseQuery } from '../../../core/query-parser/parse-query.ts';
import type { TextSpan } from '../../../core/query-parser/scan.ts';

/** A tagged part of a text. Offsets are UTF-16 code units, end exclusive; `confidence` is 0–1 (a prior, not calibrated). */
export interface LexicalSpan {
  name: SpanName;
  start: number;
  end: number;
  confidence: number;
}

/** How often a source is right, by name: measured once on hand-written tags, in tenths. */
const CONFIDENCE: Readonly<Partial<Record<SpanName, number>>> = {
  product_type: 0.7,
  brand: 0.8,
  color: 0.9,
  material: 0.8,
  audience: 0.8,
  season: 0.8,
  price: 0.9,
  measure: 0.8,
  quantity: 0.8,
  model_number: 0.6,
};
const YEAR = /(?<![\da-z.-])(?:19[5-9]\d|20[0-4]\d)(?:年代|年款|年|款|s)?(?![\da-z.-])|(?<!\d)[5-9]0年代/gi;

/**
 * Tags a text without a model: the query parser, the word lists and the model-number finder, in that order of right.
 * Spans are sorted, don't overlap, and are empty where nothing is recognised. Excluded terms are tagged like stated ones.
 */
export function lexicalSpans(text: string): LexicalSpan[] {
  const taken = new Uint8Array(text.length);
  const spans: LexicalSpan[] = [];
  const add = (name: SpanName, { start, end }: { start: number; end: number }, factor = 1): void => {
    if (taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    spans.push({ name, start, end, confidence: (CONFIDENCE[name] ?? 0.6) * factor });
  };
  const parsed = parseQuery(text);
  const stated = (name: SpanName, list: readonly TextSpan[]): void => {
    for (const span of list) add(name, span);
  };
  if (parsed.price !== null) add('price', parsed.price);
  for (const span of parsed.measures) add(span.dimension === 'age' ? 'audience' : 'measure', span);
  for (const size of parsed.sizes) add(size.system === 'dimensions' ? 'measure' : 'size', size);
  for (const span of parsed.quantities) add(span.text.endsWith('件套') ? 'product_type' : 'quantity', span);
  stated('model_number', findModelNumbers(text));
  for (const match of text.matchAll(YEAR)) add('time', { start: match.index, end: match.index + match[0].length });
  for (const hit of matchGazetteer(text)) add(hit.name, hit, hit.end - hit.start === 1 ? 0.7 : 1);
  return joinProductTypes(
    text,
    spans.toSorted((a, b) => a.start - b.start),
  );
}

/** A host and its part, side by side, are one product type: `printer` `paper`, 手机 支架 without a space. */
function joinProductTypes(text: string, spans: readonly LexicalSpan[]): LexicalSpan[] {
  const joined: LexicalSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const both = last?.name === 'product_type' && span.name === 'product_type';
    const gap = last === undefined ? '' : text.slice(last.end, span.start);
    if (last !== undefined && both && (gap === '' || (gap === ' ' && /[a-z]/i.test(text.charAt(span.start))))) {
      joined[joined.length - 1] = { ...last, end: span.end, confidence: Math.max(last.confidence, span.confidence) };
    } else joined.push(span);
  }
  return joined;
}
