import type { ExplainResponse } from '../contract/explain.ts';
import { asCurl } from './curl.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { explanationView } from './explanation-view.ts';
import { say } from './language.ts';
import type { Page } from './page.ts';
import { noticeView, problemView } from './problem-view.ts';
import { degradedNote, receipt } from './receipt.ts';
import { thumbs } from './thumbs.ts';

const PATH = '/v1/explain';
const METHODS = ['occlusion', 'lime', 'shap'] as const;

/** What is explained. */
export interface ExplainPanelOptions {
  query: string;
  /** The product with the texts that are shown. */
  product: Record<string, unknown>;
  /** What the request says beside query, method and language: the product or its id, and whose answer is explained. */
  request: object;
  /** The answer that the explanation belongs to, which feedback names. */
  decision: string;
  /** What stands before the explanation of the words. */
  before?: (answer: ExplainResponse) => Child[];
}

/** A panel that explains at once, again by another method, and takes a thumb up or down. */
export function explainPanel(page: Page, options: ExplainPanelOptions): HTMLElement {
  const { query, product } = options;
  const language = page.language.current();
  const place = element('div', { class: 'explanation-answer', 'aria-busy': 'false', 'aria-live': 'polite' });
  let running: AbortController | null = null;

  const run = async (method: string): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    place.setAttribute('aria-busy', 'true');
    if (place.childElementCount === 0) place.append(element('p', { class: 'fine' }, say(language, 'working')));
    const body = { query, ...options.request, method, language: page.language.current() };
    try {
      const outcome = await page.client.post<ExplainResponse>(PATH, body, controller.signal);
      const tongue = page.language.current();
      if (outcome.kind === 'problem') return place.replaceChildren(problemView(tongue, outcome.problem));
      if (outcome.kind === 'unreachable') {
        return place.replaceChildren(noticeView(say(tongue, 'unreachable'), outcome.detail));
      }
      const { answer, trip } = outcome;
      const curl = asCurl({
        method: 'POST',
        url: new URL(PATH, location.href).href,
        body: JSON.stringify(body),
        authorized: page.key.current() !== null,
      });
      const children = [
        degradedNote(tongue, answer),
        ...(options.before?.(answer) ?? []),
        ...explanationView(page, answer, { query, product }),
        thumbs(page, { about: 'explanation', decision_id: options.decision }),
        receipt(tongue, answer, trip, curl),
      ].filter((child) => child !== null && child !== false);
      place.replaceChildren(...children);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (running === controller) place.setAttribute('aria-busy', 'false');
    }
  };

  const group = `method-${crypto.randomUUID().slice(0, 8)}`;
  const choices = METHODS.map((method, index) => {
    const radio = element('input', { type: 'radio', name: group, value: method, checked: index === 0 });
    radio.addEventListener('change', () => void run(method));
    return element('label', {}, radio, element('span', {}, say(language, `method_${method}`)));
  });
  void run(METHODS[0]);
  return element(
    'section',
    { class: 'explanation', 'aria-label': say(language, 'explanation') },
    element('fieldset', { class: 'kinds' }, element('legend', {}, say(language, 'method')), ...choices),
    place,
  );
}
