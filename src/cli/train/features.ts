import { hardConstraints } from '../../ranking/conflicts.ts';
import type { Engine } from '../../models/engine.ts';
import { meanVector } from '../../models/heads/intent-head.ts';
import type { TokenVectors } from '../../models/heads/tag-head.ts';
import type { Pack } from '../../models/pack.ts';
import { productText } from '../../models/prompts.ts';
import type { MatchExample } from './rows.ts';

/** Inputs of one call: the progress line moves, and an interruption is heard, after each. */
const AT_ONCE = 128;

/** What the frozen bodies of a pack say, kept for all fits and measurements. `done` is told how many inputs have been read. */
export interface Bodies {
  /** The mean of a query's token vectors: what the intent heads read. */
  ofQueries(queries: readonly string[]): Promise<Float32Array[]>;
  /** Token vectors and places of texts as the tags heads read them. */
  ofTexts(prompts: readonly string[]): Promise<TokenVectors[]>;
  /** The four logits of the body, before any adaptation. */
  ofPairs(pairs: readonly MatchExample[]): Promise<number[][]>;
}

/** The bodies of a pack in this process. */
export function bodiesOf(engine: Engine, pack: Pack, signal: AbortSignal, done: (count: number) => void): Bodies {
  const inParts = async <I, O>(inputs: readonly I[], ask: (part: readonly I[]) => Promise<O[]>): Promise<O[]> => {
    const outputs: O[] = [];
    for (let at = 0; at < inputs.length; at += AT_ONCE) {
      const part = inputs.slice(at, at + AT_ONCE);
      outputs.push(...(await ask(part)));
      done(part.length);
    }
    return outputs;
  };
  return {
    ofQueries: (queries) =>
      inParts(queries, async (part) => {
        const texts = await engine.tokens(part, signal);
        return texts.map(({ vectors }) => meanVector(vectors, pack.manifest.hidden_size));
      }),
    ofTexts: (prompts) => inParts(prompts, (part) => engine.tokens(part, signal)),
    ofPairs: (pairs) =>
      inParts(pairs, (part) =>
        engine.match(
          part.map(({ query, product }) => ({ query: hardConstraints(query).wanted, text: productText(product) })),
          signal,
        ),
      ),
  };
}
