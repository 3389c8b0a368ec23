import type { SpanName } from '../../core/attribute.ts';
import { canonicalAttributeName } from '../../core/gazetteer/match-gazetteer.ts';
import { attributeKey } from '../../core/gazetteer/same-attribute.ts';

/** Canonical attributes that a picture can show. */
const VISIBLE: readonly SpanName[] = [
  'product_type',
  'color',
  'material',
  'pattern',
  'style',
  'shape',
  'audience',
  'season',
];

/** A name to look for in a picture, and the canonical one that it means. */
export interface VisibleName {
  name: string;
  canonical: SpanName;
}

/**
 * Of the names that were asked for those that a picture can show, as they were asked; of none given the canonical ones. A name that is of a part
 * (`Lid colour`) is left out, since the picture shows the whole.
 */
export function visibleNames(asked: readonly string[] | undefined): VisibleName[] {
  if (asked === undefined) return VISIBLE.map((name) => ({ name, canonical: name }));
  return asked.flatMap((name): VisibleName[] => {
    const canonical = canonicalAttributeName(name);
    if (canonical === null || !VISIBLE.includes(canonical)) return [];
    return attributeKey(name) === attributeKey(canonical) ? [{ name, canonical }] : [];
  });
}
