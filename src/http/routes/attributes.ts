import { type AttributesItem, attributesRequest } from '../../contract/attributes.ts';
import { attributesTask } from '../../tasks/attributes.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';

/** About so many characters are read at a time, once for each name asked. */
const CHARACTERS_PER_TEXT = 240;

const texts = ({ query, product, attributes }: AttributesItem): number => {
  const said = [query, product?.title, product?.description, ...(product?.bullets ?? [])];
  const length = said.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return Math.ceil(length / CHARACTERS_PER_TEXT) * (attributes?.length ?? 1);
};

/** `POST /v1/attributes`. */
export const attributesRoute = (options: AppOptions) =>
  scoredHandler(
    {
      schema: attributesRequest,
      texts: (request) => request.items.reduce((sum, item) => sum + texts(item), 0),
      units: (request) => request.items.length,
      task: attributesTask,
      body: (answer, rest) => ({ results: answer.results, ...envelopeOf(answer, rest) }),
    },
    options,
  );
