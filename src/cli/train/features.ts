import { hardConstraints } from '../../ranking/conflicts.ts';
import type { Engine } from '../../models/engine.ts';
import { meanVector } from '../../models/heads/intent-head.ts';
import type { TokenVectors } from '../../models/heads/tag-head.ts';
import type { Pack } from '../../models/pack.ts';
import { productText } from '../../models/prompts.ts';
import type { MatchExample } from './rows.ts';

/** What the frozen bodies of a pack say, kept for all fits and measurements. `done` is told how many inputs have been read. */
export interface Bodies {
  /** The mean of a query's token vectors: what the intent heads read. */
  ofQueries(queries: readonly string[]): Promise<Float32Array[]>;
  /** Token vectors and places of texts as the tags heads read them. */
  ofTexts(prompts: readonly string[]): Promise<TokenVectors[]>;
  /** The four logits of the body, before any adaptation. */
  ofPairs(pairs: readonly MatchExample[]): Promise<number[][]>;
}

/** Inputs that are read together: enough for full batches, and little enough that progress is seen. */
const TOGETHER = 64;

/** The bodies of a pack in this process. What they say of an input does not depend on its batch, so a run repeats itself. */
export function bodiesOf(engine: Engine, pack: Pack, signal: AbortSignal, done: (count: number) => void): Bodies {
  const each = async <I, O>(inputs: readonly I[], ask: (together: I[]) => Promise<O[]>): Promise<O[]> => {
    const outputs: O[] = [];
    for (let first = 0; first < inputs.length; first += TOGETHER) {
      const together = inputs.slice(first, first + TOGETHER);
      outputs.push(...(await ask(together)));
      done(together.length);
    }
    return outputs;
  };
  return {
    ofQueries: (queries) =>
      each(queries, async (together) => {
        const texts = await engine.tokens(together, signal);
        return texts.map(({ vectors }) => meanVector(vectors, pack.manifest.hidden_size));
      }),
    ofTexts: (prompts) => each(prompts, (together) => engine.tokens(together, signal)),
    ofPairs: (pairs) =>
      each(pairs, (together) =>
        engine.match(
          together.map(({ query, product }) => ({ query: hardConstraints(query).wanted, text: productText(product) })),
          signal,
        ),
      ),
  };
}
