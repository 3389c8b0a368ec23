import { type GlobalRequest, globalRequest } from '../../contract/explain-global.ts';
import { type ExplainRequest, explainRequest } from '../../contract/explain.ts';
import type { Provenance } from '../../models/context.ts';
import type { Explained, ExplainedRecommendation } from '../../tasks/explain/explained.ts';
import { type ExplainedGlobally, explainGlobally } from '../../tasks/explain/global.ts';
import { explainTask } from '../../tasks/explain.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';
import { weightsInUse } from './learning.ts';
import { recommenderFor, type RecommenderOptions } from './recommend.ts';

/** Texts that an explanation is worth, for the default deadline: 30 s. */
const TEXTS = 960;

/** Pairs that are judged for one unit. */
const JUDGED_PER_UNIT = 10;

/** The answer with the envelope in place of what it is made of. */
function body(answer: Provenance & { judged: number }, rest: Parameters<typeof envelopeOf>[1]): object {
  const { model, served_by, cache, judged: _, ...told } = answer;
  return { ...told, ...envelopeOf({ model, served_by, cache }, rest) };
}

/** `POST /v1/explain`. */
export const explainRoute = (options: RecommenderOptions, calibrations: Calibrations) =>
  scoredHandler<ExplainRequest, Explained | ExplainedRecommendation>(
    {
      schema: explainRequest,
      calibrations,
      texts: () => TEXTS,
      units: (_, { judged }) => 1 + Math.ceil(judged / JUDGED_PER_UNIT),
      task: (request, context) => {
        const { account } = context.call;
        const defer = (work: Promise<unknown>): void => context.call.defer(work);
        return explainTask(request, {
          ...context,
          catalog: options.catalog(account),
          behaviour: options.behaviour(account),
          recommender: recommenderFor(options, account, defer),
          weights: () => weightsInUse(options, account, defer),
          now: () => Date.now(),
        });
      },
      body,
    },
    options,
  );

/** `POST /v1/explain/global`. */
export const globalRoute = (options: AppOptions, calibrations: Calibrations) =>
  scoredHandler<GlobalRequest, ExplainedGlobally>(
    {
      schema: globalRequest,
      calibrations,
      texts: () => TEXTS,
      units: (_, { searched, judged }) => searched + Math.ceil(judged / JUDGED_PER_UNIT),
      task: (request, context) =>
        explainGlobally(request, {
          ...context,
          catalog: options.catalog(context.call.account),
          behaviour: options.behaviour(context.call.account),
          now: () => Date.now(),
        }),
      body,
    },
    options,
  );
