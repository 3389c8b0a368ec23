import type { Envelope } from './answers.ts';
import type { ApiClient, Outcome } from './api-client.ts';
import { asCurl } from './curl.ts';
import { element, find } from './dom.ts';
import type { Child } from './dom.ts';
import type { KeyEntry } from './key-entry.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import type { LanguageSwitch } from './language-switch.ts';
import { noticeView, problemView } from './problem-view.ts';
import { degradedNote, receipt } from './receipt.ts';

/** What panels share. */
export interface PanelTools {
  client: ApiClient;
  language: LanguageSwitch;
  key: KeyEntry;
  /** Called when a panel was run by the user, to write the address. */
  onRun: () => void;
}

/** What a form holds: a body to send, or a sentence why it can't be sent. */
export type Reading<Body> =
  { kind: 'body'; body: Body } | { kind: 'invalid'; say: (language: Language) => [string, string?] };

/** One endpoint's panel: where it stands, what it reads and how it shows an answer. */
export interface PanelOptions<Body, Answer extends Envelope> {
  root: HTMLElement;
  path: string;
  read: () => Reading<Body>;
  view: (language: Language, answer: Answer, body: Body) => Child[];
  /** One line for screen readers. */
  summary: (language: Language, answer: Answer) => string;
}

/** A panel on the page. */
export interface Panel {
  run(): Promise<void>;
  /** Whether the last answer was 401, so that running again with a key is worth it. */
  wantsKey(): boolean;
  /** Whether it was run at all, so that it belongs into the shared address. */
  used(): boolean;
}

/** Wires a panel: its form, the call (a newer one ends an older one), the answer, and the answer again in the other language. */
export function createPanel<Body, Answer extends Envelope>(
  tools: PanelTools,
  options: PanelOptions<Body, Answer>,
): Panel {
  const form = find(options.root, 'form', HTMLFormElement);
  const place = find(options.root, '.answer', HTMLElement);
  const heard = find(options.root, '[role="status"]', HTMLElement);
  let running: AbortController | null = null;
  let draw = (): void => undefined;
  let wantsKey = false;
  let used = false;

  const show = (body: Body, outcome: Outcome<Answer>): void => {
    const language = tools.language.current();
    if (outcome.kind === 'unreachable') {
      place.replaceChildren(noticeView(say(language, 'unreachable'), outcome.detail));
      return;
    }
    if (outcome.kind === 'problem') {
      place.replaceChildren(problemView(language, outcome.problem));
      return;
    }
    const request = { method: 'POST', url: new URL(options.path, location.href).href, body: JSON.stringify(body) };
    const curl = asCurl({ ...request, authorized: tools.key.current() !== null });
    place.replaceChildren(
      element(
        'div',
        {},
        degradedNote(language, outcome.answer),
        ...options.view(language, outcome.answer, body),
        receipt(language, outcome.answer, outcome.trip, curl),
      ),
    );
    heard.textContent = options.summary(language, outcome.answer);
  };

  const run = async (): Promise<void> => {
    running?.abort();
    const reading = options.read();
    if (reading.kind === 'invalid') {
      draw = () => place.replaceChildren(noticeView(...reading.say(tools.language.current())));
      draw();
      return;
    }
    const controller = new AbortController();
    running = controller;
    used = true;
    place.setAttribute('aria-busy', 'true');
    heard.textContent = say(tools.language.current(), 'working');
    try {
      const outcome = await tools.client.post<Answer>(options.path, reading.body, controller.signal);
      if (controller.signal.aborted) return;
      heard.textContent = '';
      draw = () => show(reading.body, outcome);
      draw();
      wantsKey = outcome.kind === 'problem' && outcome.problem.status === 401;
      if (wantsKey) tools.key.ask();
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (running === controller) place.setAttribute('aria-busy', 'false');
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
    tools.onRun();
  });
  form.addEventListener('keydown', (event) => {
    const written = event.target instanceof HTMLTextAreaElement;
    if (written && event.key === 'Enter' && (event.metaKey || event.ctrlKey)) form.requestSubmit();
  });
  tools.language.onChange(() => draw());
  return { run, wantsKey: () => wantsKey, used: () => used };
}

/** A heading inside an answer. */
export function part(title: string, ...children: Child[]): HTMLElement {
  return element('section', { class: 'part' }, element('h3', {}, title), ...children);
}
