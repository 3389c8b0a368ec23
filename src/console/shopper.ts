import type { EventsResponse } from '../contract/events.ts';
import type { LearningResponse } from '../contract/learning.ts';
import type { RecommendResponse } from '../contract/recommend.ts';
import type { ShopperPatch, ShopperResponse } from '../contract/shoppers.ts';
import type { Outcome } from './api-client.ts';
import { asCurl } from './curl.ts';
import { element, find } from './dom.ts';
import { say, words } from './language.ts';
import type { Word } from './language.ts';
import { fillKindSwitch, startsFromProduct, startView } from './kind-switch.ts';
import type { Kind } from './kind-switch.ts';
import { learningView } from './learning-view.ts';
import { milliseconds } from './numbers.ts';
import { openPage } from './page.ts';
import { noticeView, problemView } from './problem-view.ts';
import type { Act, Thing } from './product-acts.ts';
import { createProductFinder } from './product-finder.ts';
import { profileView } from './profile-view.ts';
import { receipt } from './receipt.ts';
import { basisView, recommendedView } from './recommended-view.ts';
import { countChanged } from './shelf-change.ts';
import { askShopper, eventOf } from './shopper-calls.ts';
import { fieldOf, newGuest, pathOf, readIdentity, writeIdentity } from './shopper-identity.ts';

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
const shelfName = find(document, '#shelf', HTMLElement);
const believed = find(document, '.believed', HTMLElement);
const profileName = find(document, '#profile-name', HTMLElement);
const learnt = find(document, '.learnt', HTMLElement);

/** Everything that the page shows, as the last answers gave it. */
interface Shown {
  request: object;
  recommended: Extract<Outcome<RecommendResponse>, { kind: 'answer' }>;
  shopper: ShopperResponse | null;
  learning: LearningResponse | null;
  before: readonly string[] | null;
}

let identity = readIdentity(location.hash) ?? newGuest();
let kind: Kind = 'for_you';
let start: Thing | null = null;
let shown: Shown | null = null;
let running = new AbortController();
let wantsKey = false;
const titles = new Map<string, string>();

const finder = createProductFinder({
  root: find(document, '[aria-labelledby="products-name"]', HTMLElement),
  page,
  listener: { act: (type, thing) => void act(type, thing), start: startFrom },
  seen: remember,
});

function remember(things: readonly Thing[]): void {
  for (const { id, title } of things) titles.set(id, title);
}

const requestOf = (): object => ({
  ...fieldOf(identity),
  kind,
  ...(start !== null && startsFromProduct(kind) ? { product_ids: [start.id] } : {}),
  limit: LIMIT,
  language: language.current(),
});

