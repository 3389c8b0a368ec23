import type { Action, AssistRequest, Order } from '../../contract/assist.ts';
import type { Language } from '../../core/language.ts';
import { namesServiceTopic } from '../../ranking/support.ts';
import type { Course } from './course.ts';
import type { ReadTurn } from './dialogue.ts';
import { orderFact } from './facts.ts';
import { leavesOut } from './follow-up.ts';
import { quotePassages } from './passages.ts';
import { orderNumberIn, requestName } from './requests.ts';
import { offerOf, orderSentences, reasonOf } from './order-sayings.ts';
import { saying } from './sayings.ts';
import { type AssistContext, plain, together, told, type Told } from './told.ts';

/** Requests that are about one order, whose facts are told first. */
const ABOUT_ORDER = new Set<Action['action']>([
  'track_order',
  'cancel_order',
  'change_order',
  'change_address',
  'track_refund',
]);

/** Requests that are answered by the order's facts alone, where the shop sent them. */
const ANSWERED_BY_ORDER = new Set<Action['action']>(['track_order']);

/** Answers about the shop: the order's facts, what the documents say, and a proposal where the shopper asks for something to be done. */
export async function serve(
  turn: ReadTurn,
  { request, topic }: Course,
  { order }: AssistRequest,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const isAboutOrder =
    (request !== null && ABOUT_ORDER.has(request)) ||
    /my (?:order|package|parcel)|我的?(?:订单|快递|包裹)/i.test(turn.cues.text);
  const ofOrder = isAboutOrder ? orderTold(order, language) : told({});
  const isAnswered = request !== null && ANSWERED_BY_ORDER.has(request);
  const policy = isAnswered ? told({}) : await policyOn(turn, { topic, request }, language, context);
  const proposal = request === null ? told({}) : proposed(request, turn, order, language);
  const answer = together(together(ofOrder, policy), proposal);
  if (answer.sentences.length > 0) return answer;
  return together(
    answer,
    told({ sentences: [plain(saying('noPolicy', language)), plain(saying('askPerson', language))] }),
  );
}

/** What the documents say on a question, with the one before it where it leaves out what it is about, or says too little alone. */
async function policyOn(
  turn: ReadTurn,
  { topic, request }: Pick<Course, 'topic' | 'request'>,
  language: Language,
  context: AssistContext,
): Promise<Told> {
  const question = turn.cues.text;
  const before = topic?.text ?? '';
  const alone = topic !== null && leavesOut(turn) ? told({}) : await quotePassages(question, language, context);
  if (alone.sentences.length > 0) return alone;
  if (before !== '') {
    const both = together(alone, await quotePassages(question, language, context, { before }));
    if (both.sentences.length > 0) return both;
  }
  const topics = namesServiceTopic(question) ? question : requestName(request, language);
  return together(alone, await quotePassages(topics, language, context, { by: 'topic' }));
}

function orderTold(order: Order | undefined, language: Language): Told {
  const sentences = order === undefined ? [] : orderSentences(order, language);
  if (order === undefined || sentences.length === 0) return told({ sentences: [plain(saying('noOrder', language))] });
  const fact = orderFact(order);
  return told({
    sentences: sentences.map((text) => ({ text, sources: [fact.id] })),
    facts: [fact],
    quotes: new Map([[fact.id, quoteOf(order)]]),
  });
}

/** The word of an order that says most of it. */
function quoteOf({ status, id, expected_at, delivered_at, shipped_at, placed_at }: Order): string {
  return status ?? expected_at ?? delivered_at ?? shipped_at ?? placed_at ?? id ?? '';
}

/** A proposal from the shopper's own request: its parameters are the order's id and what the shopper wrote, nothing of any document or product. */
function proposed(action: Action['action'], turn: ReadTurn, order: Order | undefined, language: Language): Told {
  const id = order?.id ?? orderNumberIn(turn.message);
  const parameters = { order_id: id, request: turn.cues.text.slice(0, 500).toWellFormed() };
  return told({
    sentences: action === 'hand_over' ? [] : [plain(offerOf(action, language))],
    actions: [{ action, parameters, reason: reasonOf(action, language) }],
  });
}

/** Passes the dialogue on to a person, with what the shopper said in short. */
export function handOver(
  why: 'asked' | 'angry' | 'lost',
  turns: readonly ReadTurn[],
  order: Order | undefined,
  language: Language,
): Told {
  const summary = turns
    .slice(-6)
    .map(({ message }) => message.replaceAll(/\s+/g, ' ').slice(0, 200).toWellFormed())
    .join(' / ');
  const text = saying({ asked: 'handOver', angry: 'handOverAngry', lost: 'handOverLost' }[why], language);
  const id = order?.id ?? null;
  return told({
    sentences: [plain(text)],
    actions: [
      {
        action: 'hand_over',
        parameters: { order_id: id, summary, cause: why, language },
        reason: reasonOf('hand_over', language),
      },
    ],
  });
}
