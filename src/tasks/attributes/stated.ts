import type { Attribute, AttributesItem, AttributesRequest } from '../../contract/attributes.ts';
import { attributeKey } from '../../core/gazetteer/same-attribute.ts';
import { overlaps } from '../../core/overlaps.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import { attributeValue, type ValueTerms } from '../../ranking/attribute-value.ts';
import { sizeName } from '../../ranking/constraints.ts';
import { labelledValues } from '../../ranking/labelled-values.ts';
import { canAnswer } from '../../ranking/name-dimension.ts';
import { shopValue } from '../../ranking/shop-value.ts';
import type { ItemFields, StructuredField } from './fields.ts';
import type { PieceRead } from './read-pieces.ts';

/** What a field with a value is worth: the shop says so itself. */
const STATED_BY_SHOP = 0.99;

/** What a value behind its own name is worth: of 26 that public product texts label, 26 are right. */
const LABELLED = 0.95;

/** What the deterministic parser is worth. */
const PARSED = 0.9;

/** How the values of an attribute are written: `ValueTerms` by its name. */
export type TermsOf = (name: string) => ValueTerms;

/** The terms of an item's values: the request's vocabulary, what the product's own fields call them, and the language asked. */
export function itemTerms(
  { language }: AttributesItem,
  { structured }: ItemFields,
  vocabulary: AttributesRequest['vocabulary'] = {},
): TermsOf {
  const known = new Map<string, ValueTerms>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const isSame = (other: string): boolean => attributeKey(other) === attributeKey(name);
    const terms = {
      language,
      shop: Object.entries(vocabulary).flatMap(([other, values]) => (isSame(other) ? values : [])),
      own: structured.flatMap((field) => (isSame(field.name) || field.canonical === name ? [field.text.trim()] : [])),
    };
    known.set(name, terms);
    return terms;
  };
}

function stated(
  name: string,
  value: string,
  text: string,
  confidence: number,
  field: string,
  start: number,
): Attribute {
  return { name, value, text, confidence, evidence: { field, start, end: start + text.length }, source: 'text' };
}

/** The spans of a piece as attributes of the field that it was cut from, under the name that they were found by or the one given. */
export function readAttributes({ piece, spans }: PieceRead, termsOf: TermsOf, asked?: string): Attribute[] {
  return spans.map(({ name: found, start, end, confidence }) => {
    const name = asked ?? found;
    const text = piece.text.slice(start, end);
    return stated(name, attributeValue(name, text, termsOf(name)), text, confidence, piece.field, piece.start + start);
  });
}

/** A field of the shop's own under a name, as the shop writes it. */
function fieldAttribute(name: string, { field, text }: StructuredField, termsOf: TermsOf): Attribute {
  const value = text.trim();
  const start = text.length - text.trimStart().length;
  return stated(name, shopValue(value, termsOf(name).shop) ?? value, value, STATED_BY_SHOP, field, start);
}

/** What the shop's own fields state of the canonical names. */
export function structuredAttributes({ structured }: ItemFields, termsOf: TermsOf): Attribute[] {
  return structured.flatMap((field) =>
    field.canonical === null ? [] : [fieldAttribute(field.canonical, field, termsOf)],
  );
}

/**
 * What answers a name without a model: the shop's own fields by that name (of a garment the material is its fabric; a mattress has both),
 * else what the texts label with it.
 */
export function statedByName(fields: ItemFields, termsOf: TermsOf): (name: string) => Attribute[] {
  const labelled = fields.texts.flatMap(({ field, text }) =>
    labelledValues(text).map(({ label, start, end }) => ({
      key: attributeKey(label),
      field,
      start,
      text: text.slice(start, end),
    })),
  );
  return (name) => {
    const key = attributeKey(name);
    const ownBy = (wanted: string): StructuredField[] =>
      fields.structured.filter((field) => attributeKey(field.name) === wanted);
    const exact = ownBy(key);
    const own = exact.length === 0 && key === 'material' ? ownBy('fabric') : exact;
    if (own.length > 0) return own.map((field) => fieldAttribute(name, field, termsOf));
    return labelled
      .filter((value) => value.key === key && canAnswer(name, value.text))
      .map(({ text, field, start }) =>
        stated(name, attributeValue(name, text, termsOf(name)), text, LABELLED, field, start),
      );
  };
}

/** What was found in a query, with what the deterministic parser reads: its sizes have the say, the rest fills what the tagger left. */
export function withParsed(
  { query, attributes }: AttributesItem,
  found: readonly Attribute[],
  termsOf: TermsOf,
): Attribute[] {
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
  return [
    ...read,
    ...left.map(({ name, span: { text, start } }) =>
      stated(name, attributeValue(name, text, termsOf(name)), text, PARSED, 'query', start),
    ),
  ];
}
