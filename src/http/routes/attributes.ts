import type { Context } from 'hono';
import { type AttributesItem, type AttributesRequest, attributesRequest } from '../../contract/attributes.ts';
import { AppError } from '../../core/error.ts';
import { textWidth } from '../../core/text-windows.ts';
import { WINDOW } from '../../tasks/attributes/fields.ts';
import { attributesTask } from '../../tasks/attributes.ts';
import type { AppEnv } from '../app-env.ts';
import { isMultipart, multipartRequest } from '../multipart.ts';
import type { AppOptions } from '../options.ts';
import { envelopeOf, scoredHandler, type ScoredRoute } from '../scored-route.ts';

/** The most pictures of a request: one an item. */
const MOST_PICTURES = 32;

/** A picture takes as long as so many texts: with one, the default deadline is 6 s. */
const TEXTS_PER_PICTURE = 192;

/** Windows to be read, once for each name asked. */
const texts = ({ query, product, attributes }: AttributesItem): number => {
  const said = [query, product?.title, product?.description, ...(product?.bullets ?? [])];
  const width = said.reduce((sum, text) => sum + textWidth(text ?? ''), 0);
  return Math.ceil(width / WINDOW) * (attributes?.length ?? 1);
};

type Answer = Awaited<ReturnType<typeof attributesTask>>;

/** The route of a request with these pictures by the ids of their items. */
function routeWith(
  { pictures }: AppOptions,
  uploads: ReadonlyMap<string, Uint8Array>,
): ScoredRoute<AttributesRequest, Answer> {
  const hasPicture = ({ id, product }: AttributesItem): boolean =>
    (id !== undefined && uploads.has(id)) || (product?.image_url !== undefined && pictures?.fetch !== undefined);
  return {
    schema: attributesRequest,
    texts: ({ items }) =>
      items.reduce((sum, item) => sum + texts(item) + (hasPicture(item) ? TEXTS_PER_PICTURE : 0), 0),
    units: ({ items }) => items.length,
    task: (request, context) => {
      checkNames(request, uploads);
      return attributesTask(request, { ...context, pictures, uploads });
    },
    body: (answer, rest) => ({ results: answer.results, ...envelopeOf(answer, rest) }),
  };
}

/** Each file must be the picture of one item. */
function checkNames({ items }: AttributesRequest, uploads: ReadonlyMap<string, Uint8Array>): void {
  const errors = [...uploads.keys()].flatMap((name) => {
    const ofName = items.filter(({ id }) => id === name).length;
    return ofName === 1 ? [] : [{ path: name, message: 'must be named by the `id` of one item' }];
  });
  if (errors.length > 0) throw new AppError('validation_failed', { errors });
}

/** `POST /v1/attributes`, as JSON or as a form with pictures. */
export const attributesRoute = (options: AppOptions) => {
  const plain = scoredHandler(routeWith(options, new Map()), options);
  return async (c: Context<AppEnv>): Promise<Response> => {
    if (!isMultipart(c)) return await plain(c);
    const { request, files } = await multipartRequest(c, { maxFiles: MOST_PICTURES });
    const uploads = new Map([...files].map(([name, { bytes }]) => [name, bytes]));
    // Answers are not kept: the pictures are no part of what they would be found by.
    const route = { ...routeWith(options, uploads), namesRequest: true, json: async () => request };
    return await scoredHandler(route, options)(c);
  };
};
