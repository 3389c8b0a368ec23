import { type ExplainRequest, explainRequest, type ExplainResponse } from '../../contract/explain.ts';
import type { Explained } from '../../tasks/explain/explained.ts';
import { explainTask } from '../../tasks/explain.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';

/** Texts that an explanation is worth, for the default deadline: 30 s. */
const TEXTS = 960;

/** Pairs that are judged for one unit. */
const JUDGED_PER_UNIT = 10;

/** `POST /v1/explain`. */
export const explainRoute = (options: AppOptions, calibrations: Calibrations) =>
  scoredHandler<ExplainRequest, Explained>(
    {
      schema: explainRequest,
      calibrations,
      texts: () => TEXTS,
      units: (_, { judged }) => 1 + Math.ceil(judged / JUDGED_PER_UNIT),
      task: (request, context) =>
        explainTask(request, {
          ...context,
          catalog: options.catalog(context.call.account),
          behaviour: options.behaviour(context.call.account),
          now: () => Date.now(),
        }),
      body: (answer, rest): object => {
        const { model, served_by, cache, judged: _, ...body } = answer;
        const shown: Omit<ExplainResponse, 'model' | 'served_by' | 'usage' | 'warnings'> = body;
        return { ...shown, ...envelopeOf({ model, served_by, cache }, rest) };
      },
    },
    options,
  );
