import type { Product } from '../core/product.ts';

/** The most UTF-16 units of a product's text that the match model is given; the training recipe cuts at the same place. */
export const PRODUCT_TEXT_LIMIT = 480;

/** What stands between the fields of a product's text. */
const SEPARATOR = ' | ';

/** A field of a product as the match model is given it, with what stands before it. */
export interface ProductPart {
  /** `title`, `brand`, `color`, `description`, or `bullets.0` and so on. */
  field: string;
  before: string;
  text: string;
}

/** What a product's text is made of, in order: title, brand and color where the title lacks them, then bullets or description. */
export function productParts({ title, brand, color, bullets = [], description }: Product): ProductPart[] {
  const parts: ProductPart[] = [{ field: 'title', before: '', text: title }];
  for (const [field, text] of Object.entries({ brand, color })) {
    if (text !== undefined && !title.toLowerCase().includes(text.toLowerCase())) {
      parts.push({ field, before: SEPARATOR, text });
    }
  }
  for (const [i, text] of bullets.entries()) {
    parts.push({ field: `bullets.${i}`, before: i === 0 ? SEPARATOR : ' ', text });
  }
  if (bullets.length === 0 && description !== undefined) {
    parts.push({ field: 'description', before: SEPARATOR, text: description });
  }
  return parts;
}

/**
 * A product as one text for the match model, its parts joined and cut.
 * The training recipe has its twin (`product_text` in `infra/training/aisle_training/data.py`).
 */
export function productText(product: Product): string {
  const whole = productParts(product)
    .map(({ before, text }) => before + text)
    .join('');
  return whole.slice(0, PRODUCT_TEXT_LIMIT).toWellFormed();
}

/** The input of the by-name head, and the offset at which the text begins in it (twin: `named_prompt` of the recipe). */
export function namedPrompt(name: string, text: string): { prompt: string; begin: number } {
  const prefix = `${name} : `;
  return { prompt: prefix + text, begin: prefix.length };
}
