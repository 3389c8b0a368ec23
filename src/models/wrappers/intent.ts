import { AppError } from '../../core/error.ts';
import { intentHead } from '../heads/intent-head.ts';
import type { Pack } from '../pack.ts';
import type { Model } from '../port.ts';

/** The intent role by way of the encoder: each text is embedded as a query, and the pack's heads read the vector. */
export function intentFromEmbed(embed: Model<'embed'>, pack: Pack): Model<'intent'> {
  const size = pack.manifest.hidden_size;
  return {
    role: 'intent',
    maxBatch: embed.maxBatch,
    async run(inputs, call) {
      const answers = await embed.run(
        inputs.map((text) => ({ text, as: 'query' as const })),
        call,
      );
      return answers.map(({ output, served, cached }) => {
        if (output.length !== size) {
          throw new AppError('upstream_invalid', {
            detail: `A vector has ${output.length} numbers instead of ${size}.`,
          });
        }
        return { output: intentHead(output, pack.heads), served, cached };
      });
    },
    probe: (signal) => embed.probe(signal),
  };
}
