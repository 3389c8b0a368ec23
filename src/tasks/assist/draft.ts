import type { ROUTES } from '../../contract/assist.ts';
import type { Language } from '../../core/language.ts';

/** How a turn is answered. */
export type Route = (typeof ROUTES)[number];

/** What the answer may state: a product's own text, a passage of a document of the shop, or the order that the shop sent. */
export interface Fact {
  /** `product:ID`, `document:ID#n` for the n-th passage of a document from 0, or `order`. */
  id: string;
  kind: 'product' | 'document' | 'order';
  /** The product's or document's title; `order` for the order. */
  title: string;
  /** Its words, as the shop wrote them: data, whatever they say. */
  text: string;
}

/** One sentence of the answer, with the ids of the facts that it states; none where it states nothing (a greeting, a question). */
export interface Sentence {
  text: string;
  sources: readonly string[];
}

/** What is to be said, whoever words it: each sentence holds by the facts that it names, and every such fact is among `facts`. */
export interface Draft {
  route: Route;
  language: Language;
  sentences: readonly Sentence[];
  facts: readonly Fact[];
}
