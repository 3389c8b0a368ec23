import { intentRequest } from '../../contract/intent.ts';
import { intentTask } from '../../tasks/intent.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';

/** `POST /v1/intent`. */
export const intentRoute = (options: AppOptions) =>
  scoredHandler(
    {
      schema: intentRequest,
      texts: (request) => request.queries.length,
      units: (request) => request.queries.length,
      task: intentTask,
      body: (answer, rest) => ({ results: answer.results, ...envelopeOf(answer, rest) }),
    },
    options,
  );
