/** The 12 intents, in the order of every intent distribution (the index is the class). */
export const INTENTS = [
  'find_product',
  'discover',
  'compare',
  'product_question',
  'how_to',
  'knowledge',
  'deal',
  'order_status',
  'return_refund',
  'account_payment',
  'human_support',
  'other',
] as const;

/** What a shopper wants with a query. */
export type Intent = (typeof INTENTS)[number];

/** The 27 service sub-intents (names of the Bitext customer-support set) and the intent each belongs to. */
export const SUB_INTENTS = {
  cancel_order: 'order_status',
  change_order: 'order_status',
  check_cancellation_fee: 'order_status',
  delivery_options: 'order_status',
  delivery_period: 'order_status',
  place_order: 'order_status',
  track_order: 'order_status',
  check_refund_policy: 'return_refund',
  get_refund: 'return_refund',
  track_refund: 'return_refund',
  complaint: 'human_support',
  contact_customer_service: 'human_support',
  contact_human_agent: 'human_support',
  review: 'human_support',
  change_shipping_address: 'account_payment',
  check_invoice: 'account_payment',
  check_payment_methods: 'account_payment',
  create_account: 'account_payment',
  delete_account: 'account_payment',
  edit_account: 'account_payment',
  get_invoice: 'account_payment',
  newsletter_subscription: 'account_payment',
  payment_issue: 'account_payment',
  recover_password: 'account_payment',
  registration_problems: 'account_payment',
  set_up_shipping_address: 'account_payment',
  switch_account: 'account_payment',
} as const satisfies Readonly<Record<string, Intent>>;
