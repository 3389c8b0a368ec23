import type { Action } from '../../contract/assist.ts';
import { namesServiceTopic } from '../../ranking/support.ts';
import { askedName } from './asked-name.ts';
import type { ReadTurn } from './dialogue.ts';
import type { Route } from './draft.ts';
import { leavesOut, type Topic, topicAfter } from './follow-up.ts';
import { isNoRequest, requestIn } from './requests.ts';
import { nextState } from './next-state.ts';
import { refines } from './refine.ts';
import { type DialogueState, NO_STATE } from './state.ts';
import { isVague, namesThing, wordsOf } from './wish.ts';

/** How the last turn is to be answered. */
export interface Course {
  route: Route;
  /** What the dialogue has come to with this turn. */
  state: DialogueState;
  /** What the shopper asks the shop to do; null for nothing. */
  request: Action['action'] | null;
  /** What was asked of the shop before; null where this begins anew. */
  topic: Topic | null;
  /** Why somebody takes over, where they do. */
  handOver: 'asked' | 'angry' | null;
  /** Whether the turn also tries to change the assistant. */
  injected: boolean;
}

/** Below this confidence an intent is only a guess. */
const SURE = 0.55;
/** The same for a service intent where the message names a thing: `return label printer` is no return. */
const SURE_BESIDE_THING = 0.95;

/** 透气吗: a question that only makes sense of the product that is spoken of. */
const SHORT_QUESTION =
  /^[\u3400-\u9fff]{1,6}[吗么][?？]?$|^(?:会不会|能不能|可不可以|好不好|要不要|是不是)[\u3400-\u9fff]{1,6}[?？]?$/;

/** Asks whether the shop has something, whatever is named beside it. */
const HAS = /\bdo you (?:have|sell|carry|stock)|looking for|(?:^|[们里家店])有.*[吗么没][?？]?$|有没有|想买|要买/i;

const SIDES =
  /\S\s+(?:and|vs\.?|versus|or)\s+\S.*dif+e?re?nce|dif+e?re?nce between .+ and |[\u3400-\u9fff](?:和|与|跟)[\u3400-\u9fff]/i;

/** Angry messages after which a person takes over. */
const MOST_ANGRY = 2;

const SERVICE = new Set(['order_status', 'return_refund', 'account_payment', 'human_support', 'deal']);

/** Who wants to complain wants somebody to hear it; who only is unhappy does not yet. */
const COMPLAINT = /\bcomplain|投诉|举报/i;

const WHERE_OR_WHEN = /\b(?:where|when|status|track|how long|late)|到|哪|几[天号]|多久|什么时候|物流|催/i;

/** Sub-intents that ask for something to be done, with what the message must speak of for it: a model's guess alone proposes nothing. */
const REQUESTED: Readonly<Record<string, readonly [Action['action'], RegExp]>> = {
  track_order: ['track_order', new RegExp(`${WHERE_OR_WHEN.source}|package|parcel|arriv|deliver|快递|包裹`, 'i')],
  cancel_order: ['cancel_order', /cancel|取消|不想?要/i],
  change_shipping_address: ['change_address', /address|mov(?:ed|ing)|地址|搬/i],
  track_refund: [
    'track_refund',
    /(?:where|when|status|arriv|yet|receiv).*(?:refund|money)|refund.*(?:where|when|status|arriv|yet|receiv)|退款|钱/i,
  ],
  get_invoice: ['request_invoice', /invoice|receipt|发票|开票|专票/i],
  recover_password: ['reset_password', /password|log ?in|sign ?in|密码|登/i],
};

/** The course of the dialogue's last turn: a function of the turns and of how many products the page shows. */
export function courseOf(turns: readonly ReadTurn[], onPage: number): Course {
  let state = NO_STATE;
  let topic: Topic | null = null;
  for (const turn of turns.slice(0, -1)) {
    const route = routeOf(turn, state, topic, onPage);
    state = nextState(state, turn, wantsProducts(route, turn));
    topic = topicAfter(topic, turn, route, requestOf(turn, topic));
  }
  const last = turns.at(-1);
  if (last === undefined) throw new Error('a dialogue without a turn');
  const { cues } = last;
  const isAngry = cues.angry && turns.filter((turn) => turn.cues.angry).length >= MOST_ANGRY;
  const route = isAngry ? 'hand_over' : routeOf(last, state, topic, onPage);
  return {
    route,
    topic,
    state: nextState(state, last, wantsProducts(route, last)),
    request: route === 'service' && !cues.injected ? requestOf(last, topic) : null,
    handOver: route === 'hand_over' ? (isAngry && !cues.wantsPerson ? 'angry' : 'asked') : null,
    injected: cues.injected,
  };
}

/** Whether a turn that takes a route looks for products: a comparison does where it names what kind is to be compared. */
function wantsProducts(route: Route, { cues, intent }: ReadTurn): boolean {
  if (route === 'search' || route === 'recommend') return true;
  return (
    route === 'compare' &&
    cues.ordinals.length === 0 &&
    cues.refersTo === null &&
    wordsOf(intent)['product_type'] !== undefined
  );
}

