import * as z from 'zod';
import { identifier, language, list, text } from './text.ts';

/** A product, wherever a request has one: only `title` is required. */
export const product = z
  .object(
    {
      id: identifier.optional(),
      title: text(1000),
      description: text(20_000).optional(),
      bullets: list(text(1000), 0, 20).optional(),
      brand: text(200).optional(),
      category: text(200).optional(),
      color: text(200).optional(),
      price: z
        .object({
          amount: z.number({ error: 'must be a number' }).nonnegative({ error: 'must not be negative' }),
          currency: z
            .string({ error: 'must be an ISO 4217 code' })
            .regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as USD or CNY' }),
        })
        .optional(),
      image_url: z
        .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
        .refine((url) => url.length <= 2048, { error: 'must have at most 2048 characters' })
        .meta({ maxLength: 2048 })
        .optional(),
      attributes: z.record(z.string(), z.unknown()).optional(),
      stock: z.number({ error: 'must be a number' }).optional(),
      rating: z
        .object({
          value: z.number({ error: 'must be a number' }),
          count: z.int({ error: 'must be a whole number' }).optional(),
        })
        .optional(),
      language: language.optional(),
      updated_at: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time' }).optional(),
    },
    { error: 'must be a product: an object with at least `title`' },
  )
  .meta({ id: 'Product', description: 'A product. Absent fields are unknown.' });
