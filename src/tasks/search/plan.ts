import type { SearchRequest } from '../../contract/search.ts';
import type { IntentResult } from '../../contract/intent.ts';
import type { Context, Provenance } from '../../models/context.ts';
import { type HardConstraints, hardConstraints } from '../../ranking/conflicts.ts';
import type { StatedWords } from '../../ranking/contradictions.ts';
import { intentTask } from '../intent.ts';

/** What a search is going to do. */
export interface Plan {
  intent: IntentResult;
  /** What is demanded beyond doubt; its `wanted` is what the catalogue is asked for. */
  hard: HardConstraints;
  stated: StatedWords;
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
    action: type === undefined ? null : { type: intent.sub_intent ?? type, intent: intent.intent },
    wantsProducts: !isService,
    provenance,
  };
}