/** What a turn asks the shop to do, by its words, else by its sub-intent where the model is sure. */
function requestOf(turn: ReadTurn, topic: Topic | null): Action['action'] | null {
  const { cues, intent } = turn;
  const named = requestIn(cues.text);
  if (named !== null) return named;
  if (topic !== null && leavesOut(turn)) {
    // `When will it be here?` goes on asking where the order is.
    return topic.request === 'track_order' && WHERE_OR_WHEN.test(cues.text) ? 'track_order' : null;
  }
  const { sub_intent: sub, confidence } = intent;
  // What is a question about a rule, or is denied, has no request in its words either.
  const isPlain =
    sub !== null &&
    confidence >= 0.9 &&
    !isNoRequest(cues.text) &&
    !/polic|政策|规定|不要|别|don'?t|\bif\b|如果/i.test(cues.text);
  const [action, evidence] = (isPlain ? REQUESTED[sub] : undefined) ?? [];
  return evidence?.test(cues.text) === true ? (action ?? null) : null;
}

function routeOf(turn: ReadTurn, state: DialogueState, topic: Topic | null, onPage: number): Route {
  const { cues, intent, before } = turn;
  const { intent: name, confidence, sub_intent: sub } = intent;
  const isSure = confidence >= 0.8;
  const complains = sub === 'complaint' && COMPLAINT.test(cues.text);
  if (cues.wantsPerson || (isSure && (sub === 'contact_human_agent' || complains))) return 'hand_over';
  if (cues.text === '') return cues.injected ? 'capabilities' : 'small_talk';
  if (cues.talk !== null) return 'small_talk';
  const words = wordsOf(intent);
  const shown = Math.max(before.listed.length, onPage);
  const pointed = cues.ordinals.length >= 2 || cues.refersTo === 'two' || cues.refersTo === 'all';
  if (cues.compares && shown >= 2 && (pointed || (!namesThing(words, cues.text) && name !== 'find_product'))) {
    return 'compare';
  }
  const request = requestIn(cues.text);
  const named = namesThing(words, cues.text);
  // 换成黑色 of what is looked for is no exchange of what was bought.
  const isWish = request === null || (request === 'start_exchange' && !/order|exchang|订单|换货|买/i.test(cues.text));
  if (isWish && refines(turn, state)) return state.vague ? 'recommend' : 'search';
  const isPointing = cues.ordinals.length === 1 && before.listed.length > 0;
  const hasProduct =
    isPointing || before.spoken !== null || state.focus !== null || onPage === 1 || before.listed.length === 1;
  const asked = askedName(cues.text, 'en');
  const pointsAt = hasProduct || (cues.refersTo === 'one' && before.listed.length > 0);
  if (request === null && pointsAt && asked !== null && !cues.wants && !namesServiceTopic(cues.text)) {
    return 'product_question';
  }
  if (request === null && topic !== null && leavesOut(turn) && !(hasProduct && asked !== null)) return 'service';
  if (
    hasProduct &&
    request === null &&
    SHORT_QUESTION.test(cues.text) &&
    !cues.wants &&
    !namesServiceTopic(cues.text)
  ) {
    return 'product_question';
  }
  // What was bought and no longer works is no wish for another.
  if (cues.faulty && !cues.wants && !cues.asks) return 'service';
  const isOpen = name === 'other' || name === 'product_question' || name === 'knowledge';
  if (request === null && isOpen && asked !== null && !cues.wants && before.listed.length > 0) {
    return 'product_question';
  }
  const isShopping = cues.wants && !namesServiceTopic(cues.text) && name !== 'human_support';
  if (
    request === null &&
    ((cues.wants && named && confidence < SURE_BESIDE_THING) || (isShopping && SERVICE.has(name)))
  ) {
    return isVague(turn) ? 'recommend' : 'search';
  }
  if (request !== null && (SERVICE.has(name) || !named)) return 'service';
  if (SERVICE.has(name) && confidence >= (named && !namesServiceTopic(cues.text) ? SURE_BESIDE_THING : SURE)) {
    return 'service';
  }
  if (isPointing) return 'product_question';
  if (cues.refersTo === 'one' && cues.asks && (hasProduct || before.listed.length > 0)) return 'product_question';
  // `Whole milk and skimmed milk, what's the difference`: of two kinds that are named.
  if (cues.compares && named && SIDES.test(cues.text) && !namesServiceTopic(cues.text)) return 'compare';
  // 绿茶行吗, of one thing where another is looked for.
  if (
    named &&
    state.seeking !== null &&
    /^[\u3400-\u9fff]{2,8}(?:行吗|行不行|可以吗|有吗)[?？]?$/.test(cues.text) &&
    !namesServiceTopic(cues.text)
  ) {
    return 'search';
  }
  if (name === 'product_question' || name === 'how_to' || name === 'knowledge') {
    // "Do you have waterproof boots": a wish in the form of a question.
    const asksForThing =
      name === 'product_question' &&
      !hasProduct &&
      asked === null &&
      words['product_type'] !== undefined &&
      !namesOne(words);
    return asksForThing ? 'search' : 'product_question';
  }
  if (name === 'compare') return named && !cues.compares && HAS.test(cues.text) ? 'search' : 'compare';
  if (isVague(turn)) return 'recommend';
  if (name === 'find_product' || name === 'discover') {
    return cues.best && cues.asks && !namesThing(words) ? 'recommend' : 'search';
  }
  const isShortQuestion = cues.refersTo === 'one' || SHORT_QUESTION.test(cues.text);
  if (hasProduct && cues.asks && name === 'other' && isShortQuestion) return 'product_question';
  if (SERVICE.has(name)) return 'service';
  return 'capabilities';
}

/** Whether words name one product rather than a kind. */
export function namesOne(words: Readonly<Record<string, readonly string[]>>): boolean {
  return ['product_name', 'model_number', 'brand'].some((name) => words[name] !== undefined);
}
