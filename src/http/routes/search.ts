import { type SearchRequest, searchRequest, type SearchResponse } from '../../contract/search.ts';
import { type Observation, queryObservations, searchObservations } from '../../ranking/drift/observations.ts';
import { type SearchAnswer, searchTask } from '../../tasks/search.ts';
import { keptSearches } from '../kept-searches.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';
import type { Tally } from '../tally.ts';

/** Texts that a search is worth, for the default deadline. */
const TEXTS = 64;

/** Products that the match model reads for one unit. */
const JUDGED_PER_UNIT = 10;

const newId = (): string => crypto.randomUUID();

/** `POST /v1/search`. */
export const searchRoute = (options: AppOptions, calibrations: Calibrations, tally: Tally) => {
  const { catalog, behaviour, rankings, searches } = options;
  return scoredHandler<SearchRequest, SearchAnswer>(
    {
      schema: searchRequest,
      calibrations,
      counted: { tally, observations: observed },
      texts: () => TEXTS,
      units: (_, { judged }) => 1 + Math.ceil(judged / JUDGED_PER_UNIT),
      task: (request, context) => {
        const { account } = context.call;
        return searchTask(request, {
          ...context,
          catalog: catalog(account),
          behaviour: behaviour(account),
          rankings: rankings?.(account) ?? null,
          ...(request.record === undefined ? {} : { decisions: options.account(account) }),
          now: () => Date.now(),
          newId,
        });
      },
      ...(searches === undefined ? { namesRequest: true } : { memory: keptSearches(searches, catalog, newId) }),
      body: (answer, rest): object => {
        const { query_id, decision_id, plan, shelves, hits, facets, total, next_cursor, sample } = answer;
        const body: Omit<SearchResponse, 'model' | 'served_by' | 'usage' | 'warnings'> = {
          query_id,
          ...(decision_id === undefined ? {} : { decision_id }),
          plan,
          shelves,
          hits,
          facets,
          total,
          next_cursor,
          ...(sample === undefined ? {} : { sample }),
        };
        return { ...body, ...envelopeOf(answer, rest) };
      },
    },
    options,
  );
};

/** What is counted of a search: once, however many pages of it are read. */
function observed({ cursor }: SearchRequest, { plan, hits, served_by }: SearchAnswer): Observation[] {
  if (cursor !== undefined) return [];
  const wanted = plan.empty !== null || hits.length > 0;
  return [...queryObservations(plan), ...searchObservations({ wanted, hits, degraded: served_by.degraded })];
}
