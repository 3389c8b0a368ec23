import * as z from 'zod';
import type { Endpoint } from './endpoint.ts';
import { text } from './text.ts';

/** Query of `GET /v1/suggest`. */
export const suggestRequest = z.object({
  q: text(200),
  limit: z.coerce
    .number({ error: 'must be a whole number from 1 to 20' })
    .int({ error: 'must be a whole number from 1 to 20' })
    .min(1, { error: 'must be at least 1' })
    .max(20, { error: 'must be at most 20' })
    .optional()
    .meta({ description: 'Completions; 8 unless given.' }),
});

/** Answer of `GET /v1/suggest`. */
export const suggestResponse = z.object({
  suggestions: z
    .array(
      z.object({
        text: z.string(),
        kind: z.enum(['product_type', 'brand', 'category', 'title']),
        products: z.int().meta({ description: 'Products that it stands for.' }),
      }),
    )
    .meta({ description: 'Those of most products first; empty where nothing begins so.' }),
});

/** Parsed parameters. */
export type SuggestRequest = z.output<typeof suggestRequest>;
/** The answer. */
export type SuggestResponse = z.infer<typeof suggestResponse>;

/** `GET /v1/suggest`. */
export const suggest: Endpoint = {
  method: 'get',
  path: '/v1/suggest',
  tag: 'Search',
  summary: 'Complete what is being typed',
  parameters: suggestRequest,
  response: suggestResponse,
  examples: { English: { q: 'dr' }, Chinese: { q: '连' } },
};
