import type { Action } from '../../contract/assist.ts';
import type { ReadTurn } from './dialogue.ts';
import type { Route } from './draft.ts';
import { requestName } from './requests.ts';
import { namesThing, wordsOf } from './wish.ts';

/** What was asked of the shop before, which a further question may leave out. */
export interface Topic {
  /** The questions so far, in the shopper's words. */
  text: string;
  request: Action['action'] | null;
}

/** The longest topic, in UTF-16 units. */
const LONGEST_TOPIC = 200;

/** Characters of a question that leaves out what it is about; Chinese says as much in a third of them. */
const LONGEST = { en: 60, zh: 20 };

const LEAVES_OUT =
  /^(?:and|so|but|then|what about|how about|what if)\b|\b(?:that|it|this|they|them|those)\b|^(?:那|如果|要是|还有|所以)|[这它]|(?:呢|的话)[?？]?$/i;

/** Whether a message of its own asks only half a question: 那运费谁付, `and how long does that take?`. */
export function leavesOut({ cues, intent, language }: ReadTurn): boolean {
  return (
    cues.text.length <= LONGEST[language] &&
    LEAVES_OUT.test(cues.text) &&
    (cues.asks || /^(?:and|what about|how about|那|如果)/i.test(cues.text)) &&
    !namesThing(wordsOf(intent), cues.text)
  );
}

/** What the dialogue is about after a turn, as far as it is the shop: small talk and what was not understood leave it. */
export function topicAfter(
  topic: Topic | null,
  turn: ReadTurn,
  route: Route,
  request: Action['action'] | null,
): Topic | null {
  if (route === 'small_talk' || route === 'capabilities') return topic;
  if (route !== 'service') return null;
  const goesOn = topic !== null && leavesOut(turn);
  const said = `${turn.cues.text} ${requestName(request, turn.language)}`.trim();
  const text = goesOn ? `${topic.text} ${said}` : said;
  return { text: text.slice(-LONGEST_TOPIC).toWellFormed(), request: request ?? (goesOn ? topic.request : null) };
}
