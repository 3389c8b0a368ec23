import type { Action } from '../../contract/assist.ts';
import { foldText } from '../../core/fold-text.ts';
import type { Language } from '../../core/language.ts';

/** What a shopper may ask the shop to do, by the words for it. The first that fits counts: what arrived broken is returned unless it is to be exchanged. */
const REQUESTS: readonly (readonly [Action['action'], RegExp])[] = [
  [
    'start_exchange',
    /\bexchange|\bswap\b|\b(?:got|bought|ordered|received)\b.{1,24}\bbut (?:i )?(?:need|want|wanted|meant)\b|换货|(?:想|要|能|可以|帮我?|给我?)换|换(?:一)?个?(?:大|小)|换(?:成|尺|颜)/,
  ],
  [
    'start_return',
    /(?:arriv|came|got|receiv|is|was|are|were).{0,30}\b(?:broken|damaged|defective|faulty|wrong|cracked)\b|wrong (?:item|size|colou?r|product)|(?:坏|碎|破|裂)了|破损|发错|漏发|少发|质量问题/,
  ],
  [
    'track_refund',
    /where.{0,16}(?:refund|my money)|how long.{0,24}(?:my money|refunded)|refund.{0,16}(?:status|arriv|yet|when)|when.{0,20}refund|退款.{0,6}(?:到|进度|什么时候|多久|还没)|(?:还没|没有?收到).{0,4}退款|钱.{0,8}(?:回来|到账|返还|退回)/,
  ],
  [
    'start_return',
    /\b(?:return|send back)\b.{0,20}\b(?:it|this|these|them|my|item|order|shoes|dress)\b|(?:want|like|need|how (?:do|can) i|can i) .{0,12}\b(?:return|refund)|\brefund (?:me|my)|money back|(?:我要|想|能|可以|怎么|如何|申请|帮我|给我?|要)退(?!休|役)|退(?:一下|掉|了吧)|(?:想|能|可以|怎么|要) ?return/,
  ],
  ['change_order', /(?:change|modify|edit|update).{0,20}\border\b|(?:改|修改|更改).{0,6}订单|订单.{0,8}(?:改|换)/],
  ['cancel_order', /\bcancel\b|取消(?!关注|收藏)|不(?:想)?要了$|不买了/],
  [
    'change_address',
    /(?:change|update|wrong|new|edit|different).{0,24}address|\bi(?:'ve| have)? moved\b|\b(?:send|deliver|ship)\b.{0,24}\bnew (?:place|home)\b|搬家|address.{0,20}(?:change|wrong|update)|(?:改|换|修改|更改|填错|写错).{0,8}地址|地址.{0,8}(?:改|换|错|[写填]成)/,
  ],
  [
    'track_order',
    /where(?:'s| is| are).{0,24}(?:order|package|parcel|stuff|delivery)|\btrack\b|(?:order|package|parcel).{0,24}(?:arriv|status|late|yet)|when.{0,16}(?:my|the) .{0,16}(?:arriv|come|get here|deliver)|has(?:n't)?.{0,16}(?:ship|arriv)|到哪|物流|(?:快递|包裹|订单).{0,8}(?:还没|没到|状态|什么时候|呢$)|还(?:没|不)(?:到|收到|发货)|催一?下?(?:单|发货)?|什么时候(?:能)?到/,
  ],
  [
    'request_invoice',
    /(?:need|want|send|get|issue|give).{0,24}(?:invoice|receipt)|(?:开|补|要|申请|发).{0,6}发票|开票/,
  ],
  [
    'reset_password',
    /(?:forgot|reset|lost|change|recover).{0,16}password|(?:忘|重置|找回|修改|改).{0,6}密码|密码.{0,4}忘/,
  ],
];

/** A request that is denied, only thought of, or a question about the rule. */
const NO_REQUEST =
  /\b(?:every|all)(?: of)?(?: the)? orders?\b|(?:所有|全部|每个)的?(?:人的)?订单|\b(?:don'?t|do not|never|not going to|no need to|without)\b.{0,16}\b(?:cancel|return|refund|exchange|change|track)|(?:不要|别|不用|不想|不是要|没有?要|先不)(?:给我|帮我|再)?(?:取消|退|换|改)|\b(?:what (?:if|happens)|if i|in case|suppose)\b|^(?:and |so )?(?:can|could|may|do) (?:i|you) .*\b(?:return|refund|exchange|cancel|send back)\b.*\bif (?:it|they)\b|(?:不喜欢|不合适|不满意|穿不上|不合身).{0,4}(?:可以|能).{0,2}[退换]|(?:如果|假如|要是|万一).{0,12}(?:取消|退|换|改|质量问题|[坏碎破裂]了?)|(?:取消|退货|退款|换货).{0,4}(?:的话|会怎样|会怎么样)|\bpolic(?:y|ies)\b|\bdifference\b|区别|政策|规定|规则|(?:多久|几天|多长时间|多少天).{0,6}退货?|退货?期限|how long.{0,24}(?:return|exchange)/;

/** Whether a text denies a request, only thinks of it, asks about the rule or is about everybody's orders: nothing is proposed then. */
export const isNoRequest = (text: string): boolean => NO_REQUEST.test(foldText(text));

/** What the shopper asks the shop to do; null for nothing, and for what is denied or only asked about. */
export function requestIn(text: string): Action['action'] | null {
  const folded = foldText(text);
  if (isNoRequest(folded)) return null;
  return REQUESTS.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** What a request is called where policies speak of it. */
const CALLED: Readonly<Partial<Record<Action['action'], Readonly<Record<Language, string>>>>> = {
  start_exchange: { en: 'exchange', zh: '换货' },
  start_return: { en: 'return', zh: '退货' },
  track_refund: { en: 'refund', zh: '退款' },
  cancel_order: { en: 'cancel order', zh: '取消订单' },
  change_address: { en: 'change delivery address', zh: '改地址' },
  request_invoice: { en: 'invoice', zh: '开发票' },
  reset_password: { en: 'reset password', zh: '忘记密码' },
};

/** What a request is called where policies speak of it; empty for nothing and for what no policy is about. */
export const requestName = (request: Action['action'] | null, language: Language): string =>
  request === null ? '' : (CALLED[request]?.[language] ?? '');

/** The number of an order that the shopper writes; null where there is none. */
export function orderNumberIn(text: string): string | null {
  return (
    /(?:order|订单)\D{0,12}?#?\b([A-Z]{0,4}-?\d[\dA-Z-]{3,29})\b/i.exec(text)?.[1] ??
    /#([A-Z]{0,4}-?\d[\dA-Z-]{2,29})\b/i.exec(text)?.[1] ??
    null
  );
}
