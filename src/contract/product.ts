import * as z from 'zod/mini';
import { identifier, language, list, text } from './text.ts';
import { schema } from './schema.ts';

/** A product, wherever a request has one: only `title` is required. */
export const product = /* @__PURE__ */ schema(() =>
  z
    .object(
      {
        id: z.optional(identifier),
        title: text(1000),
        description: z.optional(text(20_000)),
        bullets: z.optional(list(text(1000), 0, 20)),
        brand: z.optional(text(200)),
        category: z.optional(text(200)),
        color: z.optional(text(200)),
        price: z.optional(
          z.object({
            amount: z.number().check(z.nonnegative({ error: 'must not be negative' })),
            currency: z
              .string({ error: 'must be an ISO 4217 code' })
              .check(z.regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as USD or CNY' })),
          }),
        ),
        image_url: z.optional(
          z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).check(
            z.refine((url) => url.length <= 2048, { error: 'must have at most 2048 characters' }),
            z.meta({ maxLength: 2048 }),
          ),
        ),
        attributes: z.optional(z.record(z.string(), z.unknown())),
        stock: z.optional(z.number()),
        rating: z.optional(
          z.object({
            value: z.number(),
            count: z.optional(z.int()),
          }),
        ),
        language: z.optional(language),
        updated_at: z.optional(z.iso.datetime({ offset: true, error: 'must be an ISO 8601 date and time' })),
      },
      { error: 'must be a product: an object with at least `title`' },
    )
    .register(z.globalRegistry, { id: 'Product', description: 'A product. Absent fields are unknown.' }),
);
