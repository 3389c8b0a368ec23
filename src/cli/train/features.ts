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

/**
 * The bodies of a pack in this process. Texts are read one by one: an int8 graph scales by its whole batch, so that a text's vector depends
 * a little on its neighbours (cosines down to 0.995), and a run would not repeat itself.
 */
export function bodiesOf(engine: Engine, pack: Pack, signal: AbortSignal, done: (count: number) => void): Bodies {
  const each = async <I, O>(inputs: readonly I[], ask: (input: I) => Promise<O[]>): Promise<O[]> => {
    const outputs: O[] = [];
    for (const input of inputs) {
      outputs.push(...(await ask(input)));
      done(1);
    }
    return outputs;
  };
  return {
    ofQueries: (queries) =>
      each(queries, async (query) => {
        const texts = await engine.tokens([query], signal);
        return texts.map(({ vectors }) => meanVector(vectors, pack.manifest.hidden_size));
      }),
    ofTexts: (prompts) => each(prompts, (prompt) => engine.tokens([prompt], signal)),
    ofPairs: (pairs) =>
      each(pairs, ({ query, product }) =>
        engine.match([{ query: hardConstraints(query).wanted, text: productText(product) }], signal),
      ),
  };
}
