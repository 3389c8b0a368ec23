import { randomOf } from '../../../src/core/random.ts';
import type { MatchInput } from '../../../src/models/port.ts';
import { productText } from '../../../src/models/prompts.ts';
import { kernelShap } from '../../../src/ranking/explain/kernel-shap.ts';
import { occlusion } from '../../../src/ranking/explain/occlusion.ts';
import { seenWords } from '../../../src/tasks/explain/seen-words.ts';
import type { Pair } from '../../../src/tasks/match.ts';

/** What the model reads for the words' weights alone: no fields, wishes, changes or measure of faithfulness. */
export function masksAlone(method: 'occlusion' | 'shap', pair: Pair): MatchInput[] {
  const { words, pairOf } = seenWords(pair);
  const { masks } = method === 'occlusion' ? occlusion(words.length) : kernelShap(words.length, 128, randomOf(0));
  return masks.map((mask) => {
    const { query, product } = pairOf(mask);
    return { query, text: productText(product) };
  });
}
