import type { Hono } from 'hono';
import { base64OfFloats } from '../../core/base64.ts';
import { normalise } from '../../core/math.ts';
import type { ModelHost } from './model-host.ts';
import { embedAllBody, embedBody, openaiBody, readBody, similarityBody } from './tei-body.ts';
import { emptyInput, TeiFault, wrongModel } from './tei-fault.ts';

/** What an embedding model can do; without `tokens` it has no answer to `/embed_all`. */
export interface EmbeddingBackend {
  /** `unit`: of length one; a model whose last layer normalises answers nothing else. */
  embed(texts: readonly string[], signal: AbortSignal, unit: boolean): Promise<Float32Array[]>;
  /** Per text a list of token vectors. */
  tokens?(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[][]>;
}

/** `/embed`, `/embed_all`, `/similarity` and OpenAI's shape. `null`: the model is a classifier and says so. */
export function embeddingRoutes(app: Hono, host: ModelHost, backend: EmbeddingBackend | null): void {
  interface EmbedRequest {
    inputs: string | string[];
    truncate: boolean;
    normalize?: boolean;
    dimensions?: number | null | undefined;
    prompt_name?: string | null | undefined;
  }

  async function embed(request: EmbedRequest, signal: AbortSignal) {
    const single = typeof request.inputs === 'string';
    const inputs = single ? [request.inputs as string] : (request.inputs as string[]);
    if (!single) host.checkBatch(inputs.length);
    if (backend === null) throw wrongModel('an embedding model');
    refusePrompt(request.prompt_name);
    const answer = await host.infer({
      inputs,
      single,
      truncate: request.truncate,
      signal,
      run: (stop) => backend.embed(inputs, stop, request.normalize ?? true),
    });
    return { ...answer, output: answer.output.map((vector) => shorten(vector, request.dimensions)) };
  }

  app.post('/embed', async (c) => {
    const { output, headers } = await embed(await readBody(c, embedBody), c.req.raw.signal);
    return c.json(output.map(numbers), 200, headers);
  });

  app.post('/embed_all', async (c) => {
    const request = await readBody(c, embedAllBody);
    const single = typeof request.inputs === 'string';
    const inputs = typeof request.inputs === 'string' ? [request.inputs] : request.inputs;
    if (!single) host.checkBatch(inputs.length);
    if (backend === null) throw wrongModel('an embedding model');
    refusePrompt(request.prompt_name);
    const { tokens } = backend;
    if (tokens === undefined) throw new TeiFault('Backend', 'Backend error: This model gives no token vectors');
    const { output, headers } = await host.infer({
      inputs,
      single,
      truncate: request.truncate,
      signal: c.req.raw.signal,
      run: (stop) => tokens(inputs, stop),
    });
    return c.json(
      output.map((vectors) => vectors.map(numbers)),
      200,
      headers,
    );
  });

  app.on('POST', ['/v1/embeddings', '/embeddings'], async (c) => {
    const { input, encoding_format, dimensions } = await readBody(c, openaiBody);
    const answer = await embed({ inputs: input, truncate: true, dimensions }, c.req.raw.signal);
    const data = answer.output.map((vector, index) => ({
      object: 'embedding',
      embedding: encoding_format === 'base64' ? base64OfFloats(vector) : numbers(vector),
      index,
    }));
    const usage = { prompt_tokens: answer.tokens, total_tokens: answer.tokens };
    return c.json({ object: 'list', data, model: host.card.id, usage }, 200, answer.headers);
  });

  app.post('/similarity', async (c) => {
    const { inputs, parameters } = await readBody(c, similarityBody);
    if (inputs.sentences.length === 0) throw emptyInput();
    const texts = [inputs.source_sentence, ...inputs.sentences];
    const { output, headers } = await embed(
      { inputs: texts, truncate: parameters?.truncate ?? true },
      c.req.raw.signal,
    );
    const [source = new Float32Array(), ...sentences] = output;
    return c.json(
      sentences.map((vector) => vector.reduce((sum, x, i) => sum + x * (source[i] ?? 0), 0)),
      200,
      headers,
    );
  });
}

function refusePrompt(name: string | null | undefined): void {
  if (name == null) return;
  throw new TeiFault('Validation', 'Input validation error: the model has no prompts, so `prompt_name` cannot be used');
}

function shorten(vector: Float32Array, dimensions: number | null | undefined): Float32Array {
  if (dimensions == null || dimensions === vector.length) return vector;
  if (dimensions < vector.length) return normalise(vector.slice(0, dimensions));
  throw new TeiFault('Validation', `Input validation error: \`dimensions\` must be at most ${vector.length}`);
}

/** Eight decimals are as fine as a 32-bit float of a vector's size, and half the bytes of a 64-bit one written out. */
function numbers(vector: Float32Array): number[] {
  return Array.from(vector, (x) => Math.round(x * 1e8) / 1e8);
}
