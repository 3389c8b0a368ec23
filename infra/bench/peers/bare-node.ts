/**
 * The least that could answer `POST /v1/match` on Node: Hono, zod, and an answer as long as ours. No key, log, header or model.
 * The schema has the fields that the bench sends.
 */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';
import { SAMPLE_ANSWER } from '../load/match-requests.ts';

const schema = z.object({
  query: z.string().min(1).max(512),
  products: z
    .array(z.object({ id: z.string().max(200).optional(), title: z.string().min(1).max(1000) }))
    .min(1)
    .max(100),
});

const app = new Hono();
app.post('/v1/match', async (c) => {
  const { products } = schema.parse(await c.req.json());
  const results = products.map(({ id }, i) => ({ ...SAMPLE_ANSWER.results[i], id }));
  return c.json({ ...SAMPLE_ANSWER, results });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) => {
  console.log(`http://127.0.0.1:${port}`);
});
