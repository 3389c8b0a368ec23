/** The actions of User Behavior Insights (UBI 1.x) and of its samples, as types of ours. Any other action says nothing that is used. */
const ACTIONS: Readonly<Record<string, string>> = {
  search: 'search',
  on_search: 'search',
  view: 'view',
  item_view: 'view',
  view_item: 'view',
  product_view: 'view',
  click: 'click',
  item_click: 'click',
  product_click: 'click',
  add_to_cart: 'add_to_cart',
  purchase: 'purchase',
  buy: 'purchase',
  dismiss: 'dismiss',
  reject: 'dismiss',
  declined_product: 'dismiss',
};

/** Where UBI has a field of ours, in the order in which they are tried. */
const ALIASES: readonly (readonly [field: string, paths: readonly string[]])[] = [
  ['type', ['action_name']],
  ['session_id', ['client_id', 'event_attributes.session_id']],
  ['product_id', ['event_attributes.object.object_id']],
  ['query', ['user_query']],
  ['position', ['event_attributes.position.ordinal']],
  ['at', ['timestamp']],
];

/** UBI's own fields that say nothing to us. */
const UNUSED = ['event_attributes', 'message', 'message_type', 'application', 'query_attributes'];

/** An event with fields of ours, and which fields of UBI they were taken from: `action_name → type`. */
export interface FromUbi {
  event: unknown;
  mapped: string[];
  /** An action of UBI's that is none of ours: nothing is wrong with it, and nothing learnt of it. */
  unusedAction: string | null;
}

/**
 * An event with UBI's field names read as ours. A field of ours that is there already stands. `query_id` is called the same, an
 * `ordinal` of 0 is no position, and one of the queries' index, which has `user_query` and no action, is a search.
 */
export function fromUbi(sent: unknown): FromUbi {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) {
    return { event: sent, mapped: [], unusedAction: null };
  }
  const event: Record<string, unknown> = { ...sent };
  const isUbi = ['action_name', 'client_id', 'user_query', 'event_attributes', 'timestamp'].some((name) =>
    Object.hasOwn(event, name),
  );
  if (!isUbi) return { event, mapped: [], unusedAction: null };
  const mapped: string[] = [];
  const noted = event['message_type'] === 'QUERY' ? event['message'] : undefined;
  for (const [field, paths] of ALIASES) {
    if (event[field] !== undefined || (field === 'session_id' && event['shopper_id'] !== undefined)) continue;
    const path = paths.find((each) => at(sent, each) !== undefined);
    const value = path === undefined ? undefined : at(sent, path);
    if (path === undefined || (field === 'position' && value === 0)) continue;
    event[field] = value;
    mapped.push(`${path} → ${field}`);
  }
  if (event['query'] === undefined && typeof noted === 'string') {
    event['query'] = noted;
    mapped.push('message → query');
  }
  for (const path of [...ALIASES.flatMap(([, paths]) => paths), ...UNUSED]) delete event[path];
  const { type } = event;
  if (type === undefined && typeof event['query'] === 'string') event['type'] = 'search';
  const known = typeof type === 'string' && Object.hasOwn(ACTIONS, type) ? ACTIONS[type] : undefined;
  if (known !== undefined) event['type'] = known;
  const isAction = at(sent, 'action_name') !== undefined && typeof type === 'string';
  return { event, mapped, unusedAction: isAction && known === undefined ? type : null };
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        inner !== null && typeof inner === 'object' && Object.hasOwn(inner, name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}
