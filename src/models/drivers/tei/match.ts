import * as z from 'zod/mini';
import type { Model } from '../../port.ts';
import { invalidAnswer, listOf } from '../upstream-fault.ts';
import { teiClient, type TeiOptions } from './client.ts';

const predictionsSchema = z.array(z.object({ score: z.number(), label: z.string() }));

/** The `match` role by `POST /predict`: a batch of pairs, one logit a label back. */
export function teiMatch(options: TeiOptions): Model<'match'> {
  const client = teiClient(options);
  const { labels } = options.pack.manifest.match;
  return {
    role: 'match',
    maxBatch: client.maxBatch,
    probe: (signal) => client.probe('classifier', signal),

    async run(inputs, call) {
      if (inputs.length === 0) return [];
      // Also one pair goes as a list of lists: a flat list of two strings would be answered by a flat list.
      const pairs = inputs.map(({ query, text }) => [query.toWellFormed(), text.toWellFormed()]);
      const answer = await client.post(
        '/predict',
        { inputs: pairs, raw_scores: true, truncate: true },
        pairs.length * labels.length,
        call,
      );
      return listOf(answer, inputs.length).map((value) => ({
        output: inOrderOf(labels, value),
        served: client.served,
        cached: false,
      }));
    },
  };
}

/** TEI answers the highest first. Labels are the pack's names, or `LABEL_0` … of a model without names. */
function inOrderOf(labels: readonly string[], value: unknown): number[] {
  const parsed = predictionsSchema.safeParse(value);
  if (!parsed.success) throw invalidAnswer('has something else than a score a label');
  const scores = new Map(parsed.data.map(({ label, score }) => [label, score]));
  if (parsed.data.length !== labels.length) throw invalidAnswer(`does not have ${labels.length} labels`);
  return labels.map((label, index) => {
    const score = scores.get(label) ?? scores.get(`LABEL_${index}`);
    if (score === undefined) throw invalidAnswer(`lacks the label ${label}`);
    return score;
  });
}
