import type { Action, Order } from '../../contract/assist.ts';
import type { Language } from '../../core/language.ts';
import { priceText } from './sayings.ts';

const ACTION_TEXTS: Readonly<
  Record<Action['action'], Readonly<Record<Language, readonly [offer: string, reason: string]>>>
> = {
  track_order: {
    en: ['I can look up where it is.', 'The shopper asks where the order is.'],
    zh: ['可以为您查询订单物流。', '顾客询问订单到哪了。'],
  },
  change_order: {
    en: ['I can ask for the order to be changed.', 'The shopper asks to change the order.'],
    zh: ['可以为您申请修改订单。', '顾客要求修改订单。'],
  },
  cancel_order: {
    en: ['I can ask for the order to be cancelled. Please confirm.', 'The shopper asks to cancel the order.'],
    zh: ['可以为您申请取消订单，请确认。', '顾客要求取消订单。'],
  },
  change_address: {
    en: ['I can ask for the delivery address to be changed.', 'The shopper asks to change the delivery address.'],
    zh: ['可以为您申请修改收货地址。', '顾客要求修改收货地址。'],
  },
  start_return: {
    en: ['I can start a return. Please confirm.', 'The shopper asks to return something.'],
    zh: ['可以为您发起退货申请，请确认。', '顾客要求退货。'],
  },
  start_exchange: {
    en: ['I can start an exchange. Please confirm.', 'The shopper asks to exchange something.'],
    zh: ['可以为您发起换货申请，请确认。', '顾客要求换货。'],
  },
  track_refund: {
    en: ['I can look up the refund.', 'The shopper asks where the refund is.'],
    zh: ['可以为您查询退款进度。', '顾客询问退款进度。'],
  },
  request_invoice: {
    en: ['I can request the invoice.', 'The shopper asks for an invoice.'],
    zh: ['可以为您申请发票。', '顾客要求开发票。'],
  },
  reset_password: {
    en: ['I can have a link for a new password sent to you.', 'The shopper asks to reset the password.'],
    zh: ['可以为您发起重置密码。', '顾客要求重置密码。'],
  },
  hand_over: {
    en: ['', 'The shopper is passed on to a person.'],
    zh: ['', '转接人工。'],
  },
};

/** What is offered with a proposal; it promises nothing that is not done. */
export const offerOf = (action: Action['action'], language: Language): string => ACTION_TEXTS[action][language][0];

/** Why a proposal is made, for the shop's system. */
export const reasonOf = (action: Action['action'], language: Language): string => ACTION_TEXTS[action][language][1];

/** What the shop sent of an order, as sentences; each states nothing but a field. Empty for an order without any. */
export function orderSentences(order: Order, language: Language): string[] {
  const { id, status, placed_at, shipped_at, expected_at, delivered_at, tracking, total } = order;
  const isZh = language === 'zh';
  const sentences: string[] = [];
  if (status !== undefined) {
    const number = id === undefined ? '' : ` ${id}`;
    sentences.push(isZh ? `您的订单${number}状态：${status}。` : `Your order${number}: ${status}.`);
  } else if (id !== undefined) sentences.push(isZh ? `您的订单号是 ${id}。` : `Your order is ${id}.`);
  const dates: readonly [string | undefined, zh: string, en: string][] = [
    [placed_at, '下单时间', 'Placed'],
    [shipped_at, '发货时间', 'Shipped'],
    [delivered_at, '签收时间', 'Delivered'],
    [expected_at, '预计送达', 'Expected'],
  ];
  for (const [value, zh, en] of dates) {
    if (value !== undefined) sentences.push(isZh ? `${zh}：${value}。` : `${en}: ${value}.`);
  }
  const { carrier, number, last_event } =
    typeof tracking === 'string' ? { carrier: undefined, number: tracking, last_event: undefined } : (tracking ?? {});
  const by = [carrier, number].filter((part) => part !== undefined).join(' ');
  if (by !== '') sentences.push(isZh ? `物流：${by}。` : `Tracking: ${by}.`);
  if (last_event !== undefined) sentences.push(isZh ? `最新动态：${last_event}。` : `Latest: ${last_event}.`);
  if (total !== undefined) {
    sentences.push(
      isZh
        ? `金额：${priceText(total as { amount: number; currency: string })}。`
        : `Total: ${priceText(total as { amount: number; currency: string })}.`,
    );
  }
  return sentences;
}
