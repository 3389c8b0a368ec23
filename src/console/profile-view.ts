import type { ShopperPatch, ShopperResponse } from '../contract/shoppers.ts';
import { bar, button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { part } from './panel.ts';
import { ACTS } from './product-acts.ts';
import { MOST_STEPS } from './shopper-calls.ts';

/** Affinities that are shown. */
const MOST_AFFINITIES = 14;

/** What a preference may be about. */
const NAMES = ['brand', 'category', 'color', 'price_band', 'size'] as const;

/** A preference as it was said. */
type Said = ShopperResponse['preferences']['likes'][number];

/** What the view calls back with. */
export interface ProfileListener {
  change(patch: ShopperPatch): void;
  forget(): void;
  titleOf(productId: string): string;
}

/** What is believed of a shopper, all of it to be corrected; null: nothing is known of them yet. */
export function profileView(
  language: Language,
  shopper: ShopperResponse | null,
  listener: ProfileListener,
): HTMLElement[] {
  const said = shopper?.preferences ?? { likes: [], dislikes: [], hidden: [], personalise: true };
  const summary =
    shopper === null ? say(language, 'profile_none') : say(language, 'profile_events', { count: shopper.events });
  return [
    element('p', { class: 'fine' }, summary),
    consent(language, said.personalise, listener),
    part(say(language, 'affinities'), ...affinities(language, shopper?.affinities ?? [])),
    part(
      say(language, 'said_here'),
      chips(language, 'likes', said.likes, (likes) => listener.change({ likes })),
      chips(language, 'dislikes', said.dislikes, (dislikes) => listener.change({ dislikes })),
      said.hidden.length > 0 && hidden(language, said.hidden, listener),
      addForm(language, said, listener),
    ),
    part(say(language, 'steps'), history(language, shopper?.history ?? [], listener)),
    ...(shopper === null ? [] : [forget(language, listener)]),
  ];
}

function consent(language: Language, personalise: boolean, listener: ProfileListener): HTMLElement {
  const box = element('input', { type: 'checkbox', name: 'personalise', checked: personalise });
  box.addEventListener('change', () => listener.change({ personalise: box.checked }));
  return element(
    'div',
    {},
    element('label', { class: 'consent' }, box, say(language, 'personalise')),
    element('p', { class: 'fine' }, say(language, 'personalise_note')),
  );
}

function affinities(language: Language, all: ShopperResponse['affinities']): Child[] {
  const strongest = all
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .slice(0, MOST_AFFINITIES);
  if (strongest.length === 0) return [element('p', { class: 'fine' }, say(language, 'no_affinities'))];
  const rows = strongest.map(({ name, value, weight }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, element('span', { class: 'fine' }, nameOf(language, name)), ` ${value}`),
      element('td', { 'aria-hidden': 'true' }, bar(Math.abs(weight), weight < 0 ? 'against' : '')),
      element('td', { class: 'figure' }, weight.toFixed(2)),
    ),
  );
  return [
    element(
      'table',
      { class: 'bars affinities' },
      element('caption', { class: 'unseen' }, say(language, 'strength')),
      element('tbody', {}, ...rows),
    ),
    element('p', { class: 'fine' }, say(language, 'affinity_note')),
  ];
}

function chips(
  language: Language,
  word: 'likes' | 'dislikes',
  said: readonly Said[],
  onChange: (said: Said[]) => void,
): HTMLElement {
  const entries = said.map((each) =>
    chip(language, `${nameOf(language, each.name)}: ${each.value}`, word === 'dislikes', () =>
      onChange(said.filter((other) => other !== each)),
    ),
  );
  return named(language, say(language, word), entries);
}

function hidden(language: Language, ids: readonly string[], listener: ProfileListener): HTMLElement {
  const entries = ids.map((id) =>
    chip(language, listener.titleOf(id), true, () => listener.change({ hidden: ids.filter((other) => other !== id) })),
  );
  return named(language, say(language, 'hidden_here'), entries);
}

function named(language: Language, name: string, entries: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'said', role: 'group', 'aria-label': name },
    element('span', { class: 'fine' }, name),
    entries.length === 0
      ? element('span', { class: 'fine' }, say(language, 'none_said'))
      : element('ul', { class: 'chips' }, ...entries),
  );
}

function chip(language: Language, text: string, excluded: boolean, onRemove: () => void): HTMLElement {
  const remove = button('remove', '×', onRemove);
  remove.setAttribute('aria-label', say(language, 'let_go', { name: text }));
  return element('li', { class: `chip ${excluded ? 'excluded' : ''}` }, text, remove);
}

function addForm(
  language: Language,
  said: { likes: readonly Said[]; dislikes: readonly Said[] },
  listener: ProfileListener,
): HTMLElement {
  const names = element(
    'select',
    { name: 'name', 'aria-label': say(language, 'said_name') },
    ...NAMES.map((name) => element('option', { value: name }, nameOf(language, name))),
  );
  const value = element('input', {
    name: 'value',
    required: true,
    maxlength: '200',
    autocomplete: 'off',
    'aria-label': say(language, 'value'),
    placeholder: say(language, 'value'),
  });
  const form = element(
    'form',
    { class: 'add-said', 'aria-label': say(language, 'add_said') },
    names,
    value,
    element('button', { type: 'submit', class: 'quiet', value: 'likes' }, say(language, 'say_like')),
    element('button', { type: 'submit', class: 'quiet', value: 'dislikes' }, say(language, 'say_dislike')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const added = { name: NAMES[names.selectedIndex] ?? 'brand', value: value.value.trim() };
    if (added.value === '') return;
    const isDislike = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'dislikes';
    listener.change(isDislike ? { dislikes: [...said.dislikes, added] } : { likes: [...said.likes, added] });
  });
  return form;
}

function history(language: Language, steps: ShopperResponse['history'], listener: ProfileListener): HTMLElement {
  if (steps.length === 0) return element('p', { class: 'fine' }, say(language, 'no_steps'));
  return element(
    'ol',
    { class: 'steps' },
    ...steps.slice(0, MOST_STEPS).map(({ product_id: id, type, at }) => {
      const act = ACTS.find((known) => known === type);
      const time = new Date(at).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en');
      return element(
        'li',
        {},
        element('span', { class: 'fine figure' }, time),
        element('strong', {}, act === undefined ? type : say(language, `act_${act}`)),
        element('span', {}, listener.titleOf(id)),
      );
    }),
  );
}

function forget(language: Language, listener: ProfileListener): HTMLElement {
  return element(
    'details',
    { class: 'forget' },
    element('summary', {}, say(language, 'forget_shopper')),
    element('p', { class: 'fine' }, say(language, 'forget_note')),
    button('alarm', say(language, 'forget_now'), () => listener.forget()),
  );
}

function nameOf(language: Language, name: string): string {
  if (name === 'category' || name === 'price_band') return say(language, name);
  return labelName(language, name);
}
