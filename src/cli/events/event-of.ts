import { createHash } from 'node:crypto';
import { timeOf } from '../import/values.ts';
import type { Row } from '../import/rows.ts';
import type { EventField, EventMapping } from './event-columns.ts';

/** An event as it is sent. */
export type SentEvent = Record<string, unknown>;

/** Words of logs for types of ours. */
const TYPES: Readonly<Record<string, string>> = {
  pv: 'view',
  pageview: 'view',
  buy: 'purchase',
  transaction: 'purchase',
  order: 'purchase',
  cart: 'add_to_cart',
  addtocart: 'add_to_cart',
};

/** What stands for nothing. */
const NOTHING = /^(?:na|n\/a|null|none|nan|\\n)?$/i;

const NUMBER = /^\d+(?:\.\d+)?$/;

/** Numbers up to here are seconds: in milliseconds it would be the year 1973. */
const MOST_SECONDS = 100_000_000_000;

const MINUTE = 60_000;

/** What is chosen for a whole file. */
export interface EventChoices {
  mapping: EventMapping;
  /** The type of rows that state none. */
  type: string | undefined;
  /** Milliseconds since the epoch at which the import began. */
  now: number;
}

/**
 * Makes events of rows. One without an id gets one of its content and line, so that a file that is imported again counts nothing twice. One
 * without a time gets one: a shopper's rows follow each other by a minute from a day ago on, so their order is that of the file.
 */
export function eventMaker({
  mapping,
  type,
  now,
}: EventChoices): (row: Extract<Row, { values: unknown }>) => SentEvent {
  const seen = new Map<unknown, number>();
  return ({ values, line }) => {
    const own = isUbi(values) ? { ...values } : mapped(values, mapping, type);
    const name = createHash('sha256')
      .update(JSON.stringify([line, values]))
      .digest('hex')
      .slice(0, 24);
    const event: SentEvent = { id: `import:${name}`, ...own };
    if (event['at'] !== undefined || event['timestamp'] !== undefined) return event;
    const who = event['shopper_id'] ?? event['session_id'] ?? event['client_id'];
    const before = seen.get(who) ?? 0;
    seen.set(who, before + 1);
    return { ...event, at: Math.min(now, now - 1_440 * MINUTE + before * MINUTE) };
  };
}

/** Whether a record speaks in the words of User Behavior Insights, which the API reads as they are. */
export function isUbi(values: Readonly<Record<string, unknown>>): boolean {
  return (
    values['action_name'] !== undefined || (values['user_query'] !== undefined && values['client_id'] !== undefined)
  );
}

/** The line of a bulk file that says where the next one belongs. */
export function isBulkLine(values: Readonly<Record<string, unknown>>): boolean {
  const [name, ...more] = Object.keys(values);
  return more.length === 0 && (name === 'index' || name === 'create');
}

function mapped(values: Readonly<Record<string, unknown>>, mapping: EventMapping, type: string | undefined): SentEvent {
  const event: SentEvent = type === undefined ? {} : { type };
  for (const [field, column] of mapping) {
    const value = values[column];
    if (value === undefined || value === null || (typeof value === 'string' && NOTHING.test(value.trim()))) continue;
    event[field] = valueOf(field, value);
  }
  return event;
}

function valueOf(field: EventField, value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value).trim();
  if (field === 'at') return momentOf(text);
  if (field === 'position' || field === 'value') return NUMBER.test(text) ? Number(text) : text;
  if (field === 'type') return TYPES[text.toLowerCase().replaceAll(/[\s_-]/g, '')] ?? text.toLowerCase();
  return text;
}

/** Seconds or milliseconds, a day, or a date and time, in UTC unless it says otherwise; what is none of these as it is. */
function momentOf(text: string): unknown {
  if (NUMBER.test(text)) {
    const number = Number(text);
    return Math.round(number < MOST_SECONDS ? number * 1_000 : number);
  }
  return timeOf(text) ?? text;
}
