import { button, element } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import type { Thing } from './product-acts.ts';

/** The kinds of shelves, in the order of their switch. */
const KINDS = ['for_you', 'similar', 'complements', 'bought_together', 'trending'] as const;

/** One of them. */
export type Kind = (typeof KINDS)[number];

/** Whether a kind of shelf can start from a product. */
export function startsFromProduct(kind: Kind): boolean {
  return kind !== 'for_you' && kind !== 'trending';
}

/** Fills the switch, and keeps the focus where it was in it. */
export function fillKindSwitch(
  box: HTMLFieldSetElement,
  language: Language,
  kind: Kind,
  onChange: (kind: Kind) => void,
): void {
  const choices = KINDS.map((value) => {
    const radio = element('input', { type: 'radio', name: 'kind', value, checked: value === kind });
    radio.addEventListener('change', () => onChange(value));
    return element('label', {}, radio, element('span', {}, say(language, `kind_${value}`)));
  });
  const wasFocused = box.contains(document.activeElement);
  box.replaceChildren(element('legend', { class: 'unseen' }, say(language, 'kind')), ...choices);
  if (wasFocused) box.querySelector<HTMLInputElement>('input:checked')?.focus();
}

/** What a shelf starts from: a product, to be let go of, or else what the shopper had. */
export function startView(language: Language, start: Thing | null, onLetGo: () => void): HTMLElement {
  const name = element('span', { class: 'fine' }, say(language, 'starts_from'));
  if (start === null) return element('p', { class: 'fine' }, name, ' ', say(language, 'starts_from_history'));
  const remove = button('remove', '×', onLetGo);
  remove.setAttribute('aria-label', say(language, 'let_go', { name: start.title }));
  return element('p', { class: 'start' }, name, element('span', { class: 'chip' }, start.title, remove));
}
