import type { Language } from './language.ts';

/** Readable names of the labels that the shipped model pack and the API use, `[en, zh]`. Another label is shown as it is. */
const labels: Record<string, readonly [string, string]> = {
  // Intents.
  find_product: ['Find a product', '找商品'],
  discover: ['Discover', '逛逛看'],
  compare: ['Compare', '比较挑选'],
  product_question: ['Product question', '商品咨询'],
  how_to: ['How to', '使用方法'],
  knowledge: ['Knowledge', '购物知识'],
  deal: ['Deals', '优惠活动'],
  order_status: ['Order status', '订单物流'],
  return_refund: ['Return or refund', '退换退款'],
  account_payment: ['Account, payment', '账户支付'],
  human_support: ['Human support', '人工客服'],
  other: ['Out of scope', '其他'],
  // Sub-intents.
  cancel_order: ['Cancel an order', '取消订单'],
  change_order: ['Change an order', '修改订单'],
  change_shipping_address: ['Change the address', '修改收货地址'],
  check_cancellation_fee: ['Cancellation fee', '取消费用'],
  check_invoice: ['See an invoice', '查看发票'],
  check_payment_methods: ['Payment methods', '支付方式'],
  check_refund_policy: ['Refund policy', '退款政策'],
  complaint: ['Complaint', '投诉'],
  contact_customer_service: ['Contact service', '联系客服'],
  contact_human_agent: ['Talk to a person', '转人工'],
  create_account: ['Create an account', '注册账户'],
  delete_account: ['Delete the account', '注销账户'],
  delivery_options: ['Delivery options', '配送方式'],
  delivery_period: ['Delivery time', '配送时间'],
  edit_account: ['Edit the account', '修改账户'],
  get_invoice: ['Get an invoice', '开发票'],
  get_refund: ['Get a refund', '申请退款'],
  newsletter_subscription: ['Newsletter', '订阅通知'],
  payment_issue: ['Payment trouble', '支付问题'],
  place_order: ['Place an order', '下单'],
  recover_password: ['Recover password', '找回密码'],
  registration_problems: ['Sign-up trouble', '注册问题'],
  review: ['Review', '评价'],
  set_up_shipping_address: ['Set up an address', '新增收货地址'],
  switch_account: ['Switch account', '切换账户'],
  track_order: ['Track an order', '查物流'],
  track_refund: ['Track a refund', '查退款进度'],
  // Attributes.
  product_type: ['Product type', '品类'],
  brand: ['Brand', '品牌'],
  product_name: ['Product name', '产品名'],
  model_number: ['Model number', '型号'],
  color: ['Colour', '颜色'],
  material: ['Material', '材质'],
  pattern: ['Pattern', '图案'],
  style: ['Style', '风格'],
  shape: ['Shape', '形状'],
  size: ['Size', '尺码'],
  measure: ['Measure', '规格'],
  quantity: ['Quantity', '数量'],
  audience: ['Audience', '人群'],
  occasion: ['Occasion', '场合'],
  season: ['Season', '季节'],
  feature: ['Feature', '功能'],
  theme: ['Theme', '主题'],
  condition: ['Condition', '成色'],
  origin: ['Origin', '产地'],
  price: ['Price', '价格'],
  time: ['Time', '时间'],
  rating: ['Rating', '评分'],
  // Conflicts, beside attributes.
  not: ['Not wanted', '不要的'],
  model: ['Model', '型号'],
  device: ['Device', '适用机型'],
  // Sections of the reference.
  Scores: ['Scores', '评分'],
  'Drop-in': ['Drop-in', '直接替换'],
  Catalogue: ['Catalogue', '商品库'],
  Search: ['Search', '搜索'],
  Assistant: ['Assistant', '导购助手'],
  Behaviour: ['Behaviour', '顾客行为'],
  Service: ['Service', '服务状态'],
  // Relations.
  exact: ['Exact', '精确匹配'],
  substitute: ['Substitute', '替代品'],
  complement: ['Complement', '搭配品'],
  irrelevant: ['Irrelevant', '不相关'],
};

/** The label's name in a language, or the label itself where it has none. */
export function labelName(language: Language, label: string): string {
  const names = Object.hasOwn(labels, label) ? labels[label] : undefined;
  return names?.[language === 'en' ? 0 : 1] ?? label;
}

/** A conflict (`color: Dark Green`, `not: 透明`) with its name in a language. */
export function conflictText(language: Language, conflict: string): string {
  const at = conflict.indexOf(': ');
  return at < 0 ? conflict : `${labelName(language, conflict.slice(0, at))}${conflict.slice(at)}`;
}
