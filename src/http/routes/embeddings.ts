import { embeddingsRequest } from '../../contract/embeddings.ts';
import { base64OfFloats } from '../../core/base64.ts';
import { tokenizeWords } from '../../core/tokenize-words.ts';
import { embeddingsTask } from '../../tasks/embeddings.ts';
import type { AppOptions } from '../options.ts';
import { aisleOf, scoredHandler } from '../scored-route.ts';

const texts = (input: string | string[]): string[] => (typeof input === 'string' ? [input] : input);

/** `POST /v1/embeddings`. */
export const embeddingsRoute = (options: AppOptions) =>
  scoredHandler(
    {
      schema: embeddingsRequest,
      // A text of the model's whole length takes as long as a dozen short ones.
      texts: (request) => texts(request.input).reduce((sum, text) => sum + 1 + Math.min(11, text.length / 150), 0),
      units: (request) => texts(request.input).length,
      task: embeddingsTask,
      body: (answer, rest): object => {
        const { encoding_format, input } = rest.request;
        const tokens = texts(input).reduce((sum, text) => sum + tokenizeWords(text).length, 0);
        return {
          object: 'list',
          data: answer.vectors.map((vector, index) => ({
            object: 'embedding',
            index,
            embedding: encoding_format === 'base64' ? base64OfFloats(vector) : Array.from(vector),
          })),
          model: answer.model.name,
          usage: { prompt_tokens: tokens, total_tokens: tokens },
          aisle: aisleOf(answer, rest),
        };
      },
    },
    options,
  );
