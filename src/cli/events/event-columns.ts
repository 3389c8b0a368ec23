import { UsageError } from '../exit.ts';

/** What a column of a log can be, in the order in which it is shown. */
export const EVENT_FIELDS = [
  'id',
  'type',
  'shopper_id',
  'session_id',
  'product_id',
  'query_id',
  'position',
  'query',
  'value',
  'at',
] as const;

/** A field of an event. */
export type EventField = (typeof EVENT_FIELDS)[number];

/** Which column each field comes from. */
export type EventMapping = ReadonlyMap<EventField, string>;

/** Names that logs give each field, likelier ones first: in small letters, without spaces and signs. */
const NAMES: Readonly<Record<EventField, readonly string[]>> = {
  id: ['id', 'eventid', '事件编号'],
  type: ['type', 'event', 'eventtype', 'action', 'behavior', 'behaviortype', 'behaviour', '行为', '类型'],
  shopper_id: ['shopperid', 'userid', 'uid', 'user', 'customerid', 'visitorid', 'customer', '用户', '用户编号'],
  session_id: ['sessionid', 'session', 'visitid', 'clientid', '会话'],
  product_id: ['productid', 'itemid', 'item', 'product', 'sku', 'asin', 'objectid', '商品', '商品编号'],
  query_id: ['queryid', 'recommendationid'],
  position: ['position', 'rank', 'ordinal', '位置'],
  query: ['query', 'userquery', 'searchterm', 'keyword', '搜索词', '查询'],
  value: ['value', 'amount', 'revenue', '金额'],
  at: ['at', 'timestamp', 'time', 'ts', 'date', 'eventdate', 'eventtime', 'createdat', 'datetime', '时间', '日期'],
};

/** Guesses the columns from their names; `chosen` are `field=column` against the guess. Throws UsageError for what does not fit the file. */
export function mapEventColumns(columns: readonly string[], chosen: readonly string[]): EventMapping {
  const mapping = new Map<EventField, string>();
  for (const one of chosen) {
    const [field = '', column = ''] = one.split(/=(.*)/s);
    const known = EVENT_FIELDS.find((each) => each === field);
    if (known === undefined) throw new UsageError(`--map: there is no field \`${field}\`; ${EVENT_FIELDS.join(', ')}`);
    if (!columns.includes(column)) {
      throw new UsageError(`--map ${field}: there is no column \`${column}\`; ${columns.join(', ')}`);
    }
    mapping.set(known, column);
  }
  const taken = new Set(mapping.values());
  for (const field of EVENT_FIELDS) {
    if (mapping.has(field)) continue;
    const column = NAMES[field]
      .map((name) => columns.find((each) => plain(each) === name && !taken.has(each)))
      .find((each) => each !== undefined);
    if (column === undefined) continue;
    mapping.set(field, column);
    taken.add(column);
  }
  return mapping;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]/g, '');
