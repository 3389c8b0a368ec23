import type { Step } from './port.ts';

const MINUTE = 60_000;

/** Nobody does so much in a minute: steps of any kind, those on one product, and clicks on different ones. */
const MOST_STEPS = 120;
const MOST_OF_ONE = 60;
const MOST_CLICKS = 30;

/** For so long after that a shopper's events are not learnt of: an hour of theirs. */
export const BOT_PAUSE = 60 * MINUTE;

/** Whether a shopper who did `steps` (oldest first) looks like a program with an event of `at`. Of what lies in the minute before it, by the events' own time. */
export function looksLikeBot(steps: readonly Step[], at: number): boolean {
  const clicked = new Set<string>();
  const ofOne = new Map<string, number>();
  let count = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i] as Step;
    if (step.at > at) continue;
    if (step.at <= at - MINUTE) break;
    count += 1;
    const times = (ofOne.get(step.productId) ?? 0) + 1;
    if (times >= MOST_OF_ONE) return true;
    ofOne.set(step.productId, times);
    if (step.type === 'click') clicked.add(step.productId);
  }
  return count >= MOST_STEPS || clicked.size >= MOST_CLICKS;
}
