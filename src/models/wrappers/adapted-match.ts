import { applyLinear } from '../heads/apply-linear.ts';
import type { Pack } from '../pack.ts';
import type { Model } from '../port.ts';

/**
 * The match role as the pack's adaptation to a shop has it: an affine map of the four logits, the same for every path. Word overlap,
 * which it was not fitted to, is left as it is. Without an adaptation, `match` itself.
 */
export function adaptedMatch(match: Model<'match'>, { heads: { matchAdapt } }: Pack): Model<'match'> {
  if (matchAdapt === null) return match;
  return {
    role: 'match',
    maxBatch: match.maxBatch,
    probe: (signal) => match.probe(signal),
    async run(inputs, call) {
      const answers = await match.run(inputs, call);
      return answers.map((answer) =>
        answer.served.path === 'lexical'
          ? answer
          : { ...answer, output: Array.from(applyLinear(matchAdapt, Float64Array.from(answer.output))) },
      );
    },
  };
}
