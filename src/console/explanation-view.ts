import type { ExplainResponse } from '../contract/explain.ts';
import type { MatchAnswer } from './answers.ts';
import { conflictLines } from './conflict-lines.ts';
import { bar, button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { percent, relevanceText, signed } from './numbers.ts';
import type { Page } from './page.ts';
import { part } from './panel.ts';
import { problemTitle } from './problem-words.ts';
import { fieldName, tokenView } from './token-view.ts';
import { valuesTable } from './values-table.ts';

/** An explanation: the sentence, words, fields, wishes, what would turn it, and how faithful it is. */
export function explanationView(
  page: Page,
  answer: ExplainResponse,
  item: { query: string; product: Record<string, unknown> },
): Child[] {
  const language = page.language.current();
  return [
    element(
      'p',
      { class: `verdict relation-${answer.relation}` },
      element('strong', { class: 'label' }, labelName(language, answer.relation)),
      element(
        'span',
        { class: 'fine figure' },
        say(language, 'explained_value', { value: percent(answer.value), base: percent(answer.base_value) }),
      ),
    ),
    element('p', { class: 'sentence' }, answer.text),
    ...conflictLines(language, answer.conflicts),
    part(say(language, 'explained_words'), tokenView(language, answer, item)),
    part(say(language, 'fields_here'), fieldBars(language, answer.fields)),
    answer.attributes.length > 0 && part(say(language, 'wishes'), wishes(language, answer.attributes)),
    part(say(language, 'counterfactuals'), counterfactuals(page, answer.counterfactuals)),
    part(say(language, 'faithfulness'), ...faithfulness(language, answer)),
  ];
}

function fieldBars(language: Language, fields: ExplainResponse['fields']): HTMLElement {
  const rows = fields.map(({ field, weight }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, fieldName(language, field)),
      element('td', { 'aria-hidden': 'true' }, bar(Math.abs(weight), weight < 0 ? 'against' : '')),
      element('td', { class: 'figure' }, signed(weight)),
    ),
  );
  return element('table', { class: 'bars' }, element('tbody', {}, ...rows));
}

function wishes(language: Language, attributes: ExplainResponse['attributes']): HTMLElement {
  const rows = attributes.map(({ name, wanted, found, agrees, weight }) => {
    const word: Word = agrees === null ? 'agrees_open' : agrees ? 'agrees_yes' : 'agrees_no';
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, labelName(language, name)),
      element('td', {}, wanted),
      element('td', {}, found ?? say(language, 'not_stated')),
      element('td', { class: word }, say(language, word)),
      element('td', { class: 'figure' }, weight === null ? '–' : signed(weight)),
    );
  });
  return valuesTable(language, ['attribute', 'wanted', 'found_there', 'agrees', 'weight'], rows);
}

function counterfactuals(page: Page, all: ExplainResponse['counterfactuals']): HTMLElement {
  const language = page.language.current();
  if (all.length === 0) return element('p', { class: 'fine' }, say(language, 'no_counterfactuals'));
  return element(
    'ul',
    { class: 'changes' },
    ...all.map((change) => {
      const told = element('span', { class: 'fine', role: 'status' });
      const values = { field: fieldName(language, change.field), from: change.from, to: change.to };
      return element(
        'li',
        { class: `relation-${change.relation}` },
        element('span', {}, say(language, change.to === '' ? 'change_without' : 'change_to', values)),
        element('strong', { class: 'label' }, `⇒ ${labelName(language, change.relation)}`),
        element('span', { class: 'fine figure' }, relevanceText(change.relevance)),
        button('quiet', say(language, 'check_it'), () => void check(page, change, told)),
        told,
      );
    }),
  );
}

/** Sends the changed query and product to `/v1/match` and tells whether the relation is the one that was foretold. */
async function check(
  page: Page,
  { query, product, relation }: ExplainResponse['counterfactuals'][number],
  told: HTMLElement,
): Promise<void> {
  told.textContent = say(page.language.current(), 'working');
  const body = { query, products: [product] };
  const outcome = await page.client.post<MatchAnswer>('/v1/match', body, new AbortController().signal);
  const language = page.language.current();
  if (outcome.kind !== 'answer') {
    told.textContent =
      outcome.kind === 'problem' ? problemTitle(language, outcome.problem) : say(language, 'unreachable');
    return;
  }
  const [result] = outcome.answer.results;
  if (result === undefined) return;
  told.textContent = say(language, result.relation === relation ? 'check_holds' : 'check_fails', {
    relation: labelName(language, result.relation),
    relevance: relevanceText(result.relevance),
  });
}

function faithfulness(language: Language, { faithfulness: measured, ...answer }: ExplainResponse): Child[] {
  const rows = (['comprehensiveness', 'sufficiency'] as const).map((name) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, say(language, name)),
      element('td', { class: 'figure' }, signed(measured[name])),
      element('td', { class: 'figure' }, signed(measured.random[name])),
    ),
  );
  const notes = [
    say(language, 'samples_scored', { samples: answer.samples + measured.samples }),
    ...(answer.reduced ? [say(language, 'samples_reduced')] : []),
    ...(answer.standard_error === null
      ? []
      : [say(language, 'standard_error', { error: answer.standard_error.toFixed(4) })]),
  ];
  return [
    valuesTable(language, ['faithfulness', 'these_weights', 'random_order'], rows),
    element('p', { class: 'fine' }, notes.join(' · ')),
  ];
}
