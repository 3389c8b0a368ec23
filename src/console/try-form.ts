import { tripOf } from './api-client.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { firstRequest, parameterKey, requestHeaders, requestPath } from './endpoint-request.ts';
import type { KeyEntry } from './key-entry.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { milliseconds } from './numbers.ts';
import type { Endpoint, OpenApiDocument } from './openapi.ts';

/** A form that sends the endpoint's request from this page and shows what came back. */
export function tryForm(language: Language, key: KeyEntry, document: OpenApiDocument, endpoint: Endpoint): HTMLElement {
  const request = firstRequest(document, endpoint);
  const answer = element('div', { class: 'answer', role: 'status', 'aria-live': 'polite' });
  const form = element('form', {});
  for (const parameter of endpoint.parameters) {
    const id = `${endpoint.anchor}-${parameter.in ?? ''}-${parameter.name ?? ''}`;
    const input = element('input', { id, autocomplete: 'off', spellcheck: 'false' });
    input.value = request.parameters.get(parameterKey(parameter)) ?? '';
    input.addEventListener('input', () => request.parameters.set(parameterKey(parameter), input.value));
    form.append(
      element('label', { for: id }, element('code', {}, parameter.name ?? ''), ` ${parameter.in ?? ''}`),
      input,
    );
  }
  if (request.body !== null) {
    const id = `${endpoint.anchor}-body`;
    const lines = Math.min(14, request.body.split('\n').length + 1);
    const body = element('textarea', { id, rows: String(lines), spellcheck: 'false', class: 'code' });
    body.value = request.body;
    body.addEventListener('input', () => (request.body = body.value));
    form.append(
      element('label', { for: id }, say(language, 'body'), ' ', element('code', {}, request.contentType)),
      body,
    );
  }
  const send = async (): Promise<void> => {
    answer.replaceChildren(element('p', { class: 'fine' }, say(language, 'working')));
    const headers = new Headers(requestHeaders(endpoint, request));
    if (request.body !== null) headers.set('Content-Type', request.contentType);
    const secret = key.current();
    if (secret !== null) headers.set('Authorization', `Bearer ${secret}`);
    const start = performance.now();
    const response = await fetch(requestPath(endpoint, request), {
      method: endpoint.method,
      headers,
      body: request.body,
    });
    const text = await response.text();
    const { latency, requestId } = tripOf(response, performance.now() - start);
    answer.replaceChildren(
      element(
        'p',
        { class: response.ok ? 'status' : 'status failed' },
        element('strong', {}, `${response.status} ${response.statusText}`.trim()),
        ` · ${milliseconds(latency)}`,
        requestId !== null && element('span', { class: 'fine' }, ` · ${say(language, 'request_id')} ${requestId}`),
      ),
      element('pre', { tabindex: '0' }, pretty(text)),
    );
    if (response.status === 401) key.ask();
  };
  const attempt = (): void => {
    send().catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      answer.replaceChildren(element('p', { class: 'status failed' }, `${say(language, 'unreachable')} ${detail}`));
    });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt();
  });
  const submit: Child = button('', say(language, 'send'), attempt);
  form.append(element('div', { class: 'row' }, submit));
  return element('details', { class: 'try' }, element('summary', {}, say(language, 'try_it')), form, answer);
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
