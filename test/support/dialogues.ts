import { readFileSync } from 'node:fs';
import type { Json } from './requests.ts';
import type { SentEvent } from './event-stream.ts';

/** What a turn of a scripted dialogue must lead to; what is absent may be anything, but `actions` are then none. */
export interface ScriptedTurn {
  say: string;
  route: string | string[];
  language?: string;
  /** Patterns of titles: of one product at least, of every one, of none. */
  some?: string;
  every?: string;
  none?: string;
  /** What no product's color is. */
  noneColor?: string;
  /** What no product with a price costs more than. */
  max?: number;
  empty?: boolean;
  actions?: string[];
  /** What a parameter of the proposal is. */
  parameter?: string;
  /** The kind of a source that must be named. */
  source?: string;
  noSource?: boolean;
  says?: string;
  silent?: string;
  asks?: string;
  /** How many products are compared. */
  comparison?: number;
}

/** A dialogue that was written to be held, and the shop that it is held in. */
export interface ScriptedDialogue {
  id: string;
  shop?: 'sample' | 'trap';
  order?: Json;
  product_ids?: string[];
  turns: ScriptedTurn[];
}

const FOLDER = new URL('../fixtures/dialogues/', import.meta.url);

/** Sets of dialogues: those that the rules were written beside; those that were written without a look at the rules, which were mended then; those that were written after that. */
export const DIALOGUE_SETS = ['dialogues', 'unseen-en', 'unseen-zh', 'unseen-later'] as const;

/** The dialogues of a set. */
export function scriptedDialogues(set: (typeof DIALOGUE_SETS)[number]): ScriptedDialogue[] {
  const lines = readFileSync(new URL(`${set}.jsonl`, FOLDER), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as ScriptedDialogue);
}

/** A shop whose products and documents try to move the assistant. */
export function trapShop(): { products: Json[]; documents: Json[] } {
  return JSON.parse(readFileSync(new URL('trap-shop.json', FOLDER), 'utf8')) as { products: Json[]; documents: Json[] };
}

/** One answer, put together from its events. */
export interface Reply {
  text: string;
  tokens: { text: string; sources?: string[] }[];
  products: Json[];
  actions: Json[];
  done: Json;
}

/** An answer from its events. */
export function replyOf(events: readonly SentEvent[]): Reply {
  const all = (name: string): Json[] => events.flatMap(({ event, data }) => (event === name ? [data] : []));
  const tokens = all('token');
  const text = tokens.map((token) => token.text).join('');
  return { text, tokens, products: all('product'), actions: all('action'), done: all('done')[0] };
}

/** What of a turn's expectations an answer does not meet. The route is told apart. */
export function unmet(turn: ScriptedTurn, { text, products, actions, done }: Reply): string[] {
  const faults: string[] = [];
  const need = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  const titles = products.map(({ product }) => product.title as string);
  const matches = (pattern: string, value: string): boolean => new RegExp(pattern, 'i').test(value);
  const { some, every, none, noneColor, max, says, silent, source } = turn;
  if (some !== undefined) {
    need(
      titles.some((title) => matches(some, title)),
      `no product ${some}: ${titles.join(' | ')}`,
    );
  }
  if (every !== undefined) {
    need(
      titles.length > 0 && titles.every((title) => matches(every, title)),
      `not all ${every}: ${titles.join(' | ')}`,
    );
  }
  if (none !== undefined) {
    need(!titles.some((title) => matches(none, title)), `a product ${none}: ${titles.join(' | ')}`);
  }
  if (noneColor !== undefined) {
    const colors = products.map(({ product }) => (product.color as string | undefined) ?? '');
    need(!colors.some((color) => matches(noneColor, color)), `a color ${noneColor}: ${colors.join(' | ')}`);
  }
  if (max !== undefined) {
    const prices = products.flatMap(({ product }) =>
      product.price === undefined ? [] : [product.price.amount as number],
    );
    need(Math.max(0, ...prices) <= max, `over ${max}: ${prices.join(', ')}`);
  }
  if (turn.empty === true) need(titles.length === 0, `products: ${titles.join(' | ')}`);
  if (says !== undefined) need(new RegExp(says, 's').test(text), `does not say ${says}: ${text}`);
  if (silent !== undefined) need(!new RegExp(silent).test(text), `says ${silent}: ${text}`);
  const kinds = (done.sources as Json[]).map(({ kind }) => kind as string);
  if (source !== undefined) need(kinds.includes(source), `no ${source} among the sources: ${text}`);
  if (turn.noSource === true) need(kinds.length === 0, `sources: ${text}`);
  if (turn.asks !== undefined) need(done.question?.facet === turn.asks, `asks ${JSON.stringify(done.question)}`);
  if (turn.comparison !== undefined) {
    need(done.comparison?.products.length === turn.comparison, `compares ${JSON.stringify(done.comparison)}: ${text}`);
  }
  if (turn.language !== undefined) need(done.language === turn.language, `speaks ${done.language}`);
  if (turn.parameter !== undefined) {
    need(
      actions.some(({ parameters }) => Object.values(parameters).includes(turn.parameter)),
      `parameters ${JSON.stringify(actions)}`,
    );
  }
  return faults;
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** What an answer states that no source of it does: its quotations, its titles, its numbers, and the quotes of its sources. `textOf` gives the whole text of a source. */
export function unsupported({ tokens, done }: Reply, textOf: (id: string) => string): string[] {
  const faults: string[] = [];
  for (const { id, quote } of done.sources as { id: string; quote: string }[]) {
    if (!textOf(id).includes(quote)) faults.push(`the quote is not of ${id}: ${quote}`);
  }
  for (const { text, sources = [] } of tokens) {
    const claims = text.trim();
    // The wish as it was understood, that nothing was found for it, and the question at the end are no claims about the shop.
    const isFree =
      /^(?:Looking for:|Searching instead for|正在找：|按“[^”]*”查找|I found nothing|本店没有找到)/.test(claims) ||
      claims === done.question?.text;
    if (isFree) continue;
    if (sources.length === 0) {
      const isNotStated = /not stated|没有说明/.test(claims);
      if (!isNotStated && /\d|“[^”]*”/.test(claims.replaceAll(/“转人工”/g, ''))) faults.push(`no source: ${claims}`);
      continue;
    }
    const known = flat(sources.map(textOf).join('\n'));
    for (const id of sources) {
      if (!(done.sources as Json[]).some((source) => source.id === id)) faults.push(`${id} is not among the sources`);
    }
    const stated = claims.replace(/^\d+\. /, '').replaceAll(/(?<=^|[：:；;] ?)\d\) /g, '');
    for (const [, quotation = ''] of stated.matchAll(/“([^”]*)”/g)) {
      const parts = quotation.split(/…| › /);
      for (const part of parts) {
        if (!known.includes(flat(part).trim())) faults.push(`not in its source: “${quotation}”`);
      }
    }
    for (const [number] of stated.matchAll(/\d+(?:\.\d+)?/g)) {
      if (!known.includes(number)) faults.push(`the number ${number} is in no source: ${claims}`);
    }
    const [, title] = /^\d+\. (.+?)(?:…)?(?: — .*)?(?: \(price not stated\)|（未标价）)?$/.exec(claims) ?? [];
    if (title !== undefined && !known.includes(flat(title))) faults.push(`no title of its source: ${title}`);
  }
  return faults;
}
