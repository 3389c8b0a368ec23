import type { Context } from 'hono';
import { catalogProduct, MOST_PRODUCTS, pageRequest, productRequest, productsBatch } from '../../contract/products.ts';
import { AppError, type FieldError } from '../../core/error.ts';
import { exportTask, type Judged, pageTask, productTask, removeTask, upsertTask } from '../../tasks/products.ts';
import { productObservations } from '../../ranking/drift/observations.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { decodeBody, parseText, parseValue, readJson } from '../body.ts';
import { completeResponse } from '../headers.ts';
import { brokenOff } from '../limit.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';
import { executionContext } from '../scored-route.ts';
import type { Tally } from '../tally.ts';

const LINES = /^application\/(?:x-ndjson|ndjson|jsonl)\b/i;
const JSON_BODY = /^application\/(?:[\w.+-]+\+)?json\b/i;

/** `POST /v1/products`. */
export const productsRoute =
  (options: AppOptions, tally: Tally) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const type = c.req.header('content-type') ?? '';
    if (!LINES.test(type) && !JSON_BODY.test(type)) {
      throw new AppError('unsupported_media_type', {
        detail: 'Send `Content-Type: application/json` or `application/x-ndjson`.',
      });
    }
    const text = decodeBody(await c.req.arrayBuffer().catch(brokenOff));
    const { batch, unknown } = LINES.test(type) ? judgedLines(text) : judgedList(text);
    const account = c.get('account');
    const results = await upsertTask(batch, { catalog: options.catalog(account) });
    const written = batch.flatMap((one, i) => {
      const status = results[i]?.status;
      return 'product' in one && (status === 'created' || status === 'updated') ? [one.product] : [];
    });
    const defer = (work: Promise<unknown>): void => options.defer(work, () => executionContext(c));
    tally.add(account, written.flatMap(productObservations), defer);
    return answer(c, { results }, unknown);
  };

/** `GET /v1/products`. */
export const pageRoute =
  (options: AppOptions) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const { value, unknown } = parseParameters(c, pageRequest);
    const shop = { catalog: options.catalog(c.get('account')) };
    const wantsLines = value.format === undefined && LINES.test(c.req.header('accept') ?? '');
    if (value.format !== 'ndjson' && !wantsLines) return answer(c, await pageTask(value, shop), unknown);
    return completeResponse(c, await linesOf(exportTask(value, shop)), {
      'content-type': 'application/x-ndjson; charset=utf-8',
    });
  };

/** `GET /v1/products/{id}`. */
export const productRoute =
  (options: AppOptions) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const { value, unknown } = parseParameters(c, productRequest);
    return answer(c, await productTask(value.id, { catalog: options.catalog(c.get('account')) }), unknown);
  };

/** `DELETE /v1/products/{id}`. */
export const removalRoute =
  (options: AppOptions) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const { value, unknown } = parseParameters(c, productRequest);
    return answer(c, await removeTask(value.id, { catalog: options.catalog(c.get('account')) }), unknown);
  };

interface Batch {
  batch: Judged[];
  /** Paths of fields that the contract does not know. */
  unknown: string[];
}

function judgedList(text: string): Batch {
  const { value, unknown } = parseText(text, productsBatch);
  const batch = value.products.map((item, i) => {
    const one = judged(item);
    unknown.push(...one.unknown.map((path) => `products.${i}.${path}`));
    return one.judged;
  });
  return { batch, unknown };
}

/** One product a line; blank lines are none. A line that is not JSON is rejected like a product that is not sound. */
function judgedLines(text: string): Batch {
  const lines = text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{ line, number: i + 1 }]));
  if (lines.length === 0 || lines.length > MOST_PRODUCTS) {
    const limit = lines.length === 0 ? 'at least 1 line' : `at most ${MOST_PRODUCTS} lines`;
    throw new AppError('validation_failed', { errors: [{ path: '$', message: `must have ${limit}` }] });
  }
  const unknown: string[] = [];
  const batch = lines.map(({ line, number }): Judged => {
    const one = judgedLine(line, number);
    unknown.push(...one.unknown.map((path) => `line ${number}: ${path}`));
    return 'product' in one.judged
      ? { ...one.judged, line: number }
      : { rejected: { ...one.judged.rejected, line: number } };
  });
  return { batch, unknown };
}

interface One {
  judged: Judged;
  unknown: string[];
}

function judgedLine(line: string, number: number): One {
  let item: unknown;
  try {
    item = readJson(line);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejected(null, error.errors ?? [{ path: '$', message: `line ${number} is not valid JSON` }]);
  }
  return judged(item);
}

function judged(item: unknown): One {
  try {
    const { value, unknown } = parseValue(item, catalogProduct);
    return { judged: { product: value }, unknown };
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    const id = (item as { id?: unknown } | null)?.id;
    return rejected(typeof id === 'string' ? id : null, error.errors);
  }
}

function rejected(id: string | null, errors: FieldError[]): One {
  return { judged: { rejected: { id, status: 'rejected', errors } }, unknown: [] };
}

/** Each step of an export as so many lines. The first is waited for, since its faults can still be answered; what is not read is not asked for. */
async function linesOf(steps: AsyncGenerator<object[], void, undefined>): Promise<ReadableStream<Uint8Array>> {
  const utf8 = new TextEncoder();
  let next = await steps.next();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = next;
      if (done === true) return controller.close();
      controller.enqueue(utf8.encode(value.map((product) => `${JSON.stringify(product)}\n`).join('')));
      next = await steps.next();
    },
    async cancel() {
      await steps.return();
    },
  });
}
