import type { Action, Done, ShownProduct } from '../../contract/assist.ts';
import type { Store } from '../../core/store.ts';
import type { Provenance } from '../../models/context.ts';
import type { Writer } from '../../models/writing.ts';
import type { Catalog } from '../../state/catalog/port.ts';
import type { Weights } from '../recommend/live-weights.ts';
import type { Recommender } from '../recommend/recommender.ts';
import type { ShopperContext } from '../shop-context.ts';
import type { Fact, Sentence } from './draft.ts';

/** What an answer is made with besides the request. */
export interface AssistContext extends ShopperContext {
  /** The catalogue of the passages of the shop's documents. */
  documents: Catalog;
  recommender: Pick<Recommender, 'draw'>;
  /** The weights of recommendations that are in use. */
  weights(): Promise<Weights>;
  rankings: Store | null;
  /** Words the answer, where one is configured. */
  writer?: Writer | undefined;
  /** The words of the last message, where it was spoken. */
  heard?: string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string;
}

/** What one part of the answer found and says. */
export interface Told {
  sentences: Sentence[];
  facts: Fact[];
  /** The part of a fact that is quoted, by the fact's id; the title of a product and the whole of a passage where there is none. */
  quotes: ReadonlyMap<string, string>;
  /** Addresses of documents, by the fact's id. */
  urls: ReadonlyMap<string, string>;
  products: ShownProduct[];
  actions: Action[];
  question: NonNullable<Done['question']> | null;
  comparison: NonNullable<Done['comparison']> | null;
  /** Names what was shown to who is named, for events; null where nobody is, or nothing was searched for. */
  queryId: string | null;
  provenances: Provenance[];
  /** Units beyond the reading of the messages. */
  units: number;
}

/** A part that says this and nothing else. */
export function told(part: Partial<Told>): Told {
  return {
    sentences: [],
    facts: [],
    quotes: new Map(),
    urls: new Map(),
    products: [],
    actions: [],
    question: null,
    comparison: null,
    queryId: null,
    provenances: [],
    units: 0,
    ...part,
  };
}

/** Two parts as one, in this order. Of questions and comparisons the first one stands. */
export function together(first: Told, second: Told): Told {
  return {
    sentences: [...first.sentences, ...second.sentences],
    facts: [...first.facts, ...second.facts.filter(({ id }) => first.facts.every((fact) => fact.id !== id))],
    quotes: new Map([...second.quotes, ...first.quotes]),
    urls: new Map([...first.urls, ...second.urls]),
    products: [...first.products, ...second.products],
    actions: [...first.actions, ...second.actions],
    question: first.question ?? second.question,
    comparison: first.comparison ?? second.comparison,
    queryId: first.queryId ?? second.queryId,
    provenances: [...first.provenances, ...second.provenances],
    units: first.units + second.units,
  };
}

/** A sentence that states nothing. */
export const plain = (text: string): Sentence => ({ text, sources: [] });
