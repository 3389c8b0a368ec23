import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { factsOf } from './product-facts.ts';
import type { ProductFacts } from './product-facts.ts';

/** What a shopper can do with a product, as `/v1/events` names it. */
export const ACTS = ['view', 'click', 'add_to_cart', 'purchase', 'dismiss'] as const;

/** One of them. */
export type Act = (typeof ACTS)[number];

/** A product that can be acted on. */
export interface Thing extends ProductFacts {
  id: string;
  title: string;
}

/** Calls back with what was done; `start` asks for a shelf that starts from the product, `hide` never to show it. */
export interface ThingListener {
  act(act: Act, thing: Thing): void;
  start(thing: Thing): void;
  /** Makes what tells why the product is recommended, or not. */
  why(thing: Thing): HTMLElement;
  hide?(thing: Thing): void;
}

/** A product's title and facts. */
export function thingView(language: Language, thing: Thing): Child[] {
  return [
    element('h3', { class: 'title', lang: languageOf(thing.title) }, thing.title),
    element('p', { class: 'facts' }, ...factsOf(language, thing)),
  ];
}

/** Its buttons, and the place for why. `data-act` names each, so that the focus finds its place again when a list is made anew. */
export function actButtons(language: Language, thing: Thing, listener: ThingListener): HTMLElement {
  const place = element('div', { class: 'why-place' });
  const make = (name: string, text: string, onPress: () => void): HTMLButtonElement => {
    const made = button('quiet', text, onPress);
    made.dataset['act'] = name;
    made.setAttribute('aria-label', say(language, 'act_on', { act: text, title: thing.title }));
    return made;
  };
  const { hide } = listener;
  const why = make('why', say(language, 'why_recommended'), () => {
    const isOpen = place.childElementCount === 0;
    place.replaceChildren(...(isOpen ? [listener.why(thing)] : []));
    why.setAttribute('aria-expanded', String(isOpen));
  });
  why.setAttribute('aria-expanded', 'false');
  const buttons = element(
    'p',
    { class: 'acts' },
    ...ACTS.map((act) => make(act, say(language, `act_${act}`), () => listener.act(act, thing))),
    hide !== undefined && make('hide', say(language, 'act_hide'), () => hide(thing)),
    make('start', say(language, 'start_here'), () => listener.start(thing)),
    why,
  );
  return element('div', {}, buttons, place);
}

function languageOf(text: string): string {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}
