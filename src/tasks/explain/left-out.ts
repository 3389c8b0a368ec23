import { contradictions } from '../../ranking/contradictions.ts';
import { type Attributed, fieldValues } from '../../ranking/field-values.ts';
import { merchandise } from '../../ranking/merchandise.ts';
import type { CandidateRequest, Filters } from '../../state/catalog/port.ts';
import { askedOf, inBoundsOf, isDear, MOST } from '../search/candidates.ts';
import type { Trace, TraceContext } from '../search/trace.ts';
import type { Place } from './explained.ts';

/** Why a search left a product out: the first stage that did. `id` null: the catalogue has no such product. */
export async function leftOut(trace: Trace, id: string | null, context: TraceContext): Promise<Place['reason']> {
  const { judged, plan } = trace;
  if (id === null) return { code: 'not_in_catalog' };
  if (judged === null) return { code: 'service_intent', intent: plan.intent.intent };
  const own = judged.all.find((one) => one.id === id);
  if (own === undefined) {
    const [conditions, [one]] = await Promise.all([failedConditions(trace, id, context), context.catalog.get([id])]);
    if (conditions.length > 0) return { code: 'filtered', conditions };
    const broken = one == null ? [] : contradictions(plan.hard, plan.stated, one);
    return { code: 'not_retrieved', limit: MOST, ...(broken.length === 0 ? {} : { conflicts: broken }) };
  }
  const conflicts = own.conflicts.length === 0 ? {} : { conflicts: [...own.conflicts] };
  if (own.relation === 'irrelevant') {
    const said = own.judgement === null ? {} : { distribution: own.judgement.distribution };
    if (own.judgement?.relation === 'irrelevant') return { code: 'irrelevant', ...said, ...conflicts };
    const read = judged.all.filter((one) => one.judged).length;
    return { code: 'not_judged', judged: read, limit: judged.most, ...said, ...conflicts };
  }
  const hiding = judged.active.filter((rule) => rule.effect === 'hide' && merchandise([own], [rule]).list.length === 0);
  return { code: 'hidden', rules: hiding.map((rule) => rule.id) };
}

/** How well the catalogue found a product, beside the last candidate of its kind: those in the bounds of the price asked, or those that aren't. */
export async function retrievalOf(trace: Trace, id: string, context: TraceContext): Promise<Place['retrieval']> {
  const { judged, plan, request, vector } = trace;
  if (judged === null) return null;
  const place = judged.all.findIndex((one) => one.id === id);
  const found = judged.all.filter(({ keyword, semantic }) => keyword !== null || semantic !== null);
  const isSplit = plan.hard.parsed.price !== null && found.some(({ one }) => isDear(plan, one));
  const asked = askedOf(request, plan, vector, context.pack.manifest.revision);
  const own = judged.all[place]?.one ?? (await scoresOf(asked, id, context));
  if (own === null) return null;
  const dear = isDear(plan, own);
  const isInBounds = isSplit && !dear && asked.filters.fields['price'] === undefined;
  const scores = place < 0 && isInBounds ? ((await scoresOf(inBoundsOf(asked, plan), id, context)) ?? own) : own;
  const kind = found.filter(({ one }) => isDear(plan, one) === dear);
  return {
    keyword: scores.keyword,
    semantic: scores.semantic,
    fused: scores.fused,
    place: place < 0 ? null : place + 1,
    cut: kind.length === 0 ? null : Math.min(...kind.map(({ fused }) => fused)),
  };
}

/** A product with its scores; null where it does not hold the filters. */
async function scoresOf(asked: CandidateRequest, id: string, { catalog }: TraceContext) {
  const { candidates } = await catalog.search({ ...asked, limit: 1, also: id });
  return candidates.find(({ product }) => product.id === id) ?? null;
}

/** The filters of the request that a product does not hold, each asked of the catalogue by itself. */
async function failedConditions(
  { plan, request }: Trace,
  id: string,
  context: TraceContext,
): Promise<NonNullable<Place['reason']['conditions']>> {
  const asked = askedOf(request, plan, null, context.pack.manifest.revision);
  const listing = { ...asked, text: '' };
  const { fields, not } = asked.filters;
  const fails = async (filters: Filters): Promise<boolean> =>
    (await scoresOf({ ...listing, filters }, id, context)) === null;
  if (!(await fails(asked.filters))) return [];
  const [own] = await context.catalog.get([id]);
  const each = [
    ...Object.entries(fields).map(([name, wanted]) => ({ name, wanted, not: false })),
    ...Object.entries(not).map(([name, wanted]) => ({ name, wanted, not: true })),
  ];
  const failed = await Promise.all(
    each.map(async ({ name, wanted, not: isNot }) => {
      const only = { [name]: wanted };
      return await fails(isNot ? { fields: {}, not: only } : { fields: only, not: {} });
    }),
  );
  return each
    .filter((_, i) => failed[i] === true)
    .map((one) => ({ ...one, found: own == null ? null : statedOf(own, one.name) }));
}

/** What a product has under a name, as a text; null where it is silent. */
function statedOf(one: Attributed & { product: { id: string } }, name: string): string | null {
  const { id, price, stock, rating, updated_at: updatedAt } = one.product;
  if (name === 'price') return price === undefined ? null : `${price.amount} ${price.currency}`;
  const own: Record<string, string | number | undefined> = { id, stock, rating: rating?.value, updated_at: updatedAt };
  return Object.hasOwn(own, name) ? (own[name]?.toString() ?? null) : fieldValues(one, name).join(' / ') || null;
}
