import type { Attribute, AttributesItem } from '../../contract/attributes.ts';
import { canonicalAttributeName } from '../../core/gazetteer/match-gazetteer.ts';
import { overlaps } from '../../core/overlaps.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import { attributeValue } from '../../ranking/attribute-value.ts';
import { sizeName } from '../../ranking/constraints.ts';
import type { ItemFields, StructuredField } from './fields.ts';
import type { PieceRead } from './read-pieces.ts';

/** What a field with a value is worth: the shop says so itself. */
const STATED_BY_SHOP = 0.99;

/** What the deterministic parser is worth. */
const PARSED = 0.9;

function stated(name: string, text: string, confidence: number, field: string, start: number): Attribute {
  const evidence = { field, start, end: start + text.length };
  return { name, value: attributeValue(name, text), text, confidence, evidence, source: 'text' };
}

/** The spans of a piece as attributes of the field that it was cut from. */
export function readAttributes({ piece, spans }: PieceRead): Attribute[] {
  return spans.map(({ name, start, end, confidence }) =>
    stated(name, piece.text.slice(start, end), confidence, piece.field, piece.start + start),
  );
}

/** Whether a shop's field answers the name: by the same name, or another for the same canonical one. */
export function answersName(field: StructuredField, name: string): boolean {
  if (field.name.toLowerCase() === name.toLowerCase()) return true;
  return field.canonical !== null && field.canonical === canonicalAttributeName(name);
}

/** What the shop's own fields state: of the canonical names, or of those asked. */
export function structuredAttributes({ structured }: ItemFields, names: readonly string[] | undefined): Attribute[] {
  return structured.flatMap((field) => {
    const shown =
      names?.filter((name) => answersName(field, name)) ?? (field.canonical === null ? [] : [field.canonical]);
    const start = field.text.length - field.text.trimStart().length;
    return shown.map((name) => stated(name, field.text.trim(), STATED_BY_SHOP, field.field, start));
  });
}

/** What was found in a query, with what the deterministic parser reads: its sizes have the say, the rest fills what the tagger left. */
export function withParsed({ query, attributes }: AttributesItem, found: readonly Attribute[]): Attribute[] {
  if (query === undefined || attributes !== undefined) return [...found];
  const { sizes, quantities, measures, price } = parseQuery(query);
  const named = [
    ...sizes.map((span) => ({ name: 'size', span })),
    ...quantities.map((span) => ({ name: 'quantity', span })),
    ...measures.map((span) => ({ name: 'measure', span })),
    ...(price === null ? [] : [{ name: 'price', span: price }]),
  ];
  const isOn = ({ evidence }: Attribute, span: { start: number; end: number }): boolean =>
    evidence !== null && overlaps(evidence, span);
  const read = found.map((one) => (sizes.some((size) => isOn(one, size)) ? { ...one, name: sizeName(one.name) } : one));
  const left = named.filter(({ span }) => !read.some((one) => isOn(one, span)));
  return [...read, ...left.map(({ name, span }) => stated(name, span.text, PARSED, 'query', span.start))];
}
