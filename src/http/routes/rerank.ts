import { rerankRequest, type RerankResponse } from '../../contract/rerank.ts';
import { rerankTask } from '../../tasks/rerank.ts';
import type { Calibrations } from '../live-calibration.ts';
import type { AppOptions } from '../options.ts';
import { aisleOf, scoredHandler, TEXTS_PER_PAIR } from '../scored-route.ts';

/** Cohere bills a search unit for each hundred documents begun. */
const DOCUMENTS_PER_SEARCH_UNIT = 100;

/** `POST /v1/rerank`. */
export const rerankRoute = (options: AppOptions, calibrations: Calibrations) =>
  scoredHandler(
    {
      schema: rerankRequest,
      texts: (request) => request.documents.length * TEXTS_PER_PAIR,
      units: (request) => request.documents.length,
      task: rerankTask,
      calibrations,
      namesRequest: true,
      body: (answer, rest): object => {
        const { documents, return_documents } = rest.request;
        const results: RerankResponse['results'] = answer.ranked.map((ranked) => {
          if (return_documents !== true) return ranked;
          const document = documents[ranked.index] ?? '';
          return { ...ranked, document: typeof document === 'string' ? { text: document } : document };
        });
        return {
          id: rest.requestId,
          model: answer.model.name,
          results,
          meta: {
            api_version: { version: '2' },
            billed_units: { search_units: Math.ceil(documents.length / DOCUMENTS_PER_SEARCH_UNIT) },
          },
          usage: { total_tokens: rest.usage.units },
          aisle: aisleOf(answer, rest),
        };
      },
    },
    options,
  );
