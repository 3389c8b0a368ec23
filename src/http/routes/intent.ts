import { intentRequest } from '../../contract/intent.ts';
import { intentTask } from '../../tasks/intent.ts';
import { queryObservations } from '../../ranking/drift/observations.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';
import type { Tally } from '../tally.ts';

/** `POST /v1/intent`. */
export const intentRoute = (options: AppOptions, tally: Tally) =>
  scoredHandler(
    {
      schema: intentRequest,
      texts: (request) => request.queries.length,
      units: (request) => request.queries.length,
      task: intentTask,
      counted: { tally, observations: (_, { results }) => results.flatMap(queryObservations) },
      body: (answer, rest) => ({ results: answer.results, ...envelopeOf(answer, rest) }),
    },
    options,
  );
