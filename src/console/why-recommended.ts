import type { RecommendExplanation, RecommendPlace } from '../contract/explain-recommend.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { signed } from './numbers.ts';
import type { Page } from './page.ts';
import { part } from './panel.ts';
import { noticeView, problemView } from './problem-view.ts';
import { signalName } from './signal-name.ts';
import { thumbs } from './thumbs.ts';
import type { Titles } from './titles.ts';
import { valuesTable } from './values-table.ts';
import { verdictView } from './verdict-view.ts';

/** What is explained: the body of the recommendation with the product's id, and the answer that it belongs to, where there is one. */
export interface WhyRecommendedOptions {
  request: object;
  decision: string | null;
  titles: Titles;
}

/** Why a product is recommended, or not: the sentence, the parts of its score, and what each product that the shopper had adds. */
export function whyRecommended(page: Page, options: WhyRecommendedOptions): HTMLElement {
  const language = page.language.current();
  const place = element(
    'section',
    { class: 'explanation', 'aria-live': 'polite', 'aria-label': say(language, 'explanation') },
    element('p', { class: 'fine' }, say(language, 'working')),
  );
  void fill(page, options, place);
  return place;
}

async function fill(page: Page, { request, decision, titles }: WhyRecommendedOptions, place: HTMLElement) {
  const body = { ...request, target: 'recommend' };
  const { signal } = new AbortController();
  const outcome = await page.client.post<RecommendExplanation>('/v1/explain', body, signal);
  if (outcome.kind === 'answer') {
    const ids = outcome.answer.recommend.events.map(({ product_id: id }) => id);
    await titles.ask(ids, signal);
  }
  const language = page.language.current();
  if (outcome.kind === 'problem') return place.replaceChildren(problemView(language, outcome.problem));
  if (outcome.kind === 'unreachable') {
    return place.replaceChildren(noticeView(say(language, 'unreachable'), outcome.detail));
  }
  const { recommend } = outcome.answer;
  const { rank, total } = recommend;
  const children: Child[] = [
    verdictView(
      language,
      rank === null
        ? say(language, 'ranked_absent', { total })
        : say(language, 'ranked_place', { rank, total, score: recommend.score.toFixed(3) }),
      recommend.reason,
    ),
    element('p', { class: 'sentence' }, recommend.text),
    recommend.parts.length > 0 && part(say(language, 'signals'), partsTable(language, recommend.parts)),
    recommend.events.length > 0 && part(say(language, 'made_from'), eventsTable(language, recommend.events, titles)),
    decision !== null && thumbs(page, { about: 'explanation', decision_id: decision }),
  ];
  place.replaceChildren(...children.filter((child) => child !== null && child !== false));
}

function partsTable(language: Language, parts: RecommendPlace['parts']): HTMLElement {
  const rows = parts.map(({ part: name, value, weight, contribution }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, signalName(language, name)),
      element('td', { class: 'figure' }, value.toFixed(3)),
      element('td', { class: 'figure' }, `× ${Number(weight.toFixed(3))}`),
      element('td', { class: 'figure' }, signed(contribution)),
    ),
  );
  return valuesTable(language, ['signal', 'value', 'weight', 'contribution'], rows);
}

function eventsTable(language: Language, events: RecommendPlace['events'], titles: Titles): HTMLElement {
  const rows = events.map(({ product_id: id, weight, score_without: score, rank_without: rank }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, titles.of(id)),
      element('td', { class: 'figure' }, String(Number(weight.toFixed(3)))),
      element('td', { class: 'figure' }, score.toFixed(3)),
      element('td', { class: 'figure' }, rank === null ? '–' : String(rank)),
    ),
  );
  return valuesTable(language, ['products_here', 'weight', 'score_without', 'rank_without'], rows);
}
