import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';

/** What is known of a product beside its title. */
export interface ProductFacts {
  brand?: string | undefined;
  color?: string | undefined;
  category?: string | undefined;
  price?: { amount: number; currency: string } | undefined;
  stock?: number | undefined;
}

/** Price, maker, colour, category, and whether it is sold out; nothing for what isn't known. */
export function factsOf(language: Language, product: ProductFacts): Child[] {
  const facts = [product.brand, product.color, product.category].filter((fact) => fact !== undefined);
  return [
    product.price !== undefined && element('strong', { class: 'figure' }, priceText(language, product.price)),
    facts.length > 0 && element('span', {}, facts.join(' · ')),
    product.stock !== undefined && product.stock <= 0 && element('em', {}, say(language, 'sold_out')),
  ];
}

function priceText(language: Language, { amount, currency }: { amount: number; currency: string }): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}
