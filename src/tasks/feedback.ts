import type { FeedbackCountsResponse, FeedbackItem, FeedbackResponse, FeedbackResult } from '../contract/feedback.ts';
import { AppError, type FieldError } from '../core/error.ts';
import { softmax } from '../core/math.ts';
import type { Product } from '../core/product.ts';
import type { Relation } from '../core/relation.ts';
import { toldTime } from '../core/told-time.ts';
import { canonicalText, keyedHash } from '../models/wrappers/cache-key.ts';
import type { Account, FeedbackRow } from '../state/account/port.ts';
import { learnCalibration } from './feedback/learn-calibration.ts';
import { reasonCode } from './feedback/reason-code.ts';
import { judgePairs } from './match.ts';
import type { ShopContext } from './shop-context.ts';

/** A piece of feedback of a batch, or why it is none. */
export type JudgedFeedback = { sent: unknown } & ({ item: FeedbackItem } | { rejected: { errors: FieldError[] } });

/** What this task is given besides its request. */
export interface FeedbackContext extends ShopContext {
  account: Account;
  /** The key under which the account's names are hashed. */
  secret(): Promise<CryptoKey>;
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string;
  /** Called when another calibration has gone live. */
  changed(): void;
}

/** What we answer of a pair; `p` is null where nothing can be learnt of it, for the reason that `code` tells. */
interface Shown {
  relation: Relation | null;
  p: number[] | null;
  code?: 'conflict' | 'not_judged';
}

const NOT_JUDGED: Shown = { relation: null, p: null, code: 'not_judged' };

/** Takes in what is sound of a batch, tells of each what became of it, in order, and afterwards learns of it when enough has come. */
export async function feedbackTask(
  batch: readonly JudgedFeedback[],
  context: FeedbackContext,
): Promise<Omit<FeedbackResponse, 'warnings'>> {
  const { account, catalog, call, now } = context;
  const ids = new Set(batch.flatMap((one) => ('item' in one && !one.item.product ? (one.item.product_id ?? []) : [])));
  const found = ids.size === 0 ? [] : await catalog.get([...ids]);
  const known = new Map(found.flatMap((one) => (one === null ? [] : [[one.product.id, one.product] as const])));
  const sorted = batch.map((one) => sort(one, known, now()));
  const taken = sorted.flatMap((one) => ('item' in one ? [one] : []));
  const shown = await shownOf(taken, context);
  const secret = await context.secret();
  const rows = await Promise.all(taken.map((one, i) => rowOf(one, shown[i] ?? NOT_JUDGED, secret, context)));
  const { outcomes, due } = rows.length === 0 ? { outcomes: [], due: false } : await account.keepFeedback(rows);
  if (due) call.defer(learnCalibration(context));
  let next = -1;
  const results = sorted.map((one, index): FeedbackResult => {
    const { id } = idOf(batch[index]?.sent);
    const named = { index, ...(id === undefined ? {} : { id }) };
    if ('rejected' in one) return { ...named, status: 'rejected', ...one.rejected };
    next += 1;
    const outcome = outcomes[next];
    if (outcome === 'duplicate') return { ...named, status: 'duplicate' };
    const code = outcome === 'superseded' ? outcome : one.item.about === 'relevance' ? shown[next]?.code : undefined;
    return { ...named, status: 'accepted', ...(code === undefined ? {} : { code }) };
  });
  const count = (status: FeedbackResult['status']): number => results.filter((one) => one.status === status).length;
  return { accepted: count('accepted'), rejected: count('rejected'), results };
}

/** How often what was said. */
export async function feedbackCountsTask(account: Account): Promise<FeedbackCountsResponse> {
  const { groups, reasons } = await account.feedbackCounts();
  const sum = (is: (group: (typeof groups)[number]) => boolean): number =>
    groups.filter(is).reduce((all, { n }) => all + n, 0);
  const thumbs = (about: 'relevance' | 'explanation'): { yes: number; no: number } => ({
    yes: sum((one) => one.about === about && one.helpful === true),
    no: sum((one) => one.about === about && one.helpful === false),
  });
  const relations = new Map<string, FeedbackCountsResponse['relations'][number]>();
  for (const { shown, relation: said, n } of groups) {
    if (said === null) continue;
    const key = `${shown} ${said}`;
    relations.set(key, { shown, said, count: n + (relations.get(key)?.count ?? 0) });
  }
  return {
    total: sum(() => true),
    learnable: groups.reduce((all, { learnable }) => all + learnable, 0),
    about: {
      relevance: sum((one) => one.about === 'relevance'),
      explanation: sum((one) => one.about === 'explanation'),
    },
    source: { shopper: sum((one) => one.source === 'shopper'), expert: sum((one) => one.source === 'expert') },
    helpful: { relevance: thumbs('relevance'), explanation: thumbs('explanation') },
    relations: [...relations.values()].toSorted((a, b) => b.count - a.count),
    reasons: reasons.map(({ reason, n }) => ({ reason, count: n })),
  };
}

