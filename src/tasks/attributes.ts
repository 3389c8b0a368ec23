import type { Attribute, AttributesItem, AttributesRequest, AttributesResult } from '../contract/attributes.ts';
import { detectLanguage } from '../core/language.ts';
import { type Context, provenance, type Provenance } from '../models/context.ts';
import { type ItemFields, itemFields } from './attributes/fields.ts';
import { type PieceRead, type Reading, readPieces } from './attributes/read-pieces.ts';
import { answersName, readAttributes, structuredAttributes, withParsed } from './attributes/stated.ts';

/** Pieces of bullets and description that are read for a name, about 2,500 characters: each name reads them anew. */
const MOST_PIECES_BY_NAME = 12;

/**
 * g(d) = argmax P(p | M(d)) for each item. Without names every piece of text is read once. With names each is asked of the title or query;
 * then, where that and the shop's own fields are silent, of bullets and description. Evidence is an exact substring of a field as sent.
 */
export async function attributesTask(
  { items }: AttributesRequest,
  context: Context,
): Promise<Provenance & { results: AttributesResult[] }> {
  const fields = items.map(itemFields);
  const main = await readPieces(plan(items, fields, 'main'), context);
  const isSilent = (item: number, name: string): boolean =>
    !main.read.some((read) => read.item === item && read.name === name && read.spans.length > 0) &&
    !fields[item]?.structured.some((field) => answersName(field, name));
  const more = await readPieces(plan(items, fields, 'more', isSilent), context);
  const read = [...main.read, ...more.read];
  const results = items.map((item, i): AttributesResult => {
    const ofItem = read.filter((one) => one.item === i);
    return {
      ...(item.id === undefined ? {} : { id: item.id }),
      language: item.language ?? item.product?.language ?? detectLanguage(item.query ?? item.product?.title ?? ''),
      attributes: assemble(item, fields[i] as ItemFields, ofItem),
    };
  });
  return { results, ...provenance([...main.scored, ...more.scored], context.pack) };
}

/** What is to be read of one part of every item: each piece once, or once for each name asked that `wanted` lets through. */
function plan(
  items: readonly AttributesItem[],
  fields: readonly ItemFields[],
  part: Reading['part'],
  wanted: (item: number, name: string) => boolean = () => true,
): Reading[] {
  return items.flatMap(({ attributes }, item) => {
    const pieces = fields[item]?.[part] ?? [];
    if (attributes === undefined) return pieces.map((piece): Reading => ({ item, part, piece }));
    const names = attributes.filter((name) => wanted(item, name));
    const read = part === 'main' ? pieces : pieces.slice(0, MOST_PIECES_BY_NAME);
    return names.flatMap((name) => read.map((piece): Reading => ({ item, part, piece, name })));
  });
}

function assemble(item: AttributesItem, fields: ItemFields, read: readonly PieceRead[]): Attribute[] {
  const found = read.flatMap(readAttributes);
  const own = structuredAttributes(fields, item.attributes);
  if (item.attributes === undefined) return distinct([...own, ...withParsed(item, found)]);
  return item.attributes.flatMap((name) => {
    const isNamed = (value: Attribute): boolean => value.name === name;
    // The shop's own field has the say over what its title seems to state.
    const values = own.some(isNamed) ? own.filter(isNamed) : found.filter(isNamed);
    return values.length > 0 ? distinct(values) : [absent(name, read)];
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
  const confidence = Math.min(1, ...read.filter((one) => one.name === name).map((one) => one.notStated));
  return { name, value: null, text: null, confidence, evidence: null, source: null };
}
