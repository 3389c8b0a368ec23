import { bar, element } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { percent } from './numbers.ts';

/** One label's share of a distribution. */
export interface Share {
  label: string;
  probability: number;
}

/** A distribution as rows of name, bar and percentage, in the order given. Each row's class is `share-` and its label. */
export function distributionTable(language: Language, shares: readonly Share[]): HTMLElement {
  return element(
    'table',
    { class: 'distribution' },
    element('caption', { class: 'unseen' }, say(language, 'distribution')),
    element(
      'tbody',
      {},
      ...shares.map(({ label, probability }, index) =>
        element(
          'tr',
          { class: `share-${label} ${index === 0 ? 'first' : ''} ${probability < 0.01 ? 'faint' : ''}`, title: label },
          element('th', { scope: 'row' }, labelName(language, label)),
          element('td', { class: 'track', 'aria-hidden': 'true' }, bar(probability)),
          element('td', { class: 'figure' }, percent(probability)),
        ),
      ),
    ),
  );
}
