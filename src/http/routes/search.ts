import { type SearchRequest, searchRequest, type SearchResponse } from '../../contract/search.ts';
import { type SearchAnswer, searchTask } from '../../tasks/search.ts';
import { keptSearches } from '../kept-searches.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';

/** Texts that a search is worth, for the default deadline. */
const TEXTS = 64;

/** Products that the match model reads for one unit. */
const JUDGED_PER_UNIT = 10;

const newId = (): string => crypto.randomUUID();

/** `POST /v1/search`. */
export const searchRoute = (options: AppOptions, calibrations: Calibrations) => {
  const { catalog, behaviour, rankings, searches } = options;
  return scoredHandler<SearchRequest, SearchAnswer>(
    {
      schema: searchRequest,
      calibrations,
      texts: () => TEXTS,
      units: (_, { judged }) => 1 + Math.ceil(judged / JUDGED_PER_UNIT),
      task: (request, context) => {
        const { account } = context.call;
        return searchTask(request, {
          ...context,
          catalog: catalog(account),
          behaviour: behaviour(account),
          rankings: rankings?.(account) ?? null,
          now: () => Date.now(),
          newId,
        });
      },
      ...(searches === undefined ? { namesRequest: true } : { memory: keptSearches(searches, catalog, newId) }),
      body: (answer, rest): object => {
        const { query_id, plan, shelves, hits, facets, total, next_cursor, sample } = answer;
        const body: Omit<SearchResponse, 'model' | 'served_by' | 'usage' | 'warnings'> = {
          query_id,
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
