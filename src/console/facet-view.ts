import type { FacetValue } from './answers.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { type Chosen, countChosen, FACETS, NOTHING, sameRange, toggled, withChosen } from './search-filters.ts';

/** Values of a facet that are shown at first; the others stand behind a fold. */
const FIRST = 6;

/** The facets as boxes to tick; each change calls `onChange` with what is chosen then. */
export function facetView(
  language: Language,
  facets: Record<string, FacetValue[]>,
  chosen: Chosen,
  onChange: (chosen: Chosen) => void,
): HTMLElement[] {
  const count = countChosen(chosen);
  const groups = FACETS.flatMap((field) => {
    const values = facets[field] ?? [];
    const boxes =
      field === 'price'
        ? priceBoxes(language, values, chosen, onChange)
        : withChosen(values, chosen.values[field] ?? []).map((value) => valueBox(field, value, chosen, onChange));
    if (boxes.length === 0) return [];
    const name = field === 'category' ? say(language, 'category') : labelName(language, field);
    return [element('fieldset', { class: 'facet' }, element('legend', {}, name), ...folded(boxes))];
  });
  const clear = button('quiet', `${say(language, 'clear_filters')} (${count})`, () => onChange(NOTHING));
  const box = element(
    'details',
    { class: 'facets', open: true },
    element('summary', {}, say(language, 'filters') + (count === 0 ? '' : ` (${count})`)),
    ...(count === 0 ? [] : [clear]),
    ...groups,
  );
  return groups.length === 0 && count === 0 ? [] : [box];
}

function valueBox(
  field: string,
  { value = '', count }: FacetValue,
  chosen: Chosen,
  onChange: (chosen: Chosen) => void,
): HTMLElement {
  const isChosen = (chosen.values[field] ?? []).includes(value);
  return tick(`${field}=${value}`, value, count, isChosen, () => onChange(toggled(chosen, field, value)));
}

function priceBoxes(
  language: Language,
  values: readonly FacetValue[],
  chosen: Chosen,
  onChange: (chosen: Chosen) => void,
): HTMLElement[] {
  const { price } = chosen;
  const known = price === null || values.some((value) => sameRange(price, rangeOf(value)));
  const shown = known ? values : [...values, { ...price, count: 0 }];
  return shown.map((value) => {
    const { gte = 0, lt, currency, count } = value;
    const range = rangeOf(value);
    const text = lt === undefined ? say(language, 'from_price', { gte }) : `${gte} – ${lt}`;
    const isChosen = sameRange(price, range);
    return tick(`price=${gte}`, currency ? `${text} ${currency}` : text, count, isChosen, () =>
      onChange({ values: chosen.values, price: isChosen ? null : range }),
    );
  });
}

const rangeOf = ({ gte, lt }: FacetValue) => ({
  ...(gte === undefined ? {} : { gte }),
  ...(lt === undefined ? {} : { lt }),
});

function tick(name: string, text: string, count: number, isChosen: boolean, onChange: () => void): HTMLElement {
  const input = element('input', { type: 'checkbox', name, checked: isChosen });
  input.addEventListener('change', onChange);
  return element('label', {}, input, element('span', {}, text), element('span', { class: 'count' }, String(count)));
}

function folded(boxes: HTMLElement[]): Child[] {
  if (boxes.length <= FIRST + 1) return boxes;
  const rest = boxes.slice(FIRST);
  const isOpen = rest.some((box) => box.querySelector('input')?.checked === true);
  return [
    ...boxes.slice(0, FIRST),
    element('details', { open: isOpen }, element('summary', { class: 'fine' }, `+ ${rest.length}`), ...rest),
  ];
}
