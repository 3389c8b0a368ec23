import type { SearchRequest } from '../../contract/search.ts';
import type { IntentResult } from '../../contract/intent.ts';
import { parseQuery } from '../../core/query-parser/parse-query.ts';
import type { Context, Provenance } from '../../models/context.ts';
import { type HardConstraints, hardConstraints } from '../../ranking/conflicts.ts';
import type { StatedWords } from '../../ranking/contradictions.ts';
import { intentTask } from '../intent.ts';

/** What a search is going to do. */
export interface Plan {
  intent: IntentResult;
  hard: HardConstraints;
  stated: StatedWords;
  /** What the catalogue is asked for: the query without price and exclusions. */
  searched: string;
  /** What a service intent asks for. */
  action: { type: string; intent: string } | null;
  /** Whether products are looked for at all. */
  wantsProducts: boolean;
  provenance: Provenance;
}

/** The action of each service intent, unless its sub-intent says more. */
const ACTIONS: Readonly<Record<string, string>> = {
  order_status: 'track_order',
  return_refund: 'return_order',
  account_payment: 'open_account',
  human_support: 'contact_human_agent',
};

/** A service intent below this confidence is only a guess: products are shown beside its action. */
const SURE = 0.6;
/** The same where the query names a product: `return label printer` is no return. */
const SURE_WITH_PRODUCT = 0.9;

/** Reads the query: its intent and constraints by the models, its numbers and exclusions by the parser. */
export async function planSearch({ query, language }: SearchRequest, context: Context): Promise<Plan> {
  const { results, ...provenance } = await intentTask(
    { queries: [query], ...(language === undefined ? {} : { language }) },
    context,
  );
  const [intent] = results;
  if (intent === undefined) throw new Error('intent answered no query');
  const { price: _, measures: __, not: ___, ...words } = intent.constraints;
  const stated = words as StatedWords;
  const type = ACTIONS[intent.intent];
  const namesProduct = ['product_type', 'model_number', 'product_name'].some((name) => stated[name] !== undefined);
  const isService = type !== undefined && intent.confidence >= (namesProduct ? SURE_WITH_PRODUCT : SURE);
  return {
    intent,
    hard: hardConstraints(query),
    stated,
    searched: searchedText(query),
    action: type === undefined ? null : { type: intent.sub_intent ?? type, intent: intent.intent },
    wantsProducts: !isService,
    provenance,
  };
}

/** The query without what only excludes and without its price: products don't state either. The query where nothing would be left. */
export function searchedText(query: string): string {
  const { wanted } = hardConstraints(query);
  const { price } = parseQuery(wanted);
  if (price === null) return wanted;
  const after = wanted.slice(price.end).replace(/^ ?的/, ' ');
  const rest = `${wanted.slice(0, price.start)} ${after}`.replaceAll(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : wanted;
}
