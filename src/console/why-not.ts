import type { SearchPlace } from '../contract/explain-search.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { explainPanel } from './explain-panel.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { signed } from './numbers.ts';
import type { Page } from './page.ts';
import { signalName } from './signal-name.ts';
import { valuesTable } from './values-table.ts';
import { verdictView } from './verdict-view.ts';

/** What the question belongs to. */
export interface WhyNotOptions {
  query: string;
  /** The search's own filters, shopper and limit. */
  request: object;
  decision: string;
  /** Searches another query, without filters. */
  search: (query: string) => void;
}

/** A form that takes a product's id or title, and tells where the search left it, and what would bring it in. */
export function whyNot(page: Page, options: WhyNotOptions): HTMLElement {
  const language = page.language.current();
  const input = element('input', { name: 'product', required: true, maxlength: '1000', autocomplete: 'off' });
  const place = element('div', {});
  const form = element(
    'form',
    {},
    element('label', {}, say(language, 'why_not_label'), input),
    element('button', { type: 'submit', class: 'quiet' }, say(language, 'why_not_ask')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask(page, options, input.value.trim(), place);
  });
  return element('details', { class: 'why-not' }, element('summary', {}, say(language, 'why_not')), form, place);
}

async function ask(page: Page, options: WhyNotOptions, written: string, place: HTMLElement): Promise<void> {
  if (written === '') return;
  const known = await page.client.get<Record<string, unknown>>(
    `/v1/products/${encodeURIComponent(written)}`,
    new AbortController().signal,
  );
  // What is no id is taken for a title.
  const isKnown = known.kind === 'answer';
  const product = isKnown ? known.answer : { title: written };
  place.replaceChildren(
    element('h3', { class: 'title' }, String(product['title'])),
    explainPanel(page, {
      query: options.query,
      product,
      request: { ...options.request, target: 'search', ...(isKnown ? { product_id: written } : { product }) },
      decision: options.decision,
      before: ({ search }) => (search === undefined ? [] : placeView(page.language.current(), search, options.search)),
    }),
  );
}

function placeView(language: Language, found: SearchPlace, search: (query: string) => void): Child[] {
  const { rank, total, reason, counterfactual, signals } = found;
  const conditions = reason.conditions ?? [];
  return [
    verdictView(
      language,
      rank === null ? say(language, 'place_absent', { total }) : say(language, 'place_found', { rank, total }),
      reason,
    ),
    element('p', { class: 'note' }, found.text),
    conditions.length > 0 &&
      element(
        'p',
        {},
        say(language, 'left_out_by'),
        ' ',
        conditions
          .map(({ name, not, wanted, found: has }) => {
            const wish = `${not ? `${say(language, 'excluded')} ` : ''}${JSON.stringify(wanted)}`;
            return `${labelName(language, name)} ${wish} (${has ?? say(language, 'not_stated')})`;
          })
          .join('; '),
      ),
    counterfactual !== null &&
      element(
        'p',
        {},
        button(
          'example',
          say(language, 'drop_and_search', {
            query: counterfactual.query,
            dropped: counterfactual.dropped.join(', '),
            rank: counterfactual.rank,
          }),
          () => search(counterfactual.query),
        ),
      ),
    signals.length > 0 && signalTable(language, signals),
  ];
}

function signalTable(language: Language, signals: SearchPlace['signals']): HTMLElement {
  const heads: Word[] = ['signal', 'value', 'weight', 'contribution', 'rank_without'];
  const rows = signals.map(({ signal, value, weight, contribution, rank_without: rank }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, signalName(language, signal)),
      element('td', { class: 'figure' }, value.toFixed(3)),
      element('td', { class: 'figure' }, String(Number(weight.toFixed(3)))),
      element('td', { class: 'figure' }, signed(contribution)),
      element('td', { class: 'figure' }, rank === null ? '–' : String(rank)),
    ),
  );
  return valuesTable(language, heads, rows);
}
