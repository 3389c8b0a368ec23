import type { Attribute, AttributesImage, AttributesItem } from '../../contract/attributes.ts';
import type { PictureColor } from '../../core/picture.ts';
import { attributeValue } from '../../ranking/attribute-value.ts';
import { fuse, type SeenValue } from '../../ranking/image/fuse.ts';
import { languageOf, type Look } from './look.ts';
import type { TermsOf } from './stated.ts';
import { visibleNames } from './visible-names.ts';

/** What a vision model's word is worth: not measured, since it is whichever model is configured, so less than a text that states it. */
const SEEN = 0.6;

/** From this share on a colour that does not lead is one of the product's, too. */
const BESIDE_THE_LEADING = 0.3;

/** An item's attributes with what its picture shows, and what is told of the picture. */
export function withPicture(
  item: AttributesItem,
  attributes: readonly Attribute[],
  look: Look,
  termsOf: TermsOf,
): { attributes: Attribute[]; image: AttributesImage } {
  const language = languageOf(item);
  const colors = look.colors ?? [];
  const word = (name: string, color: string): string => attributeValue(name, color, { ...termsOf(name), language });
  const seenOf = (name: string, canonical: string): SeenValue[] => {
    if (canonical === 'color' && colors.length > 0) {
      return mainColors(colors).map(({ color, confidence, box }) => ({
        value: word(name, color),
        confidence,
        box,
      }));
    }
    const seen = (look.seen ?? []).filter((one) => one.name === name);
    return seen.map(({ value }) => ({ value: word(name, value), confidence: SEEN, box: null }));
  };
  let fused: Attribute[] = [...attributes];
  const agreement: AttributesImage['agreement'] = [];
  const lookedFor = visibleNames(item.attributes).filter(
    ({ canonical }) => look.seen !== null || (canonical === 'color' && look.colors !== null),
  );
  for (const { name, canonical } of lookedFor) {
    const said = fused.flatMap((one) =>
      one.name === name && one.value !== null ? [{ ...one, value: one.value }] : [],
    );
    const seen = seenOf(name, canonical);
    if (said.length === 0 && seen.length === 0) continue;
    const { confidences, takesImage, verdict } = fuse(canonical, said, seen);
    const entries = [
      ...(takesImage ? seen.map((one) => imageEntry(name, one)) : []),
      ...said.map((one, i) => ({ ...one, confidence: confidences[i] ?? one.confidence })),
    ];
    fused = replaced(fused, name, entries);
    agreement.push({
      name,
      text: said[0]?.value ?? null,
      image: seen.length === 0 ? null : seen.map(({ value }) => value).join(', '),
      verdict,
    });
  }
  const named = colors.map(({ color, ...rest }) => ({ name: color, value: word('color', color), ...rest }));
  const { status, reason } = look;
  return {
    attributes: fused,
    image: { status, ...(reason === undefined ? {} : { reason }), colors: named, agreement },
  };
}

/** The leading colour, and others that are nearly as large. */
function mainColors(colors: readonly PictureColor[]): PictureColor[] {
  return colors.filter(({ share }, i) => i === 0 || share >= BESIDE_THE_LEADING);
}

function imageEntry(name: string, { value, confidence, box }: SeenValue): Attribute {
  return { name, value, text: null, confidence, evidence: null, source: 'image', box };
}

/** The list with the entries of a name, its absence among them, replaced where the first of them stood; at the end where there was none. */
function replaced(attributes: readonly Attribute[], name: string, entries: readonly Attribute[]): Attribute[] {
  const first = attributes.findIndex((one) => one.name === name);
  const at = first < 0 ? attributes.length : first;
  const others = (part: readonly Attribute[]): Attribute[] => part.filter((one) => one.name !== name);
  return [...others(attributes.slice(0, at)), ...entries, ...others(attributes.slice(at))];
}
