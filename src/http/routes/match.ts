import { matchRequest, type MatchRequest } from '../../contract/match.ts';
import { matchTask } from '../../tasks/match.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler, TEXTS_PER_PAIR } from '../scored-route.ts';

const pairs = (request: MatchRequest): number => request.pairs?.length ?? request.products?.length ?? 0;

/** `POST /v1/match`. */
export const matchRoute = (options: AppOptions, calibrations: Calibrations) =>
  scoredHandler(
    {
      schema: matchRequest,
      texts: (request) => pairs(request) * TEXTS_PER_PAIR,
      units: pairs,
      task: matchTask,
      calibrations,
      body: (answer, rest) => ({ results: answer.results, ...envelopeOf(answer, rest) }),
    },
    options,
  );
