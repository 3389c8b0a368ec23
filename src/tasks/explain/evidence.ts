import type { Provenance } from '../../models/context.ts';
import { hardConstraints } from '../../ranking/conflicts.ts';
import type { StatedWords } from '../../ranking/contradictions.ts';
import { type Agreement, agreements } from '../../ranking/explain/agreement.ts';
import { fieldValues } from '../../ranking/field-values.ts';
import { attributesTask } from '../attributes.ts';
import type { ExplainContext, ExplainedProduct, QueryExplainRequest } from './explained.ts';
import { intentTask } from '../intent.ts';

/** What the query wants and the product has. */
export interface Evidence {
  agreements: Agreement[];
  /** What kind of thing the product is, in its own words. */
  types: string[];
  provenance: Provenance[];
}

/** Reads the query as a search does, and the product as the catalogue does unless that has done so. */
export async function readEvidence(
  { query }: QueryExplainRequest,
  { product, attributes }: ExplainedProduct,
  context: ExplainContext,
): Promise<Evidence> {
  const [wanted, offered] = await Promise.all([
    intentTask({ queries: [query] }, context),
    attributes === null ? attributesTask({ items: [{ product }] }, context) : null,
  ]);
  const [intent] = wanted.results;
  if (intent === undefined) throw new Error('intent answered no query');
  const { price: _, measures: __, not: ___, ...words } = intent.constraints;
  const read = (offered?.results[0]?.attributes ?? attributes ?? []).flatMap(({ name, value }) =>
    value === null ? [] : [{ name, value }],
  );
  const one = { product, attributes: read };
  return {
    agreements: agreements(hardConstraints(query), words as StatedWords, one),
    types: fieldValues(one, 'product_type'),
    provenance: offered === null ? [wanted] : [wanted, offered],
  };
}
