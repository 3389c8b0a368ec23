import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sessionOptions } from './session-options.ts';

/** The outputs of the graphs; tags and intent are made of tokens. */
export type Body = 'embed' | 'tokens' | 'match';

/** A session, and the output of its graph that is read. */
export interface Graph {
  session: InferenceSession;
  output: string;
}

/** The graph of each body; that of tokens and match is one. */
export type Graphs = Record<Body, Graph>;

const PAD = 1;

/** Opens both graphs of a pack, each with so many threads. */
export async function loadGraphs(directory: string, threads: number): Promise<Graphs> {
  const [encoder, tasks] = await Promise.all([
    InferenceSession.create(join(directory, 'encoder.onnx'), sessionOptions(threads)),
    InferenceSession.create(join(directory, 'tasks.onnx'), sessionOptions(threads)),
  ]);
  return {
    embed: { session: encoder, output: 'sentence_embedding' },
    tokens: { session: tasks, output: 'last_hidden_state' },
    match: { session: tasks, output: 'logits' },
  };
}

/** Runs a graph over token ids, a text a row, padded to the longest. Gives the rows of its output one after the other, `size` numbers each. */
export async function runGraph(
  { session, output }: Graph,
  texts: readonly (readonly number[])[],
): Promise<{ data: Float32Array; size: number }> {
  const width = Math.max(...texts.map((ids) => ids.length));
  const shape = [texts.length, width];
  const ids = new BigInt64Array(texts.length * width).fill(BigInt(PAD));
  const mask = new BigInt64Array(texts.length * width);
  // The low halves of the int64s (the hosts that onnxruntime-node runs on are little-endian): ten times faster than BigInt by BigInt.
  const idWords = new Int32Array(ids.buffer);
  const maskWords = new Int32Array(mask.buffer);
  for (const [row, text] of texts.entries()) {
    for (const [column, id] of text.entries()) {
      idWords[2 * (row * width + column)] = id;
      maskWords[2 * (row * width + column)] = 1;
    }
  }
  const results = await session.run(
    { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) },
    [output],
  );
  const result = results[output];
  const data = result?.data;
  if (!(data instanceof Float32Array) || result?.dims[0] !== texts.length) throw new Error(`${output} is unusable`);
  return { data, size: data.length / texts.length };
}
