import type { ExplainResponse } from '../../contract/explain.ts';
import { randomOf } from '../../core/random.ts';
import { kernelShap } from '../../ranking/explain/kernel-shap.ts';
import { lime } from '../../ranking/explain/lime.ts';
import type { Attribution, Mask } from '../../ranking/explain/mask.ts';
import { occlusion } from '../../ranking/explain/occlusion.ts';
import type { ExplainContext } from './explained.ts';
import type { MaskScores } from './mask-scores.ts';
import { affordable } from './pace.ts';

/** The methods that draw their masks. */
const DRAWING = { lime, shap: kernelShap };

/** How words are to be weighed. */
export interface Method {
  method: ExplainResponse['method'];
  samples: number;
  seed: number;
}

/** What is judged besides: `first`, and then `paced`, by which it is told how fast the model is. */
export interface Besides {
  first: readonly Mask[];
  paced: readonly Mask[];
}

/**
 * The attribution of so many words by a method, its masks judged, with what is judged besides. All in one batch where nothing is drawn; else
 * as many samples as the deadline leaves time for (`reduced`). The first answer does not tell how fast a model is: it may have slept.
 */
export async function attributeWords(
  count: number,
  { method, samples, seed }: Method,
  { first, paced }: Besides,
  scores: MaskScores,
  context: ExplainContext,
): Promise<{ attribution: Attribution; reduced: boolean }> {
  if (method === 'occlusion') {
    const attribution = occlusion(count);
    await scores.ask([...first, ...paced, ...attribution.masks]);
    return { attribution, reduced: false };
  }
  await scores.ask(first);
  const began = context.now();
  const judged = await scores.ask(paced);
  const afforded = affordable(samples, { judged, milliseconds: context.now() - began }, context);
  const attribution = DRAWING[method](count, afforded, randomOf(seed));
  await scores.ask(attribution.masks);
  return { attribution, reduced: afforded < samples };
}
