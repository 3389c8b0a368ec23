import type { Hit, SearchAnswer, SearchPlan } from './answers.ts';
import { listConstraints } from './constraints.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { percent } from './numbers.ts';
import { part } from './panel.ts';
import { productCard } from './product-card.ts';

const SHELVES: [relation: string, word: Word][] = [
  ['exact', 'shelf_exact'],
  ['substitute', 'shelf_substitute'],
  ['complement', 'shelf_complement'],
];

/** What was understood of the query, and what was done about it. */
export function planView(language: Language, { plan, sample }: SearchAnswer, search: (query: string) => void): Child[] {
  const chips = listConstraints(plan.constraints).map(({ name, text, excluded }) =>
    element(
      'li',
      { class: `chip ${excluded ? 'excluded' : ''}` },
      element('span', { class: 'name' }, excluded ? say(language, 'excluded') : labelName(language, name ?? '')),
      text,
    ),
  );
  const note = (...children: Child[]): HTMLElement => element('p', { class: 'note' }, ...children);
  return [
    element(
      'p',
      { class: 'fine understood' },
      `${labelName(language, plan.intent)} ${percent(plan.confidence)}`,
      sample === true && element('strong', { class: 'sample' }, say(language, 'sample_shown')),
    ),
    chips.length > 0 && element('ul', { class: 'chips' }, ...chips),
    plan.action !== null &&
      note(say(language, 'action'), ' ', element('strong', {}, labelName(language, plan.action.type))),
    plan.corrected !== null && note(say(language, 'corrected', { text: plan.corrected })),
    plan.expanded.length > 0 && note(say(language, 'expanded'), ' ', plan.expanded.flatMap(({ to }) => to).join(', ')),
    plan.relaxed.length > 0 &&
      note(say(language, 'relaxed'), ' ', plan.relaxed.map((name) => constraintName(language, name)).join(', ')),
    plan.rules.length > 0 &&
      note(
        say(language, 'rule_cost'),
        ' ',
        plan.rules.map(({ id, effect, ndcg_cost: cost }) => `${id} (${effect}) ${cost.toFixed(3)}`).join(', '),
      ),
    plan.empty !== null && emptyView(language, plan.empty, search),
  ];
}

function constraintName(language: Language, name: string): string {
  return name === 'not' ? say(language, 'excluded') : labelName(language, name);
}

function emptyView(
  language: Language,
  { cause, filters, suggestions }: NonNullable<SearchPlan['empty']>,
  search: (query: string) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'nothing' },
    element('p', {}, say(language, `empty_${cause}`)),
    filters.length > 0 &&
      element('p', {}, say(language, 'culprits'), ' ', filters.map((name) => labelName(language, name)).join(', ')),
    suggestions.length > 0 &&
      element(
        'p',
        { class: 'try-instead' },
        say(language, 'try_instead'),
        ' ',
        ...suggestions.map((text) => button('example', text, () => search(text))),
      ),
  );
}

/** The hits by shelf, with what `toolsOf` gives each; none for an answer without hits. */
export function shelvesView(language: Language, hits: readonly Hit[], toolsOf: (hit: Hit) => Child): HTMLElement[] {
  if (hits.length === 0) return [];
  return SHELVES.flatMap(([relation, word]) => {
    const own = hits.filter((hit) => hit.relation === relation);
    if (own.length > 0) {
      const cards = own.map((hit) => productCard(language, hit, toolsOf(hit)));
      return [part(`${say(language, word)} (${own.length})`, element('ol', { class: 'shelf cards' }, ...cards))];
    }
    return relation === 'exact' ? [element('p', { class: 'note' }, say(language, 'no_exact'))] : [];
  });
}
