import type { Hit, SearchAnswer } from './answers.ts';
import type { Outcome, Trip } from './api-client.ts';
import { asCurl } from './curl.ts';
import { button, element, find } from './dom.ts';
import { facetView } from './facet-view.ts';
import { hitTools } from './hit-tools.ts';
import { say } from './language.ts';
import { mapView } from './map-view.ts';
import { openPage } from './page.ts';
import { noticeView, problemView } from './problem-view.ts';
import { degradedNote, receipt } from './receipt.ts';
import { type Chosen, FACETS, filtersOf, NOTHING, readSearchState, writeSearchState } from './search-filters.ts';
import { planView, shelvesView } from './search-view.ts';
import { createSuggestBox } from './suggest-box.ts';
import { whyNot } from './why-not.ts';

const PATH = '/v1/search';

/** Hits a page. */
const LIMIT = 20;

const page = openPage(document);
const { language, key, client } = page;
const form = find(document, '.search-box', HTMLFormElement);
const input = find(form, '[name="query"]', HTMLInputElement);
const shopperInput = find(document, '#search-shopper', HTMLInputElement);
const heard = find(document, '[role="status"]', HTMLElement);
const start = find(document, '.start', HTMLElement);
const aside = find(document, 'aside', HTMLElement);
const results = find(document, '.results', HTMLElement);
const suggestions = createSuggestBox({ form, heard, client, language });

/** What is on the page. */
interface Shown {
  query: string;
  /** Of the latest page. */
  answer: SearchAnswer;
  trip: Trip;
  /** Of all pages so far. */
  hits: Hit[];
  facets: SearchAnswer['facets'];
}

let chosen: Chosen = NOTHING;
let shown: Shown | null = null;
let running: AbortController | null = null;
let wantsKey = false;

/** Who searches among what: of a search, and of the question why it left a product out. */
const contextOf = (): object => {
  const filters = filtersOf(chosen);
  const shopper = shopperInput.value.trim();
  return {
    ...(filters === undefined ? {} : { filters }),
    ...(shopper === '' ? {} : { shopper_id: shopper }),
    limit: LIMIT,
  };
};

const bodyOf = (query: string, cursor?: string): object => ({
  query,
  ...contextOf(),
  ...(cursor === undefined ? { facets: FACETS } : { cursor }),
  explain: true,
});

async function ask(body: object): Promise<Outcome<SearchAnswer> | null> {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  results.setAttribute('aria-busy', 'true');
  heard.textContent = say(language.current(), 'working');
  try {
    const outcome = await client.post<SearchAnswer>(PATH, body, controller.signal);
    return controller.signal.aborted ? null : outcome;
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    return null;
  } finally {
    if (running === controller) results.setAttribute('aria-busy', 'false');
  }
}

/** Searches anew, with what is chosen. */
async function search(query: string): Promise<void> {
  suggestions.close();
  input.value = query;
  if (query.trim() === '') return;
  history.replaceState(null, '', `#${writeSearchState(query, chosen)}`);
  const outcome = await ask(bodyOf(query));
  if (outcome === null) return;
  start.hidden = true;
  wantsKey = outcome.kind === 'problem' && outcome.problem.status === 401;
  if (outcome.kind === 'answer') {
    const { answer, trip } = outcome;
    shown = { query, answer, trip, hits: answer.hits, facets: answer.facets };
    draw();
    heard.textContent = say(language.current(), 'found', { total: answer.total });
    return;
  }
  fail(outcome);
}

/** Adds the next page, and puts the focus on its first product, where reading goes on. */
async function more(): Promise<void> {
  if (shown === null || shown.answer.next_cursor === null) return;
  const before = shown;
  const outcome = await ask(bodyOf(before.query, shown.answer.next_cursor));
  if (outcome === null) return;
  if (outcome.kind !== 'answer') return fail(outcome);
  const { answer, trip } = outcome;
  shown = { ...before, answer, trip, hits: [...before.hits, ...answer.hits] };
  draw();
  const { total } = answer;
  heard.textContent = say(language.current(), 'found_now', { total, shown: shown.hits.length });
  const cards = [...results.querySelectorAll<HTMLElement>('.card .title')];
  const known = new Set(before.hits.map(({ product }) => product.title));
  cards.find((card) => !known.has(card.textContent))?.focus();
}

function fail(outcome: Exclude<Outcome<SearchAnswer>, { kind: 'answer' }>): void {
  const tongue = language.current();
  shown = null;
  aside.replaceChildren();
  heard.textContent = '';
  if (outcome.kind === 'problem') results.replaceChildren(problemView(tongue, outcome.problem));
  else results.replaceChildren(noticeView(say(tongue, 'unreachable'), outcome.detail));
  if (wantsKey) key.ask();
}

async function choose(next: Chosen, focused: string | null): Promise<void> {
  chosen = next;
  await search(shown?.query ?? input.value);
  // The boxes are made anew: whoever ticks by keyboard goes on where they were.
  const box = [...aside.querySelectorAll('input')].find(({ name }) => name === focused);
  (box ?? aside.querySelector('summary'))?.focus();
}

function draw(): void {
  if (shown === null) return;
  const tongue = language.current();
  const { query, answer, trip, hits, facets } = shown;
  const pick = (next: Chosen): void => {
    const { activeElement } = document;
    void choose(next, activeElement instanceof HTMLInputElement ? activeElement.name : null);
  };
  const wasOpen = aside.querySelector('details')?.open ?? !matchMedia('(max-width: 50rem)').matches;
  aside.replaceChildren(...facetView(tongue, facets, chosen, pick));
  const box = aside.querySelector('details');
  if (box !== null) box.open = wasOpen;
  const request = { method: 'POST', url: new URL(PATH, location.href).href, body: JSON.stringify(bodyOf(query)) };
  const again = (text: string): void => {
    chosen = NOTHING;
    void search(text);
  };
  const children = [
    degradedNote(tongue, answer),
    ...planView(tongue, answer, again),
    hits.length > 0 &&
      element('p', { class: 'fine total' }, say(tongue, 'found_now', { total: answer.total, shown: hits.length })),
    ...shelvesView(tongue, hits, (hit) => hitTools(page, query, answer.query_id, hit)),
    answer.next_cursor !== null && button('more', say(tongue, 'more'), () => void more()),
    hits.length > 1 && mapView(page, query, hits),
    whyNot(page, { query, request: contextOf(), decision: answer.query_id, search: again }),
    receipt(tongue, answer, trip, asCurl({ ...request, authorized: key.current() !== null })),
  ].filter((child) => child !== null && child !== false);
  results.replaceChildren(...children);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  chosen = NOTHING;
  void search(input.value);
});
shopperInput.addEventListener('change', () => {
  if (shown !== null) void search(shown.query);
});
language.onChange(draw);
key.onEntered(() => {
  if (wantsKey) void search(input.value);
});

function readAddress(): void {
  const state = readSearchState(location.hash);
  chosen = state.chosen;
  void search(state.query);
}
addEventListener('hashchange', readAddress);
readAddress();
