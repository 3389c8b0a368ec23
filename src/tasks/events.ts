import type { DeadResponse, EventRequest, EventResult, EventsResponse, ReplayRequest } from '../contract/events.ts';
import type { FieldError } from '../core/error.ts';
import { traitsOf } from '../core/product-traits.ts';
import { toldTime } from '../core/told-time.ts';
import { eventKey } from '../state/behaviour/event-key.ts';
import type { Behaviour, DeadLetter, ShopperEvent } from '../state/behaviour/port.ts';
import type { ShopperContext } from './shop-context.ts';

/** An event of a batch, or why it is none. */
export type JudgedEvent = { sent: unknown } & (
  | { event: EventRequest }
  | { rejected: { code: 'invalid' | 'unused_action' | 'unknown_letter'; errors?: FieldError[] } }
);

/** What these tasks work on. */
interface Shop extends Pick<ShopperContext, 'catalog' | 'behaviour'> {
  /** Milliseconds since the epoch. */
  now: number;
  /** An id that nothing else has. */
  newId(): string;
  /** Judges, after the answer, what was learnt. */
  due(): void;
}

/** The most characters of a letter: a thousand of them in Chinese are told in one answer of 24 MB. */
const LONGEST_LETTER = 8_000;

/** Letters told unless a number is given. */
const LETTERS = 100;

/** What a remark says of several events, after their number. */
const REMARKS: Readonly<Record<string, string>> = {
  unknown_product: 'of products that the catalogue does not have',
  unknown_answer:
    'with a query_id of no answer that is known: of searches only those that name a shopper or session are, for 90 days',
  no_impression: 'on a product that the answer named by query_id did not show',
  wrong_position: 'with another position than the answer had',
  late: 'older than the shopper’s newest',
  bot: 'not learnt of, since the shopper looks like a program',
  opted_out: 'not learnt of, since the shopper has opted out',
  not_kept: `rejected and not kept aside, being of more than ${LONGEST_LETTER} characters`,
};

const UNKNOWN_LETTER = {
  code: 'unknown_letter' as const,
  errors: [{ path: 'id', message: 'is of no letter that is kept aside' }],
};

type Taken = Omit<EventsResponse, 'warnings'> & { warnings: string[] };

/** Takes in the events of a batch that are sound, keeps the others aside, and tells of each what became of it, in order. */
export async function eventsTask(batch: readonly JudgedEvent[], shop: Shop): Promise<Taken> {
  const timed = batch.map((one) => withTime(one, shop.now));
  const sound = timed.flatMap((one) => ('event' in one ? [eventOf(one, shop)] : []));
  const letters = timed.map((one) => letterOf(one, shop.now));
  await shop.behaviour.setAside(letters.filter((letter) => letter !== null && letter !== 'not_kept'));
  const outcomes = await recorded(sound, shop);
  if (outcomes.some(({ due }) => due === true)) shop.due();
  let next = 0;
  const results = timed.map((one, index): EventResult => {
    if ('rejected' in one) {
      return { index, status: 'rejected', ...one.rejected, ...keptOf(one.rejected, letters[index]) };
    }
    const outcome = outcomes[next];
    if (outcome === undefined) throw new Error('fewer outcomes than events');
    next += 1;
    const [code] = outcome.codes;
    return {
      index,
      status: outcome.status,
      ...(code === undefined ? {} : { code }),
      ...(outcome.codes.length > 1 ? { codes: outcome.codes } : {}),
    };
  });
  const count = (status: EventResult['status']): number => results.filter((one) => one.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    warnings: warningsOf([
      ...outcomes.flatMap(({ codes }) => codes),
      ...letters.filter((letter) => letter === 'not_kept'),
    ]),
    results,
  };
}

/** Events that are kept aside, newest first. */
export async function deadTask(
  { limit = LETTERS }: { limit?: number | undefined },
  behaviour: Behaviour,
): Promise<DeadResponse> {
  const letters = await behaviour.deadLetters(limit);
  return {
    letters: letters.map(({ id, at, event, codes }) => ({ id, at: new Date(at).toISOString(), event, reasons: codes })),
  };
}

