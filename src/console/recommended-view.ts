import type { Recommended, RecommendResponse } from '../contract/recommend.ts';
import { bar, element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { actButtons, thingView } from './product-acts.ts';
import type { ThingListener } from './product-acts.ts';
import { moveOf } from './shelf-change.ts';

/** Which signals a shelf shows, in this order; one below 0 speaks against the product. */
const SIGNALS = ['sequence', 'co_visit', 'lent', 'content', 'profile', 'popularity', 'exploration'] as const;

/** What the shelf was made from, and what stands in where that is nothing. */
export function basisView(language: Language, { basis }: RecommendResponse): Child[] {
  const { events_used: count, fallback } = basis;
  const made = count === 0 ? 'basis_none' : 'basis_events';
  return [
    element('p', { class: 'fine basis' }, say(language, made, { count })),
    fallback !== null && element('p', { class: 'note fallback' }, say(language, `fallback_${fallback}`)),
  ];
}

/** The shelf. `before` are the ids of the shelf that stood here, which tell what is new and what moved; null: there was none. */
export function recommendedView(
  language: Language,
  items: readonly Recommended[],
  before: readonly string[] | null,
  listener: ThingListener,
): HTMLElement {
  return element(
    'ol',
    { class: 'things' },
    ...items.map((item, place) => itemView(language, item, { place, before }, listener)),
  );
}

function itemView(
  language: Language,
  item: Recommended,
  { place, before }: { place: number; before: readonly string[] | null },
  listener: ThingListener,
): HTMLElement {
  const explores = item.signals.exploration > 0;
  return element(
    'li',
    { class: `thing ${explores ? 'explores' : ''}`, 'data-id': item.id },
    element(
      'p',
      { class: 'place' },
      element('strong', {}, String(place + 1)),
      movement(language, place, before, item.id),
      explores &&
        element('span', { class: 'badge', title: say(language, 'exploring_note') }, say(language, 'exploring')),
      element('span', { class: 'fine figure' }, `${say(language, 'score')} ${item.score.toFixed(3)}`),
    ),
    ...thingView(language, item.product),
    element(
      'ul',
      { class: 'reasons', 'aria-label': say(language, 'reasons') },
      ...item.reasons.map(({ text }) => element('li', {}, text)),
    ),
    signalBars(language, item.signals),
    actButtons(language, item.product, listener),
  );
}

function movement(language: Language, place: number, before: readonly string[] | null, id: string): Child {
  if (before === null) return null;
  const move = moveOf(before, id, place);
  if (move === null) return element('span', { class: 'moved' }, `✦ ${say(language, 'place_new')}`);
  if (move === 0) return null;
  const count = Math.abs(move);
  const text = move > 0 ? `▲ ${say(language, 'place_up', { count })}` : `▼ ${say(language, 'place_down', { count })}`;
  return element('span', { class: 'moved' }, text);
}

/** A bar for each signal that says something; those that say nothing stand in one line. */
function signalBars(language: Language, signals: Recommended['signals']): HTMLElement {
  const silent = SIGNALS.filter((name) => signals[name] === 0);
  const rows = SIGNALS.filter((name) => signals[name] !== 0).map((name) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, say(language, `signal_${name}`)),
      element('td', { 'aria-hidden': 'true' }, bar(Math.abs(signals[name]), signals[name] < 0 ? 'against' : '')),
      element('td', { class: 'figure' }, signals[name].toFixed(3)),
    ),
  );
  return element(
    'div',
    {},
    rows.length > 0 &&
      element(
        'table',
        { class: 'bars' },
        element('caption', { class: 'unseen' }, say(language, 'signals')),
        element('tbody', {}, ...rows),
      ),
    silent.length > 0 &&
      element('p', { class: 'fine' }, `0: ${silent.map((name) => say(language, `signal_${name}`)).join(' · ')}`),
  );
}
