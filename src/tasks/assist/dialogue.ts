import type { AssistRequest } from '../../contract/assist.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import type { IntentResult } from '../../contract/intent.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { type Cues, readCues } from './cues.ts';
import { askedIn, type Listed, listedIn, namedIn, saysNothingFound } from './sayings.ts';

/** Messages that are read, from the end. */
const MOST_READ = 40;

/** Characters of a message that the models read. */
export const MOST_CHARACTERS = 512;

/** What the assistant said before a message of the user. */
export interface Before {
  /** Products that it showed, in order. */
  listed: readonly (Listed & { id: string | null; brand: string | null })[];
  /** The product that it spoke of by name; null: none, or it is not known. */
  spoken: (Listed & { id: string | null; brand: string | null }) | null;
  asked: { facet: string; options: readonly string[] } | null;
  foundNothing: boolean;
}

/** One message of the user, read. */
export interface Turn {
  /** As it was sent. */
  message: string;
  cues: Cues;
  language: Language;
  before: Before;
}

const HAS_WORDS = /[a-zA-Z\u3400-\u9fff]/;

/** The user's messages among the last 40, each with what the assistant said before it. The last turn is the one to answer. */
export function turnsOf(messages: AssistRequest['messages'], known: ReadonlyMap<string, CatalogProduct>): Turn[] {
  const turns: Turn[] = [];
  let before: Before = { listed: [], spoken: null, asked: null, foundNothing: false };
  let language: Language = 'en';
  for (const { role, content, product_ids: ids } of messages.slice(-MOST_READ)) {
    if (role === 'assistant') {
      const listed =
        ids === undefined
          ? listedIn(content).map((one) => ({ ...one, id: null, brand: null }))
          : ids.flatMap((id) => (known.has(id) ? [listedProduct(known.get(id) as CatalogProduct)] : []));
      const name = listed.length > 0 ? null : namedIn(content);
      before = {
        // What was shown stays what is pointed at until something else is shown.
        listed: listed.length > 0 ? listed : before.listed,
        spoken: name === null ? null : { title: name, price: null, id: null, brand: null },
        asked: askedIn(content),
        foundNothing: saysNothingFound(content),
      };
      continue;
    }
    const cues = pointing(readCues(content), before.listed);
    if (HAS_WORDS.test(content)) language = detectLanguage(content);
    turns.push({ message: content, cues, language, before });
    before = { listed: before.listed, spoken: before.spoken, asked: null, foundNothing: false };
  }
  return turns;
}

/** “The cheaper one” is a place in what was shown, where all of it has a price. */
function pointing(cues: Cues, listed: Before['listed']): Cues {
  if (!cues.theCheaper || cues.ordinals.length > 0) return cues;
  const prices = listed.flatMap(({ price }) => price?.amount ?? []);
  return prices.length < 2 || prices.length < listed.length
    ? cues
    : { ...cues, ordinals: [prices.indexOf(Math.min(...prices))] };
}

/** A product as it counts as shown. */
export function listedProduct({ id, title, price, brand }: CatalogProduct): Before['listed'][number] {
  return { id, title, price: price ?? null, brand: brand ?? null };
}

/** The ids of products that messages of the assistant came with. */
export function idsIn(messages: AssistRequest['messages']): string[] {
  return [...new Set(messages.slice(-MOST_READ).flatMap(({ product_ids: ids = [] }) => ids))];
}

/** A turn with what the models read in it. */
export interface ReadTurn extends Turn {
  intent: IntentResult;
}
