import type { EventsResponse } from '../contract/events.ts';
import type { LearningResponse } from '../contract/learning.ts';
import type { RecommendResponse } from '../contract/recommend.ts';
import type { ShopperPatch, ShopperResponse } from '../contract/shoppers.ts';
import type { Outcome } from './api-client.ts';
import { asCurl } from './curl.ts';
import { find } from './dom.ts';
import { say } from './language.ts';
import { fillKindSwitch, startsFromProduct } from './kind-switch.ts';
import type { Kind } from './kind-switch.ts';
import { newsOf } from './shopper-news.ts';
import type { Change } from './shopper-news.ts';
import { milliseconds } from './numbers.ts';
import { openPage } from './page.ts';
import { noticeView, problemView } from './problem-view.ts';
import type { Act, Thing } from './product-acts.ts';
import { createProductFinder } from './product-finder.ts';
import { countChanged } from './shelf-change.ts';
import { askShopper, eventOf } from './shopper-calls.ts';
import { createShopperView } from './shopper-view.ts';
import type { Answers } from './shopper-view.ts';
import { fieldOf, newGuest, pathOf, readIdentity, writeIdentity } from './shopper-identity.ts';
import type { Identity } from './shopper-identity.ts';
import { createTitles } from './titles.ts';
import { whyRecommended } from './why-recommended.ts';

/** Products of a shelf. */
const LIMIT = 10;

const page = openPage(document);
const { language, key, client } = page;
const who = find(document, '.who', HTMLFormElement);
const idInput = find(who, 'input', HTMLInputElement);
const known = find(who, '.known', HTMLElement);
const news = find(document, '.news', HTMLElement);
const trouble = find(document, '.trouble', HTMLElement);
const kinds = find(document, '.kinds', HTMLFieldSetElement);
const shelf = find(document, '.shelf-answer', HTMLElement);
const view = createShopperView(document, {
  act: (type, thing) => void act(type, thing),
  start: startFrom,
  why,
  hide,
  letGo: () => {
    start = null;
    void refresh();
  },
  change: (patch) => void correct(patch),
  forget: () => void forget(),
  titleOf: (id) => titles.of(id),
});

const titles = createTitles(client);
/** Of whom nothing was told yet. They are not asked for: the browser would log an answer 404. */
const unheard = new Set<string>();
let identity = readIdentity(location.hash) ?? makeGuest();
let kind: Kind = 'for_you';
let start: Thing | null = null;
let shown: (Answers & { request: object; kind: Kind }) | null = null;
let running = new AbortController();
let wantsKey = false;

const finder = createProductFinder({
  root: find(document, '[aria-labelledby="products-name"]', HTMLElement),
  page,
  listener: { act: (type, thing) => void act(type, thing), start: startFrom, why },
  seen: titles.keep,
});

function makeGuest(): Identity {
  const guest = newGuest();
  unheard.add(guest.id);
  return guest;
}

const requestOf = (): object => ({
  ...fieldOf(identity),
  kind,
  ...(start !== null && startsFromProduct(kind) ? { product_ids: [start.id] } : {}),
  limit: LIMIT,
  language: language.current(),
});

