import type { AssistRequest, Done } from '../contract/assist.ts';
import { exampleOrders, openers } from './assist-examples.ts';
import { listConstraints } from './constraints.ts';
import { messagesOf, UNANSWERED, withEvent } from './dialogue.ts';
import type { Answer, Turn } from './dialogue.ts';
import { button, element, find } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import { openPage } from './page.ts';
import { noticeView } from './problem-view.ts';
import { turnView } from './turn-view.ts';
import type { Timing } from './turn-view.ts';

const { language, key, client } = openPage(document);
const log = find(document, '.dialogue', HTMLOListElement);
const heard = find(document, '[role="status"]', HTMLElement);
const form = find(document, 'form.say', HTMLFormElement);
const input = find(form, 'textarea', HTMLTextAreaElement);
const stop = find(form, '[name="stop"]', HTMLButtonElement);
const openersBox = find(document, '.openers-of-talk', HTMLElement);
const understood = find(document, '.state', HTMLElement);
const orderInput = find(document, '#order', HTMLTextAreaElement);
const shopperInput = find(document, '#assist-shopper', HTMLInputElement);

/** A turn on the page, and how long it took. */
interface Shown {
  turn: Turn;
  timing: Timing;
}

let shown: Shown[] = [];
let running: AbortController | null = null;
let wantsKey = false;

/** The order as written; null where there is none, undefined where it is no JSON. */
function readOrder(): AssistRequest['order'] | null | undefined {
  const written = orderInput.value.trim();
  if (written === '') return null;
  try {
    return JSON.parse(written) as AssistRequest['order'];
  } catch {
    return undefined;
  }
}

async function send(said: string): Promise<void> {
  const order = readOrder();
  if (order === undefined) {
    log.append(element('li', {}, noticeView(say(language.current(), 'invalid_json'))));
    orderInput.focus();
    return;
  }
  const shopper = shopperInput.value.trim();
  const body = {
    messages: messagesOf(
      shown.map(({ turn }) => turn),
      said,
    ),
    ...(order === null ? {} : { order }),
    ...(shopper === '' ? {} : { shopper_id: shopper }),
  };
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const entry: Shown = { turn: { said, answer: UNANSWERED, stopped: false }, timing: { first: null, whole: null } };
  shown.push(entry);
  const began = performance.now();
  const update = (answer: Answer): void => {
    const passed = performance.now() - began;
    const { first } = entry.timing;
    entry.turn = { ...entry.turn, answer };
    entry.timing = {
      first: first ?? (answer.pieces.length > 0 ? passed : null),
      whole: answer.done === null ? null : passed,
    };
    if (shown.includes(entry)) drawLast();
  };
  const fail = (title: string, detail: string | null): void => {
    const problem = { status: 0, title, detail, code: null, requestId: null, errors: [] };
    update({ ...entry.turn.answer, problem });
  };
  stop.hidden = false;
  heard.textContent = say(language.current(), 'answering');
  draw();
  try {
    const outcome = await client.stream('/v1/assist', body, controller.signal);
    wantsKey = outcome.kind === 'problem' && outcome.problem.status === 401;
    if (outcome.kind === 'problem') update({ ...entry.turn.answer, problem: outcome.problem });
    else if (outcome.kind === 'unreachable') fail(say(language.current(), 'unreachable'), outcome.detail);
    else {
      for await (const event of outcome.events) update(withEvent(entry.turn.answer, event));
      const { done, problem } = entry.turn.answer;
      if (done === null && problem === null) fail(say(language.current(), 'stream_broken'), null);
    }
    if (wantsKey) key.ask();
  } catch (error) {
    if (controller.signal.aborted) entry.turn = { ...entry.turn, stopped: true };
    else fail(say(language.current(), 'stream_broken'), error instanceof Error ? error.message : null);
  } finally {
    if (running === controller) {
      running = null;
      stop.hidden = true;
      heard.textContent = say(language.current(), entry.turn.stopped ? 'stopped' : 'answered');
    }
    draw();
  }
}

/** Asks the last message again, as if it had not been asked. */
function again(): void {
  const last = shown.pop();
  if (last !== undefined) void send(last.turn.said);
}

const listener = { say: (text: string) => void send(text), again };

function viewOf(index: number): HTMLElement[] {
  const entry = shown[index];
  if (entry === undefined) return [];
  const place = { number: index + 1, isLast: index === shown.length - 1, timing: entry.timing };
  return turnView(language.current(), entry.turn, place, listener);
}

/** Only the turn that grows is made anew, so that what was read stays as it is. */
function drawLast(): void {
  log.lastElementChild?.replaceWith(...viewOf(shown.length - 1).slice(1));
  drawState();
}

function draw(): void {
  log.replaceChildren(...shown.flatMap((_, index) => viewOf(index)));
  openersBox.hidden = shown.length > 0;
  log.lastElementChild?.scrollIntoView({ block: 'nearest' });
  drawState();
}

function drawState(): void {
  const tongue = language.current();
  const state: Done['state'] | undefined = shown.findLast(({ turn }) => turn.answer.done !== null)?.turn.answer.done
    ?.state;
  const { seeking = null, constraints = {}, excluded = [] } = state ?? {};
  const chips = [
    ...(seeking === null ? [] : [{ name: say(tongue, 'seeking'), text: seeking, excluded: false }]),
    ...listConstraints(constraints).map(({ name, text }) => ({
      name: labelName(tongue, name ?? ''),
      text,
      excluded: false,
    })),
    ...excluded.map((text) => ({ name: say(tongue, 'excluded'), text, excluded: true })),
  ].map(({ name, text, excluded: isExcluded }) =>
    element('li', { class: `chip ${isExcluded ? 'excluded' : ''}` }, element('span', { class: 'name' }, name), text),
  );
  understood.replaceChildren(
    chips.length === 0
      ? element('p', { class: 'fine' }, say(tongue, 'nothing_understood'))
      : element('ul', { class: 'chips' }, ...chips),
  );
}

function drawOpeners(): void {
  openersBox.replaceChildren(
    ...openers.map((group) =>
      element(
        'p',
        { class: 'openers', lang: group.language === 'zh' ? 'zh-CN' : 'en' },
        ...group.texts.map((text) => button('example', text, () => void send(text))),
      ),
    ),
  );
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const said = input.value.trim();
  if (said === '') return;
  input.value = '';
  void send(said);
});
// Enter sends, Shift and Enter make a line; while an input method composes (拼音) its keys are its own.
input.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
stop.addEventListener('click', () => {
  running?.abort();
  input.focus();
});
find(form, '[name="anew"]', HTMLButtonElement).addEventListener('click', () => {
  running?.abort();
  shown = [];
  draw();
  input.focus();
});
find(document, '[name="example-order"]', HTMLButtonElement).addEventListener('click', () => {
  orderInput.value = JSON.stringify(exampleOrders[language.current()], null, 2);
});
language.onChange(draw);
key.onEntered(() => {
  if (wantsKey) again();
});
drawOpeners();
draw();
