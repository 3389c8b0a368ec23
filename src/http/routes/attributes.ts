import { type AttributesItem, attributesRequest } from '../../contract/attributes.ts';
import { textWidth } from '../../core/text-windows.ts';
import { WINDOW } from '../../tasks/attributes/fields.ts';
import { attributesTask } from '../../tasks/attributes.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler } from '../scored-route.ts';

/** Windows to be read, once for each name asked. */
const texts = ({ query, product, attributes }: AttributesItem): number => {
  const said = [query, product?.title, product?.description, ...(product?.bullets ?? [])];
  const width = said.reduce((sum, text) => sum + textWidth(text ?? ''), 0);
  return Math.ceil(width / WINDOW) * (attributes?.length ?? 1);
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
