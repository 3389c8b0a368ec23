import type { AttributesItem } from '../../contract/attributes.ts';
import type { SpanName } from '../../core/attribute.ts';
import { canonicalAttributeName } from '../../core/gazetteer/match-gazetteer.ts';
import { textWindows } from '../../core/text-windows.ts';

/** The width (`textWidth`) that the model reads whole with a name before it: about 110 tokens. A longer text is read piece by piece. */
export const WINDOW = 220;

/** A piece of a field to read: `start` is where it begins in the field as sent. */
export interface Piece {
  field: string;
  text: string;
  start: number;
}

/** What an item says, as fields: the first are read for every name, the rest (bullets, description) where those are silent. */
export interface ItemFields {
  main: Piece[];
  more: Piece[];
  /** Fields that are themselves the value of an attribute: brand, color, and what stands under `attributes`. */
  structured: StructuredField[];
}

/** A field whose text is a value: by the shop's name and, where that is known, the canonical one. */
export interface StructuredField {
  name: string;
  canonical: SpanName | null;
  field: string;
  text: string;
}

/** The fields of an item, cut to pieces that the model can read whole. */
export function itemFields(item: AttributesItem): ItemFields {
  if (item.query !== undefined) return { main: pieces('query', item.query), more: [], structured: [] };
  const { product } = item;
  if (product === undefined) return { main: [], more: [], structured: [] };
  const more = (product.bullets ?? []).flatMap((bullet, i) => pieces(`bullets.${i}`, bullet));
  if (product.description !== undefined) more.push(...pieces('description', product.description));
  const structured: StructuredField[] = [];
  for (const name of ['brand', 'color'] as const) {
    const text = product[name];
    if (text !== undefined) structured.push({ name, canonical: name, field: name, text });
  }
  for (const [name, value] of Object.entries(product.attributes ?? {})) {
    const values = (Array.isArray(value) ? value : [value]) as unknown[];
    for (const [i, text] of values.entries()) {
      const field = Array.isArray(value) ? `attributes.${name}.${i}` : `attributes.${name}`;
      if (typeof text === 'string' && text.trim() !== '') {
        structured.push({ name, canonical: canonicalAttributeName(name), field, text });
      }
    }
  }
  return { main: pieces('title', product.title), more, structured };
}

function pieces(field: string, text: string): Piece[] {
  return textWindows(text, WINDOW).map((window) => ({ field, ...window }));
}