/** Shows what went wrong with a call; null then, or when a newer call ended it. */
async function call<Answer>(
  work: (signal: AbortSignal) => Promise<Outcome<Answer>>,
  signal: AbortSignal,
): Promise<Extract<Outcome<Answer>, { kind: 'answer' }> | null> {
  try {
    const outcome = await work(signal);
    if (signal.aborted) return null;
    if (outcome.kind === 'answer') return outcome;
    const tongue = language.current();
    news.textContent = '';
    wantsKey = outcome.kind === 'problem' && outcome.problem.status === 401;
    const isProblem = outcome.kind === 'problem';
    trouble.replaceChildren(
      isProblem ? problemView(tongue, outcome.problem) : noticeView(say(tongue, 'unreachable'), outcome.detail),
    );
    if (wantsKey) key.ask();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return null;
}

/** A write is never ended by what comes after it. */
async function write<Answer>(
  work: (signal: AbortSignal) => Promise<Outcome<Answer>>,
): Promise<Extract<Outcome<Answer>, { kind: 'answer' }> | null> {
  unheard.delete(identity.id);
  return call(work, new AbortController().signal);
}

/** Asks for the shelf, the profile and the weights anew. Gives what changed, or null where something went wrong. */
async function refresh(): Promise<Change | null> {
  running.abort();
  const controller = new AbortController();
  running = controller;
  trouble.replaceChildren();
  shelf.setAttribute('aria-busy', 'true');
  const request = requestOf();
  const asked = kind;
  const began = performance.now();
  const { signal } = controller;
  const [recommended, shopper, learning] = await Promise.all([
    call(() => client.post<RecommendResponse>('/v1/recommend', request, signal), signal),
    unheard.has(identity.id) ? { answer: null } : call(() => askShopper(client, titles, identity, signal), signal),
    call(() => client.get<LearningResponse>('/v1/learning', signal), signal),
  ]);
  if (running !== controller) return null;
  shelf.setAttribute('aria-busy', 'false');
  if (recommended === null || shopper === null) return null;
  // A shelf of another kind is no earlier state of this one.
  const before = shown?.kind === asked ? shown.recommended.answer.items.map(({ id }) => id) : null;
  const after = recommended.answer.items.map(({ id }) => id);
  shown = { request, kind: asked, recommended, shopper: shopper.answer, learning: learning?.answer ?? null, before };
  titles.keep(recommended.answer.items.map(({ product }) => product));
  finder.closeWhy();
  draw();
  return { changed: countChanged(before ?? [], after), total: after.length, latency: performance.now() - began };
}

/** Tells that the shopper did something, and shows what it changed. */
async function act(type: Act, thing: Thing): Promise<void> {
  titles.keep([thing]);
  const event = eventOf(identity, type, thing.id, shown?.recommended.answer ?? null);
  const sent = await write((signal) => client.post<EventsResponse>('/v1/events', { events: [event] }, signal));
  if (sent === null) return;
  const change = await refresh();
  if (change === null) return;
  news.textContent = newsOf(language.current(), type, sent, change);
}

/** Corrects what is believed. */
async function correct(patch: ShopperPatch): Promise<void> {
  const sent = await write((signal) => client.patch<ShopperResponse>(pathOf(identity), patch, signal));
  if (sent === null) return;
  const change = await refresh();
  if (change === null) return;
  const taken = milliseconds(sent.trip.latency);
  news.textContent = say(language.current(), 'took_said', { taken, shelf: milliseconds(change.latency) });
}

async function forget(): Promise<void> {
  const { id } = identity;
  const sent = await write((signal) => client.remove(pathOf(identity), signal));
  if (sent === null) return;
  unheard.add(id);
  if ((await refresh()) === null) return;
  const values = { id, taken: milliseconds(sent.trip.latency) };
  news.textContent = say(language.current(), 'forgotten', values);
}

function why({ id }: Thing): HTMLElement {
  return whyRecommended(page, {
    request: { ...requestOf(), product_id: id },
    decision: shown?.recommended.answer.recommendation_id ?? null,
    titles,
  });
}

function hide({ id }: Thing): void {
  const { hidden = [] } = shown?.shopper?.preferences ?? {};
  void correct({ hidden: [...hidden, id] });
}

function startFrom(thing: Thing): void {
  titles.keep([thing]);
  start = thing;
  if (!startsFromProduct(kind)) kind = 'similar';
  drawKinds();
  void refresh();
}

function become(next: typeof identity): void {
  identity = next;
  start = null;
  kind = 'for_you';
  shown = null;
  news.textContent = '';
  history.replaceState(null, '', `#${writeIdentity(identity)}`);
  drawKinds();
  void refresh();
}

function drawKinds(): void {
  const tongue = language.current();
  idInput.value = identity.id;
  known.textContent = say(tongue, identity.guest ? 'is_guest' : 'is_shopper');
  fillKindSwitch(kinds, tongue, kind, (next) => {
    kind = next;
    void refresh();
  });
}

function draw(): void {
  drawKinds();
  if (shown === null) return;
  view.draw({
    language: language.current(),
    start,
    ...shown,
    curl: asCurl({
      method: 'POST',
      url: new URL('/v1/recommend', location.href).href,
      body: JSON.stringify(shown.request),
      authorized: key.current() !== null,
    }),
  });
}

who.addEventListener('submit', (event) => {
  event.preventDefault();
  const id = idInput.value.trim();
  if (id !== '') become(id === identity.id ? identity : { id, guest: false });
});
find(who, '[name="guest"]', HTMLButtonElement).addEventListener('click', () => become(makeGuest()));
// Reasons come in the page's language, so a shelf is asked for anew.
language.onChange(() => {
  draw();
  void refresh();
});
key.onEntered(() => {
  if (!wantsKey) return;
  void finder.run();
  void refresh();
});
addEventListener('hashchange', () => {
  const next = readIdentity(location.hash);
  if (next !== null) become(next);
});
void finder.run();
become(identity);
