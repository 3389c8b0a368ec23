import type { MatchAnswer, MatchResult } from './answers.ts';
import { distributionTable } from './distribution.ts';
import { conflictLines } from './conflict-lines.ts';
import { element, find } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { relevanceText } from './numbers.ts';
import { createPanel } from './panel.ts';
import type { Panel, PanelTools, Reading } from './panel.ts';
import { parsePastedProducts, titleOf } from './pasted-products.ts';
import type { PastedProduct } from './pasted-products.ts';
import type { ViewState } from './view-state.ts';

interface MatchBody {
  query: string;
  products: PastedProduct[];
}

/** The panel of `POST /v1/match`. */
export interface MatchPanel extends Panel {
  state(): NonNullable<ViewState['match']>;
  fill(state: NonNullable<ViewState['match']>): void;
}

/** Wires the match panel. */
export function createMatchPanel(root: HTMLElement, tools: PanelTools): MatchPanel {
  const query = find(root, '[name="query"]', HTMLInputElement);
  const products = find(root, '[name="products"]', HTMLTextAreaElement);
  const panel = createPanel<MatchBody, MatchAnswer>(tools, {
    root,
    path: '/v1/match',
    read: () => readPair(query.value, products.value),
    view: matchView,
    summary: (language, answer) =>
      answer.results
        .map((result) => `${labelName(language, result.relation)} ${relevanceText(result.relevance)}`)
        .join('; '),
  });
  return {
    ...panel,
    state: () => ({ query: query.value, products: products.value }),
    fill(state) {
      query.value = state.query;
      products.value = state.products;
    },
  };
}

function readPair(query: string, written: string): Reading<MatchBody> {
  const pasted = parsePastedProducts(written);
  if (pasted.kind === 'invalid') {
    return {
      kind: 'invalid',
      say: (language) => {
        const place = pasted.line === null ? '' : `${say(language, 'line', { line: pasted.line })}: `;
        return [say(language, 'invalid_json'), place + pasted.detail];
      },
    };
  }
  if (query.trim() === '' || pasted.products.length === 0) {
    return { kind: 'invalid', say: (language) => [say(language, 'nothing_written')] };
  }
  return { kind: 'body', body: { query, products: pasted.products } };
}

function matchView(language: Language, answer: MatchAnswer, body: MatchBody): Child[] {
  return [
    element(
      'ol',
      { class: 'shelf' },
      ...answer.results.map((result, index) => productView(language, result, body.products[index] ?? {})),
    ),
    element('p', { class: 'fine' }, say(language, 'relevance_scale')),
  ];
}

function productView(language: Language, result: MatchResult, product: PastedProduct): HTMLElement {
  const shares = Object.entries(result.distribution).map(([label, probability]) => ({ label, probability }));
  return element(
    'li',
    { class: `product relation-${result.relation}` },
    element(
      'p',
      { class: 'verdict' },
      element('strong', { class: 'label', title: result.relation }, labelName(language, result.relation)),
      ' ',
      element(
        'span',
        { class: 'figure' },
        element('span', { class: 'fine' }, say(language, 'relevance')),
        ` ${relevanceText(result.relevance)}`,
      ),
    ),
    element('p', { class: 'title' }, titleOf(product)),
    ...conflictLines(language, result.conflicts),
    distributionTable(language, shares),
  );
}
