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

/** A field of running text, whole. */
export interface TextField {
  field: string;
  text: string;
}

/** What an item says, as fields: the first are read for every name, the rest (bullets, description) where those are silent. */
export interface ItemFields {
  /** Title, bullets and description, or the query. */
  texts: TextField[];
  /** Title or query, cut to pieces that the model can read whole. */
  main: Piece[];
  /** Bullets and description, cut so. */
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

/** The fields of an item. Under `attributes` texts, numbers and booleans are values, the latter two as JSON writes them, and lists of these. */
export function itemFields(item: AttributesItem): ItemFields {
  if (item.query !== undefined) return textFields({ field: 'query', text: item.query }, []);
  const { product } = item;
  if (product === undefined) return { texts: [], main: [], more: [], structured: [] };
  const more = (product.bullets ?? []).map((text, i) => ({ field: `bullets.${i}`, text }));
  if (product.description !== undefined) more.push({ field: 'description', text: product.description });
  const structured: StructuredField[] = [];
  for (const name of ['brand', 'color'] as const) {
    const text = product[name];
    if (text !== undefined) structured.push({ name, canonical: name, field: name, text });
  }
  for (const [name, value] of Object.entries(product.attributes ?? {})) {
    const values = (Array.isArray(value) ? value : [value]) as unknown[];
    for (const [i, one] of values.entries()) {
      const field = Array.isArray(value) ? `attributes.${name}.${i}` : `attributes.${name}`;
      const text = typeof one === 'number' || typeof one === 'boolean' ? String(one) : one;
      if (typeof text === 'string' && text.trim() !== '') {
        structured.push({ name, canonical: canonicalAttributeName(name), field, text });
      }
    }
  }
  return { ...textFields({ field: 'title', text: product.title }, more), structured };
}

function textFields(main: TextField, more: readonly TextField[]): ItemFields {
  return { texts: [main, ...more], main: pieces(main), more: more.flatMap(pieces), structured: [] };
}

function pieces({ field, text }: TextField): Piece[] {
  return textWindows(text, WINDOW).map((window) => ({ field, ...window }));
}