/** Calls `work`, and shows what went wrong; null then, or when a newer call ended it. */
async function call<Answer>(
  work: (signal: AbortSignal) => Promise<Outcome<Answer>>,
): Promise<Extract<Outcome<Answer>, { kind: 'answer' }> | null> {
  const { signal } = running;
  try {
    const outcome = await work(signal);
    if (signal.aborted) return null;
    if (outcome.kind === 'answer') {
      trouble.replaceChildren();
      return outcome;
    }
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

/** Asks for the shelf, the profile and the weights anew. Gives what changed, or null where something went wrong. */
async function refresh(): Promise<{ changed: number; total: number; latency: number } | null> {
  running.abort();
  running = new AbortController();
  shelf.setAttribute('aria-busy', 'true');
  const request = requestOf();
  const began = performance.now();
  const [recommended, shopper, learning] = await Promise.all([
    call((signal) => client.post<RecommendResponse>('/v1/recommend', request, signal)),
    call((signal) => askShopper(client, identity, signal)),
    call((signal) => client.get<LearningResponse>('/v1/learning', signal)),
  ]);
  shelf.setAttribute('aria-busy', 'false');
  if (recommended === null || shopper === null) return null;
  const before = shown?.recommended.answer.items.map(({ id }) => id) ?? null;
  const after = recommended.answer.items.map(({ id }) => id);
  shown = { request, recommended, shopper: shopper.answer, learning: learning?.answer ?? null, before };
  remember(recommended.answer.items.map(({ product }) => product));
  draw();
  return { changed: countChanged(before ?? [], after), total: after.length, latency: performance.now() - began };
}

/** Tells that the shopper did something, and shows what it changed. */
async function act(type: Act, thing: Thing): Promise<void> {
  remember([thing]);
  const event = eventOf(identity, type, thing.id, shown?.recommended.answer ?? null);
  const sent = await call((signal) => client.post<EventsResponse>('/v1/events', { events: [event] }, signal));
  if (sent === null) return;
  const change = await refresh();
  if (change === null) return;
  const tongue = language.current();
  const { code } = sent.answer.results[0] ?? {};
  news.textContent = [
    say(tongue, 'took', {
      act: say(tongue, `act_${type}`),
      taken: milliseconds(sent.trip.latency),
      shelf: milliseconds(change.latency),
      changed: change.changed,
      total: change.total,
    }),
    ...(code === undefined ? [] : [say(tongue, 'remark'), remarkText(code)]),
  ].join(' ');
}

function remarkText(code: string): string {
  const word = `remark_${code}`;
  return Object.hasOwn(words, word) ? say(language.current(), word as Word) : code;
}

/** Corrects what is believed. */
async function correct(patch: ShopperPatch): Promise<void> {
  const sent = await call((signal) => client.patch<ShopperResponse>(pathOf(identity), patch, signal));
  if (sent === null) return;
  const change = await refresh();
  if (change === null) return;
  const taken = milliseconds(sent.trip.latency);
  news.textContent = say(language.current(), 'took_said', { taken, shelf: milliseconds(change.latency) });
}

async function forget(): Promise<void> {
  const sent = await call((signal) => client.remove(pathOf(identity), signal));
  if (sent === null || (await refresh()) === null) return;
  const values = { id: identity.id, taken: milliseconds(sent.trip.latency) };
  news.textContent = say(language.current(), 'forgotten', values);
}

function hide({ id }: Thing): void {
  const { hidden = [] } = shown?.shopper?.preferences ?? {};
  void correct({ hidden: [...hidden, id] });
}

function startFrom(thing: Thing): void {
  remember([thing]);
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
  const tongue = language.current();
  const { request, recommended, shopper, learning, before } = shown;
  const { answer, trip } = recommended;
  const focused = focusedAct();
  const { activeElement } = document;
  const named = believed.contains(activeElement) ? activeElement?.getAttribute('name') : undefined;
  const curl = asCurl({
    method: 'POST',
    url: new URL('/v1/recommend', location.href).href,
    body: JSON.stringify(request),
    authorized: key.current() !== null,
  });
  const listener = { act: (type: Act, thing: Thing) => void act(type, thing), start: startFrom, hide };
  const children = [
    startsFromProduct(kind) &&
      startView(tongue, start, () => {
        start = null;
        void refresh();
      }),
    ...basisView(tongue, answer),
    answer.items.length === 0
      ? element('p', { class: 'note' }, say(tongue, kind === 'for_you' ? 'shelf_empty' : 'shelf_empty_from'))
      : recommendedView(tongue, answer.items, before, listener),
    receipt(tongue, answer, trip, curl),
  ].filter((child) => child !== null && child !== false);
  shelf.replaceChildren(...children);
  believed.replaceChildren(
    ...profileView(tongue, shopper, {
      change: (patch) => void correct(patch),
      forget: () => void forget(),
      titleOf: (id) => titles.get(id) ?? id,
    }),
  );
  const wasOpen = learnt.querySelector('details')?.open ?? false;
  learnt.replaceChildren(...(learning === null ? [] : learningView(tongue, learning, kind)));
  const box = learnt.querySelector('details');
  if (box !== null) box.open = wasOpen;
  // `null`: what had the focus has no name, such as the button of something that was said and now is gone.
  const again = named ? believed.querySelector<HTMLElement>(`[name="${named}"]`) : null;
  if (named !== undefined) (again ?? profileName).focus();
  if (focused !== null) (shelf.querySelector<HTMLElement>(focused) ?? shelfName).focus();
}

/** Where the focus stands in the shelf, so that whoever acts by keyboard goes on there. */
function focusedAct(): string | null {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !shelf.contains(activeElement)) return null;
  const item = activeElement.closest<HTMLElement>('[data-id]')?.dataset['id'];
  const name = activeElement.dataset['act'];
  if (item === undefined || name === undefined) return null;
  return `[data-id="${CSS.escape(item)}"] [data-act="${name}"]`;
}

who.addEventListener('submit', (event) => {
  event.preventDefault();
  const id = idInput.value.trim();
  if (id !== '') become(id === identity.id ? identity : { id, guest: false });
});
find(who, '[name="guest"]', HTMLButtonElement).addEventListener('click', () => become(newGuest()));
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
