import type { GlobalRequest, GlobalResponse } from '../../contract/explain-global.ts';
import { AppError } from '../../core/error.ts';
import { joinedProvenance, type Provenance } from '../../models/context.ts';
import { type QuerySignals, signalWeights } from '../../ranking/explain/signal-weights.ts';
import { contributions } from '../../ranking/score.ts';
import type { RankedHit } from '../search/ranking.ts';
import { rankingOf, type Trace, type TraceContext, traceSearch } from '../search/trace.ts';

/** What was weighed, and how many pairs were judged for it. */
export type ExplainedGlobally = Omit<GlobalResponse, 'usage' | 'warnings' | 'model' | 'served_by'> &
  Provenance & { judged: number };

/** Hits of a query whose contributions are taken. */
const HITS = 20;

/** Another search may take so much longer than the slowest so far. */
const SLOWER = 1.5;

/**
 * What the ranking weighs over a sample of queries: each is searched anew, one after the other, for as long as the deadline leaves time. Throws
 * `deadline_exceeded` where it leaves time for none.
 */
export async function explainGlobally(
  { queries, ...how }: GlobalRequest,
  context: TraceContext,
): Promise<ExplainedGlobally> {
  const traces: Trace[] = [];
  let slowest = 0;
  for (const query of queries) {
    const begin = context.now();
    if (begin + SLOWER * slowest >= context.call.deadline) break;
    traces.push(await traceSearch({ ...how, query }, context));
    slowest = Math.max(slowest, context.now() - begin);
  }
  if (traces.length === 0) throw new AppError('deadline_exceeded');
  const told = traces.flatMap((trace) => {
    const signals = signalsOf(trace);
    const { intent, language } = trace.plan.intent;
    return signals === null ? [] : [{ signals, intent, language }];
  });
  const groups = (['language', 'intent'] as const).flatMap((by) =>
    [...new Set(told.map((one) => one[by]))].map((value) => {
      const own = told.filter((one) => one[by] === value);
      return { by, value, queries: own.length, signals: signalWeights(own.map(({ signals }) => signals)) };
    }),
  );
  return {
    queries: queries.length,
    searched: traces.length,
    with_hits: told.length,
    ...(traces.length < queries.length ? { reduced: true } : {}),
    signals: signalWeights(told.map(({ signals }) => signals)),
    groups,
    ...joinedProvenance(traces.map(({ provenance }) => provenance)),
    judged: traces.reduce((sum, { judged }) => sum + (judged?.all ?? []).filter((one) => one.judged).length, 0),
  };
}

/** What the signals did in an answer; null where it has no hits. An estimate counts as the relevance that it stands for. */
function signalsOf(trace: Trace): QuerySignals | null {
  const hits = rankingOf(trace);
  if (hits.length === 0) return null;
  const shown = hits.slice(0, HITS);
  const contribution = new Map<string, number>();
  for (const hit of shown) {
    for (const part of contributions(hit, 1)) {
      const signal = part.signal === 'estimate' ? 'match' : part.signal;
      contribution.set(signal, (contribution.get(signal) ?? 0) + Math.abs(part.contribution) / shown.length);
    }
  }
  const without = [...contribution.keys()].map((signal) => ({
    signal,
    left: rankingOf(trace, signal === 'rules' ? { rules: [] } : { without: signal }),
  }));
  const changed = (most: number): Set<string> =>
    new Set(without.filter(({ left }) => begins(left, most) !== begins(hits, most)).map(({ signal }) => signal));
  return { contribution, firstChanged: changed(1), tenChanged: changed(10) };
}

const begins = (hits: readonly RankedHit[], most: number): string =>
  JSON.stringify(hits.slice(0, most).map(({ id }) => id));
