import { element } from './dom.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';

/** A table of values under heads, which scrolls sideways where it finds no room. */
export function valuesTable(language: Language, heads: readonly Word[], rows: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      { class: 'values plain' },
      element(
        'thead',
        {},
        element('tr', {}, ...heads.map((word) => element('th', { scope: 'col' }, say(language, word)))),
      ),
      element('tbody', {}, ...rows),
    ),
  );
}
