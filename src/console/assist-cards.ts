import type { Action, Done, ShownProduct } from '../contract/assist.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say, words } from './language.ts';
import type { Language, Word } from './language.ts';
import { relevanceText } from './numbers.ts';
import { factsOf } from './product-facts.ts';

/** A product of an answer, numbered as “the second one” counts. */
export function productView(
  language: Language,
  { product, relation, relevance, why }: ShownProduct,
  place: number,
): HTMLElement {
  return element(
    'li',
    { class: `product card ${relation === null ? '' : `relation-${relation}`}` },
    element('h3', { class: 'title' }, `${place + 1}. ${product.title}`),
    element(
      'p',
      { class: 'facts' },
      ...factsOf(language, product),
      relation !== null && element('span', { class: 'fine' }, labelName(language, relation)),
      relevance !== null &&
        element('span', { class: 'fine figure' }, `${say(language, 'relevance')} ${relevanceText(relevance)}`),
    ),
    why !== '' && element('p', { class: 'fine' }, why),
  );
}

/** A proposal to the shop's own system. Its button shows what that system would get, and does nothing else. */
export function actionView(language: Language, action: Action): HTMLElement {
  const isHandOver = action.action === 'hand_over';
  const known = Object.entries(action.parameters).filter(([, value]) => value !== null && value !== undefined);
  const raw = element('pre', { hidden: true, tabindex: '0' }, JSON.stringify(action, null, 2));
  const show = button('quiet', say(language, 'proposal_show'), () => {
    raw.hidden = !raw.hidden;
    show.setAttribute('aria-expanded', String(!raw.hidden));
  });
  show.setAttribute('aria-expanded', 'false');
  return element(
    'section',
    { class: `proposal ${isHandOver ? 'hand-over' : ''}` },
    element('p', { class: 'fine' }, say(language, isHandOver ? 'hand_over_here' : 'proposal')),
    element('h3', {}, say(language, `action_${action.action}`)),
    element('p', {}, action.reason),
    element(
      'dl',
      {},
      ...known.flatMap(([name, value]) => [
        element('dt', {}, parameterName(language, name)),
        element('dd', {}, typeof value === 'string' ? value : JSON.stringify(value)),
      ]),
    ),
    element('p', { class: 'fine' }, say(language, 'proposal_note')),
    show,
    raw,
  );
}

function parameterName(language: Language, name: string): string {
  const word = `parameter_${name}`;
  return Object.hasOwn(words, word) ? say(language, word as Word) : labelName(language, name);
}

/** Products side by side, one column each; rows that differ are marked. */
export function comparisonView(
  language: Language,
  { products, rows }: NonNullable<Done['comparison']>,
  titleOf: (id: string) => string,
): HTMLElement {
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      { class: 'values plain comparison' },
      element('caption', { class: 'unseen' }, say(language, 'comparison')),
      element(
        'thead',
        {},
        element('tr', {}, element('td', {}), ...products.map((id) => element('th', { scope: 'col' }, titleOf(id)))),
      ),
      element(
        'tbody',
        {},
        ...rows.map(({ name, values, differs }) =>
          element(
            'tr',
            { class: differs ? 'differs' : '' },
            element(
              'th',
              { scope: 'row' },
              labelName(language, name),
              differs && element('small', { class: 'fine' }, ` ${say(language, 'differs')}`),
            ),
            ...values.map((value) =>
              value === null ? element('td', { class: 'fine' }, say(language, 'not_stated')) : element('td', {}, value),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The sources in the order of their numbers, each with its exact words. `anchor` gives the id that a number in the text leads to. */
export function sourcesView(
  language: Language,
  order: readonly string[],
  sources: Done['sources'],
  anchor: (id: string) => string,
): Child {
  const known = order.flatMap((id) => sources.find((source) => source.id === id) ?? []);
  if (known.length === 0) return null;
  return element(
    'details',
    { class: 'sources', open: true },
    element('summary', {}, `${say(language, 'sources')} (${known.length})`),
    element(
      'ol',
      {},
      ...known.map(({ id, kind, title, url, quote }) =>
        element(
          'li',
          { id: anchor(id), value: String(order.indexOf(id) + 1), tabindex: '-1' },
          element('span', { class: 'fine' }, say(language, `source_${kind}`), ' '),
          url !== undefined && /^https?:/.test(url)
            ? element('a', { href: url, rel: 'noreferrer', target: '_blank' }, title)
            : element('strong', {}, title),
          element('q', {}, quote),
        ),
      ),
    ),
  );
}
