import type { Attribute, AttributesItem, AttributesRequest, AttributesResult } from '../contract/attributes.ts';
import { attributeKey } from '../core/gazetteer/same-attribute.ts';
import { provenance, type Provenance } from '../models/context.ts';
import type { Scored } from '../models/port.ts';
import { choosePieces } from './attributes/chosen-pieces.ts';
import { type ItemFields, itemFields } from './attributes/fields.ts';
import { languageOf, lookAtAll, type PictureContext } from './attributes/look.ts';
import { type PieceRead, type Reading, readPieces } from './attributes/read-pieces.ts';
import {
  itemTerms,
  readAttributes,
  statedByName,
  structuredAttributes,
  type TermsOf,
  withParsed,
} from './attributes/stated.ts';
import { withPicture } from './attributes/with-picture.ts';

/** Of several values of a name, the least share of the surest one's confidence: what is far less sure is mostly a piece of something else. */
const BESIDE_THE_SUREST = 0.75;

/** The provenance where fields and labels answer every name: no weights, and nothing that a model would have done better. */
const NOTHING_ASKED: Scored<'tags'> = {
  output: { spans: [] },
  served: { path: 'lexical', degraded: false },
  cached: true,
};

/** An item with what of it needs no model. */
interface Prepared {
  item: AttributesItem;
  fields: ItemFields;
  termsOf: TermsOf;
  /** What fields and labels state of each asked name; empty lists for the rest. */
  known: ReadonlyMap<string, Attribute[]>;
}

/**
 * g(d) = argmax P(p | M(d)) for each item. Without names every piece of text is read once. With names the shop's own fields and what the
 * texts label are the answer; the others are asked of the title or query, each attribute once under whatever names; then, where that is
 * silent too, of bullets and description. Evidence is an exact substring of a field as sent. A picture is looked at meanwhile, and says what
 * the text leaves open; where it cannot be read, the text's answer stands.
 */
export async function attributesTask(
  { items, vocabulary }: AttributesRequest,
  context: PictureContext,
): Promise<Provenance & { results: AttributesResult[] }> {
  const prepared = items.map((item) => prepare(item, vocabulary));
  const [{ read, scored }, looks] = await Promise.all([readTexts(prepared, context), lookAtAll(items, context)]);
  const results = prepared.map((one, i): AttributesResult => {
    const { item, termsOf } = one;
    const attributes = assemble(
      one,
      read.filter((each) => each.item === i),
    );
    const look = looks[i] ?? null;
    return {
      ...(item.id === undefined ? {} : { id: item.id }),
      language: languageOf(item),
      ...(look === null ? { attributes } : withPicture(item, attributes, look, termsOf)),
    };
  });
  const ofTexts = provenance(scored.length > 0 ? scored : [NOTHING_ASKED], context.pack);
  if (looks.every((look) => look === null)) return { results, ...ofTexts };
  const failed = looks.find((look) => look?.degraded === true);
  const { served_by, cache } = ofTexts;
  return {
    results,
    ...ofTexts,
    served_by:
      failed?.reason === undefined || served_by.degraded
        ? served_by
        : { ...served_by, degraded: true, reason: failed.reason },
    // No picture is looked up: it may have changed behind its address.
    cache: cache === 'hit' ? 'partial' : cache,
  };
}

async function readTexts(
  prepared: readonly Prepared[],
  context: PictureContext,
): Promise<{ read: PieceRead[]; scored: Scored<'tags'>[] }> {
  const main = await readPieces(prepared.flatMap(planMain), context);
  const isSilent = (item: number, key: string): boolean =>
    !main.read.some((read) => read.item === item && read.key === key && read.spans.length > 0);
  const more = await readPieces(
    prepared.flatMap((one, item) => planMore(one, item, (key) => isSilent(item, key))),
    context,
  );
  return { read: [...main.read, ...more.read], scored: [...main.scored, ...more.scored] };
}

function prepare(item: AttributesItem, vocabulary: AttributesRequest['vocabulary']): Prepared {
  const fields = itemFields(item);
  const termsOf = itemTerms(item, fields, vocabulary);
  if (item.attributes === undefined) return { item, fields, termsOf, known: new Map() };
  const statedOf = statedByName(fields, termsOf);
  return { item, fields, termsOf, known: new Map(item.attributes.map((name) => [name, statedOf(name)])) };
}

/** The names to read for, by key: the first spelling of each that nothing answers yet. */
function openNames({ known }: Prepared): Map<string, string> {
  const open = new Map<string, string>();
  for (const [name, stated] of known) {
    const key = attributeKey(name);
    if (stated.length === 0 && !open.has(key)) open.set(key, name);
  }
  return open;
}

/** Title or query: each piece once, or once for each open name. */
function planMain(one: Prepared, item: number): Reading[] {
  const { main, more } = one.fields;
  if (one.item.attributes === undefined) {
    return [
      ...main.map((piece): Reading => ({ item, part: 'main', piece })),
      ...more.map((piece): Reading => ({ item, part: 'more', piece })),
    ];
  }
  return [...openNames(one)].flatMap(([key, name]) =>
    main.map((piece): Reading => ({ item, part: 'main', piece, name, key })),
  );
}

/** Bullets and description, for the open names on which title or query are silent. */
function planMore(one: Prepared, item: number, isSilent: (key: string) => boolean): Reading[] {
  const chosen = choosePieces(one.fields.more);
  return [...openNames(one)].flatMap(([key, name]) =>
    isSilent(key) ? chosen(name).map((piece): Reading => ({ item, part: 'more', piece, name, key })) : [],
  );
}

function assemble({ item, fields, termsOf, known }: Prepared, read: readonly PieceRead[]): Attribute[] {
  if (item.attributes === undefined) {
    const found = read.flatMap((one) => readAttributes(one, termsOf));
    return distinct([...structuredAttributes(fields, termsOf), ...withParsed(item, found, termsOf)]);
  }
  return [...known].flatMap(([name, stated]) => {
    if (stated.length > 0) return distinct(stated);
    const ofName = read.filter(({ key }) => key === attributeKey(name));
    const found = ofName.flatMap((one) => readAttributes(one, termsOf, name));
    const surest = Math.max(...found.map(({ confidence }) => confidence));
    const values = found.filter(({ confidence }) => confidence >= BESIDE_THE_SUREST * surest);
    return values.length > 0 ? distinct(values) : [absent(name, ofName)];
  });
}

/** One entry a name and value, the surest. */
function distinct(attributes: readonly Attribute[]): Attribute[] {
  const best = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const key = `${attribute.name}\n${(attribute.value ?? '').toLowerCase()}`;
    const known = best.get(key);
    if (known === undefined || known.confidence < attribute.confidence) best.set(key, attribute);
  }
  return [...best.values()];
}

/** The entry of a name that nothing states: `confidence` is how sure that is, by the piece that came nearest to stating it. */
function absent(name: string, read: readonly PieceRead[]): Attribute {
  const confidence = Math.min(1, ...read.map(({ notStated }) => notStated));
  return { name, value: null, text: null, confidence, evidence: null, source: null };
}