type Sorted =
  { item: FeedbackItem; at: number; product: Product | null } | { rejected: { code: string; errors: FieldError[] } };

/** Feedback with its time and its product, or why it is not taken. */
function sort(one: JudgedFeedback, known: ReadonlyMap<string, Product>, now: number): Sorted {
  if ('rejected' in one) return { rejected: { code: 'invalid', ...one.rejected } };
  const { item } = one;
  const { product_id: id } = item;
  const time = toldTime(item.at ?? now, now);
  const refused = (code: string, path: string, message: string): Sorted => ({
    rejected: { code, errors: [{ path, message }] },
  });
  if ('fault' in time) return refused('clock_skew', 'at', time.fault);
  const product = item.product ?? (id === undefined ? undefined : known.get(id));
  if (item.about === 'relevance' && product === undefined) {
    return refused('unknown_product', 'product_id', 'is no product of the catalogue');
  }
  return { item, at: time.at, product: product ?? null };
}

type Taken = Extract<Sorted, { item: FeedbackItem }>;

/** What we answer of the pair of each, in order. Where no model can read them in time, nothing is known of any. */
async function shownOf(taken: readonly Taken[], context: FeedbackContext): Promise<Shown[]> {
  const pairs = taken.flatMap(({ item: { about, query }, product }) =>
    about === 'relevance' && query !== undefined && product !== null ? [{ query, product }] : [],
  );
  if (pairs.length === 0) return [];
  const answers = await judgePairs(pairs, context).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return null;
  });
  let next = -1;
  return taken.map(({ item: { about } }): Shown => {
    if (about !== 'relevance') return NOT_JUDGED;
    next += 1;
    const [judged, scored] = [answers?.judged[next], answers?.scored[next]];
    if (judged === undefined || scored === undefined || scored.served.path === 'lexical') return NOT_JUDGED;
    const { relation, conflicts } = judged;
    if (conflicts.length > 0) return { relation, p: null, code: 'conflict' };
    return { relation, p: softmax(scored.output, context.pack.manifest.match.temperature) };
  });
}

async function rowOf(
  { item, at, product }: Taken,
  shown: Shown,
  secret: CryptoKey,
  { pack, newId }: FeedbackContext,
): Promise<FeedbackRow> {
  const { about, source = 'shopper', helpful = null, relation = null } = item;
  // One query however it is written.
  const query = canonicalText(item.query ?? '').toLowerCase();
  const judge = [source, item.shopper_id ?? null, item.session_id ?? null];
  const named = item.product_id ?? product?.id ?? product?.title ?? null;
  const what =
    about === 'relevance' ? [query, named] : [item.decision_id ?? item.query_id ?? item.id ?? newId(), query, named];
  const hash = (...parts: unknown[]): Promise<string> => keyedHash(secret, JSON.stringify(parts));
  const [key, id, asked] = await Promise.all([
    hash('feedback', about, judge, what),
    item.id === undefined ? null : hash('feedback-id', item.id),
    hash('feedback-query', query),
  ]);
  return {
    key,
    id,
    at,
    about,
    source,
    helpful,
    relation: about === 'relevance' ? relation : null,
    shown: about === 'relevance' ? shown.relation : null,
    reasons: [...new Set((item.reasons ?? []).map(reasonCode))],
    pair: about === 'relevance' && shown.p !== null ? { pack: pack.manifest.revision, query: asked, p: shown.p } : null,
  };
}

function idOf(sent: unknown): { id?: string } {
  const { id } = (sent ?? {}) as { id?: unknown };
  return typeof id === 'string' ? { id } : {};
}
