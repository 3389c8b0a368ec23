import type { Attribute, AttributesItem, AttributesRequest, AttributesResult } from '../contract/attributes.ts';
import { canonicalAttributeName } from '../core/gazetteer/match-gazetteer.ts';
import { detectLanguage } from '../core/language.ts';
import { platt } from '../core/math.ts';
import { parseQuery } from '../core/query-parser/parse-query.ts';
import { type Context, provenance, type Provenance } from '../models/context.ts';
import type { Scored, TaggedSpan, TagsInput } from '../models/port.ts';
import { attributeValue } from '../ranking/attribute-value.ts';
import { type ItemFields, itemFields, type Piece } from './attributes/fields.ts';

/** Below this confidence a span is not reported: in a title or query, and in running text where chance hits are many. */
const SURE_ENOUGH = { main: 0.3, more: 0.6 };

/** What a brand or color field is worth: the shop says so itself. */
const STATED_BY_SHOP = 0.99;

/** One model call planned: which item and piece it reads, and for which name. */
interface Reading {
  item: number;
  piece: Piece;
  name?: string;
  part: 'main' | 'more';
}

/**
 * g(d) = argmax P(p | M(d)) for each item. Without names: every piece is tagged once. With names: each name is asked of the title or query,
 * then, where that is silent, of bullets and description. Evidence always is an exact substring of a field as sent.
 */
export async function attributesTask(
  request: AttributesRequest,
  { models, pack, call }: Context,
): Promise<Provenance & { results: AttributesResult[] }> {
  const { items } = request;
  const fields = items.map(itemFields);
  const plan = (part: 'main' | 'more', names: (item: number) => readonly (string | undefined)[]): Reading[] =>
    fields.flatMap((field, item) =>
      names(item).flatMap((name) =>
        field[part].map((piece): Reading => ({ item, piece, part, ...(name === undefined ? {} : { name }) })),
      ),
    );
  const { calibration, named_calibration } = pack.manifest.tags;
  const found = items.map((): Found[] => []);
  const absent = items.map(() => new Map<string, number>());
  const scored: Scored<'tags'>[] = [];
  const read = async (readings: Reading[]): Promise<void> => {
    if (readings.length === 0) return;
    const inputs = readings.map(({ piece, name }): TagsInput => ({
      text: piece.text,
      ...(name === undefined ? {} : { name }),
    }));
    const answers = await models.tags.run(inputs, call);
    scored.push(...answers);
    for (const [i, { item, piece, name, part }] of readings.entries()) {
      const { spans = [], notStated = 1 } = answers[i]?.output ?? {};
      if (name !== undefined) absent[item]?.set(name, Math.min(absent[item]?.get(name) ?? 1, notStated));
      const { slope, offset } = name === undefined ? calibration : named_calibration;
      for (const span of spans) {
        const confidence = platt(span.confidence, slope, offset);
        if (confidence >= SURE_ENOUGH[part] || (name !== undefined && part === 'main')) {
          found[item]?.push({ ...span, confidence, piece });
        }
      }
    }
  };
  await read(plan('main', (item) => items[item]?.attributes ?? [undefined]));
  const silent = (item: number): readonly (string | undefined)[] =>
    items[item]?.attributes?.filter(
      (name) => !found[item]?.some((span) => span.name === name) && !isStructured(name, fields[item]),
    ) ?? [undefined];
  await read(plan('more', silent));
  const results = items.map((item, i): AttributesResult => {
    const field = fields[i] ?? { main: [], more: [], structured: [] };
    const all = [
      ...structuredAttributes(field, item.attributes),
      ...(found[i] ?? []).map(toAttribute),
      ...parsedAttributes(item, found[i] ?? []),
    ];
    const values = distinct(all);
    const attributes = item.attributes === undefined ? values : byName(item.attributes, values, absent[i] ?? new Map());
    const text = field.main[0]?.text ?? '';
    return {
      ...(item.id === undefined ? {} : { id: item.id }),
      language: item.language ?? item.product?.language ?? detectLanguage(text),
      attributes,
    };
  });
  return { results, ...provenance(scored, pack) };
}

type Found = TaggedSpan & { piece: Piece };

function toAttribute({ name, start, end, confidence, piece }: Found): Attribute {
  const text = piece.text.slice(start, end);
  const evidence = { field: piece.field, start: piece.start + start, end: piece.start + end };
  return { name, value: attributeValue(name, text), text, confidence, evidence, source: 'text' };
}

function isStructured(name: string, fields: ItemFields | undefined): boolean {
  const canonical = canonicalAttributeName(name);
  return fields?.structured.some((field) => field.name === canonical) ?? false;
}

function structuredAttributes({ structured }: ItemFields, names: readonly string[] | undefined): Attribute[] {
  const attribute = (name: string, field: string, text: string): Attribute => ({
    name,
    value: attributeValue(name, text),
    text,
    confidence: STATED_BY_SHOP,
    evidence: { field, start: 0, end: text.length },
    source: 'text',
  });
  return structured.flatMap(({ name, field, text }) =>
    (names === undefined ? [name] : names.filter((asked) => canonicalAttributeName(asked) === name)).map((asked) =>
      attribute(asked, field, text),
    ),
  );
}

/** What the deterministic parser reads in a query and the tagger did not. */
function parsedAttributes(item: AttributesItem, found: readonly Found[]): Attribute[] {
  if (item.query === undefined || item.attributes !== undefined) return [];
  const { query } = item;
  const parsed = parseQuery(query);
  const spans = [
    ...parsed.sizes.map((span) => ({ ...span, name: 'size' })),
    ...parsed.quantities.map((span) => ({ ...span, name: 'quantity' })),
    ...parsed.measures.map((span) => ({ ...span, name: 'measure' })),
    ...(parsed.price === null ? [] : [{ ...parsed.price, name: 'price' }]),
  ];
  return spans
    .filter(
      ({ start, end }) =>
        !found.some((span) => start < span.piece.start + span.end && end > span.piece.start + span.start),
    )
    .map(({ name, start, end, text }) => ({
      name,
      value: text,
      text,
      confidence: 0.9,
      evidence: { field: 'query', start, end },
      source: 'text',
    }));
}

/** One entry a name and value, the surest; in the order of the text within each field. */
function distinct(attributes: readonly Attribute[]): Attribute[] {
  const best = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const key = `${attribute.name}\n${(attribute.value ?? '').toLowerCase()}`;
    const known = best.get(key);
    if (known === undefined || known.confidence < attribute.confidence) best.set(key, attribute);
  }
  return [...best.values()];
}

/** The names in the order asked; a name without a value has one entry that says so, with how sure that is. */
function byName(
  names: readonly string[],
  values: readonly Attribute[],
  absent: ReadonlyMap<string, number>,
): Attribute[] {
  return names.flatMap((name) => {
    const stated = values.filter((value) => value.name === name);
    if (stated.length > 0) return stated;
    return [{ name, value: null, text: null, confidence: absent.get(name) ?? 1, evidence: null, source: null }];
  });
}
