import type { Product } from '../core/product.ts';

/** The most UTF-16 units of a product's text that the match model is given; the training recipe cuts at the same place. */
const PRODUCT_TEXT_LIMIT = 480;

/**
 * A product as one text for the match model: title, brand and color where the title lacks them, then bullets or description.
 * The training recipe has its twin (`product_text` in `infra/training/aisle_training/data.py`).
 */
export function productText(product: Product): string {
  const parts = [product.title];
  for (const part of [product.brand, product.color]) {
    if (part !== undefined && !product.title.toLowerCase().includes(part.toLowerCase())) parts.push(part);
  }
  const more = product.bullets?.length ? product.bullets.join(' ') : product.description;
  if (more !== undefined) parts.push(more);
  return parts.join(' | ').slice(0, PRODUCT_TEXT_LIMIT).toWellFormed();
}

/** The input of the by-name head, and the offset at which the text begins in it (twin: `named_prompt` of the recipe). */
export function namedPrompt(name: string, text: string): { prompt: string; begin: number } {
  const prefix = `${name} : `;
  return { prompt: prefix + text, begin: prefix.length };
}