/** Takes in letters, as they were sent or mended; those that are taken in are letters no more. `judge` as for a batch. */
export async function replayTask(
  { letters }: ReplayRequest,
  { judge, ...shop }: Shop & { judge(sent: unknown): JudgedEvent },
): Promise<Taken> {
  const kept = await shop.behaviour.deadLetters(letters.length, [...new Set(letters.map(({ id }) => id))]);
  const sent = new Map(kept.map(({ id, event }) => [id, event]));
  const batch = letters.map(({ id, event }): JudgedEvent => {
    if (!sent.has(id)) return { sent: null, rejected: UNKNOWN_LETTER };
    return judge(event ?? sent.get(id));
  });
  const taken = await eventsTask(batch, shop);
  const done = letters.filter(({ id }, i) => sent.has(id) && taken.results[i]?.status !== 'rejected');
  if (done.length > 0) await shop.behaviour.dropDead(done.map(({ id }) => id));
  return taken;
}

type Timed =
  | { sent: unknown; event: EventRequest; at: number }
  | { sent: unknown; rejected: { code: string; errors?: FieldError[] } };

/** When it happened, or that its clock is wrong. */
function withTime(one: JudgedEvent, now: number): Timed {
  if ('rejected' in one) return one;
  const time = toldTime(one.event.at ?? now, now);
  if ('at' in time) return { ...one, at: time.at };
  return { sent: one.sent, rejected: { code: 'clock_skew', errors: [{ path: 'at', message: time.fault }] } };
}

/** In the words of the state. Without an id and a time, two of the same content are two. */
function eventOf({ event, at }: { event: EventRequest; at: number }, { newId }: Shop): ShopperEvent {
  const { type, shopper_id, session_id, product_id, query_id, position, query, value } = event;
  const content = [type, shopper_id, session_id, product_id, query_id, position, query, value, at];
  return {
    id: event.id ?? (event.at === undefined ? newId() : JSON.stringify(content)),
    type,
    shopper: shopper_id ?? session_id ?? '',
    guest: shopper_id === undefined,
    at,
    ...(product_id === undefined ? {} : { productId: product_id }),
    ...(query_id === undefined ? {} : { answerId: query_id }),
    ...(position === undefined ? {} : { position }),
    ...(query === undefined ? {} : { query }),
    ...(value === undefined ? {} : { value }),
  };
}

async function recorded(events: readonly ShopperEvent[], { catalog, behaviour }: Shop) {
  if (events.length === 0) return [];
  const ids = [...new Set(events.flatMap(({ productId }) => productId ?? []))];
  const found = ids.length === 0 ? [] : await catalog.get(ids);
  const traits = found.flatMap((one) => (one === null ? [] : [traitsOf(one.product, one.attributes)]));
  return await behaviour.record(events, traits);
}

/** What is kept of an event that could not be used; `not_kept` for one that is too long, null for one that nothing is wrong with. */
function letterOf(one: Timed, now: number): DeadLetter | 'not_kept' | null {
  if (!('rejected' in one)) return null;
  const { sent, rejected } = one;
  if (rejected.code !== 'invalid' && rejected.code !== 'clock_skew') return null;
  const text = JSON.stringify(sent);
  if (text.length > LONGEST_LETTER) return 'not_kept';
  const reasons = rejected.errors?.map(({ path, message }) => `${path} ${message}`) ?? [rejected.code];
  return { id: eventKey(text), shopper: namedIn(sent), event: sent, codes: reasons, at: now };
}

/** Where one that was rejected is kept, or that it is not. */
function keptOf({ code }: { code: string }, letter: DeadLetter | 'not_kept' | null | undefined): Partial<EventResult> {
  if (letter === 'not_kept') return { codes: [code, letter] };
  return letter ? { dead_letter: letter.id } : {};
}

/** The shopper that something sent names, so that it is deleted with them. */
function namedIn(sent: unknown): string | null {
  const { shopper_id, session_id, client_id, event_attributes } = (sent ?? {}) as Record<string, unknown>;
  const named =
    shopper_id ?? session_id ?? client_id ?? (event_attributes as { session_id?: unknown } | null)?.session_id;
  return typeof named === 'string' ? named : null;
}

function warningsOf(codes: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, n]) => `${code}: ${n} ${n === 1 ? 'event' : 'events'} ${REMARKS[code]}`);
}
