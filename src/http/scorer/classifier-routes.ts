import type { Hono } from 'hono';
import { softmax } from '../../core/math.ts';
import type { ModelHost, Sequence } from './model-host.ts';
import { predictBody, readBody, rerankBody } from './tei-body.ts';
import { TeiFault, wrongModel } from './tei-fault.ts';

/** What a classifier can do: logits in the order of its labels. */
export interface ClassifierBackend {
  labels: readonly string[];
  predict(inputs: readonly Sequence[], signal: AbortSignal): Promise<number[][]>;
}

/** `/predict`, and the refusals of `/rerank`. `null`: the model is no classifier and says so. */
export function classifierRoutes(app: Hono, host: ModelHost, backend: ClassifierBackend | null): void {
  app.post('/predict', async (c) => {
    const request = await readBody(c, predictBody);
    const { single, sequences } = sequencesOf(request.inputs);
    if (!single) host.checkBatch(sequences.length);
    if (backend === null) throw wrongModel('a classifier model');
    const { output, headers } = await host.infer({
      inputs: sequences,
      single,
      truncate: request.truncate,
      signal: c.req.raw.signal,
      run: (signal) => backend.predict(sequences, signal),
    });
    const answers = output.map((logits) => predictions(logits, backend.labels, request.raw_scores));
    return c.json(single ? answers[0] : answers, 200, headers);
  });

  app.post('/rerank', async (c) => {
    const { texts } = await readBody(c, rerankBody);
    if (texts.length === 0) throw new TeiFault('Empty', 'Input validation error: `texts` cannot be empty');
    host.checkBatch(texts.length);
    throw wrongModel('a re-ranker model');
  });
}

/** A text or a flat list is one input; a list of lists is a batch. */
function sequencesOf(inputs: string | string[] | string[][]): { single: boolean; sequences: Sequence[] } {
  if (typeof inputs === 'string') return { single: true, sequences: [inputs] };
  const [first] = inputs;
  if (typeof first === 'string') return { single: true, sequences: [sequenceOf(inputs as string[])] };
  return { single: false, sequences: (inputs as string[][]).map(sequenceOf) };
}

function sequenceOf([first = '', second]: readonly string[]): Sequence {
  return second === undefined ? first : [first, second];
}

/** All labels, highest first. */
function predictions(logits: readonly number[], labels: readonly string[], raw: boolean) {
  const scores = raw ? logits : softmax(logits);
  if (!scores.every(Number.isFinite)) throw new TeiFault('Backend', 'score is NaN');
  return labels.map((label, i) => ({ score: scores[i] ?? 0, label })).toSorted((a, b) => b.score - a.score);
}
