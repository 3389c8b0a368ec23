import type { RecommendPlace } from '../contract/explain-recommend.ts';
import type { SearchPlace } from '../contract/explain-search.ts';
import { element } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';

/** Where a product stands, and in a few words why it is there or is not. */
export function verdictView(
  language: Language,
  place: string,
  { code }: RecommendPlace['reason'] | SearchPlace['reason'],
): HTMLElement {
  return element(
    'p',
    { class: 'verdict' },
    element('strong', { class: 'label' }, place),
    element('span', { class: 'fine', 'data-code': code }, say(language, `verdict_${code}`)),
  );
}
