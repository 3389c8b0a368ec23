import { foldText } from '../../../core/fold-text.ts';
import { matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import { INTENTS } from '../../../core/intent.ts';
import { softmax } from '../../../core/math.ts';
import { findModelNumbers } from '../../../core/model-number.ts';
import { INTENT_CUES, SENTENCE, SERVICE_THINGS, WANTS } from './intent-cues.ts';

/** Divides the scores before the softmax, so that a single cue gives about 0.6 and not certainty. */
const TEMPERATURE = 1.1;
/** Characters read; a longer query's cues stand at its beginning. */
const READ = 512;

/**
 * The intent of a query by cue words alone, for when no model answers: 12 probabilities in the order of `INTENTS`, summing
 * to 1. A terse phrase with a known product leans to `find_product`, one with nothing known to a flat distribution.
 */
export function lexicalIntent(query: string): number[] {
  const text = foldText(query.slice(0, READ)).trim();
  const scores = new Map(INTENTS.map((intent) => [intent, 0]));
  const add = (intent: (typeof INTENTS)[number], weight: number): void => {
    scores.set(intent, (scores.get(intent) ?? 0) + weight);
  };
  for (const [intent, weight, pattern] of INTENT_CUES) if (pattern.test(text)) add(intent, weight);
  const products = matchGazetteer(text);
  const named = products.some((hit) => hit.name === 'product_type' || hit.name === 'brand');
  const sentence = SENTENCE.test(text);
  if (WANTS.test(text)) add('find_product', 2.4);
  if (!sentence) add('find_product', named ? 2.2 : 1.4);
  else if (!named && products.length === 0) add('other', 1);
  if (!sentence && findModelNumbers(text).length > 0) add('find_product', 1);
  if (!sentence && SERVICE_THINGS.test(text)) add('find_product', 2.5);
  if (products.length >= 3) add('find_product', 0.6);
  return softmax(
    INTENTS.map((intent) => scores.get(intent) ?? 0),
    TEMPERATURE,
  );
}
