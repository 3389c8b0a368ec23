import { copyButton } from './copy-button.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { firstRequest, requestCurl } from './endpoint-request.ts';
import type { KeyEntry } from './key-entry.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { needsKey, resolve } from './openapi.ts';
import type { Body, Endpoint, Media, OpenApiDocument } from './openapi.ts';
import { inlineCode, prose } from './prose.ts';
import { mediaExample } from './schema-example.ts';
import { schemaTree } from './schema-tree.ts';
import { schemaView } from './schema-view.ts';
import { tryForm } from './try-form.ts';

/** Everything about one endpoint: what it takes, what it answers, a command line, and a form to try it. */
export function endpointView(
  language: Language,
  key: KeyEntry,
  document: OpenApiDocument,
  endpoint: Endpoint,
): HTMLElement {
  const { operation, anchor } = endpoint;
  const curl = requestCurl(document, endpoint, firstRequest(document, endpoint), location.origin);
  return element(
    'article',
    { class: 'endpoint', id: anchor, 'aria-labelledby': `${anchor}-name` },
    element(
      'h3',
      { id: `${anchor}-name` },
      element('span', { class: `method ${endpoint.method.toLowerCase()}` }, endpoint.method),
      ' ',
      element('a', { href: `#${anchor}` }, endpoint.path),
    ),
    element(
      'div',
      { class: 'about' },
      operation.summary !== undefined && element('p', { class: 'summary' }, ...inlineCode(operation.summary)),
      operation.deprecated === true && element('p', { class: 'degraded' }, say(language, 'deprecated')),
      !needsKey(document, operation) && element('p', { class: 'fine' }, say(language, 'no_key_needed')),
      ...prose(operation.description ?? ''),
      parametersView(language, document, endpoint),
      operation.requestBody !== undefined && bodyView(language, 'request_body', document, operation.requestBody),
      ...answersView(language, document, endpoint),
    ),
    element(
      'div',
      { class: 'samples' },
      codeBlock(language, 'curl', curl),
      tryForm(language, key, document, endpoint),
      answerExample(language, document, endpoint),
    ),
  );
}

function parametersView(language: Language, document: OpenApiDocument, endpoint: Endpoint): Child {
  if (endpoint.parameters.length === 0) return null;
  const properties = endpoint.parameters.map((parameter) => {
    const node = schemaTree(language, document, parameter.schema ?? {}, parameter.name ?? '');
    const description = parameter.description ?? node.description;
    return {
      ...node,
      type: `${node.type} · ${parameter.in ?? ''}`,
      required: parameter.required ?? false,
      description,
    };
  });
  const root = { ...schemaTree(language, document, {}), children: properties };
  return section(say(language, 'parameters'), schemaView(language, root));
}

function bodyView(language: Language, word: Word, document: OpenApiDocument, written: Body): Child {
  const body = resolve(document, written);
  const contents = Object.entries(body.content ?? {}).flatMap(([type, media]) => [
    element('p', {}, element('code', { class: 'content-type' }, type)),
    mediaView(language, document, media),
  ]);
  return section(say(language, word), ...prose(body.description ?? ''), ...contents);
}

function mediaView(language: Language, document: OpenApiDocument, media: Media): Child {
  return media.schema === undefined ? null : schemaView(language, schemaTree(language, document, media.schema));
}

function answersView(language: Language, document: OpenApiDocument, endpoint: Endpoint): Child[] {
  const answers = Object.entries(endpoint.operation.responses ?? {});
  const views = answers.map(([status, written]) => {
    const body = resolve(document, written);
    const contents = Object.entries(body.content ?? {}).flatMap(([type, media]) => [
      element('p', {}, element('code', { class: 'content-type' }, type)),
      mediaView(language, document, media),
    ]);
    if (contents.length === 0) {
      const plain = isSuccess(status) ? 'status' : 'status failed';
      return element('p', { class: plain }, element('strong', {}, status), ' ', ...inlineCode(body.description ?? ''));
    }
    return element(
      'details',
      { class: isSuccess(status) ? 'status' : 'status failed', open: isSuccess(status) },
      element('summary', {}, element('strong', {}, status), ' ', ...inlineCode(body.description ?? '')),
      ...contents,
    );
  });
  return views.length === 0 ? [] : [section(say(language, 'answers'), ...views)];
}

function answerExample(language: Language, document: OpenApiDocument, endpoint: Endpoint): Child {
  const success = Object.entries(endpoint.operation.responses ?? {}).find(([status]) => isSuccess(status));
  const media = success && resolve(document, success[1]).content?.['application/json'];
  if (media === undefined) return null;
  return codeBlock(
    language,
    `${success?.[0] ?? ''} · ${say(language, 'example')}`,
    JSON.stringify(mediaExample(document, media), null, 2),
  );
}

function codeBlock(language: Language, title: string, text: string): HTMLElement {
  return element(
    'figure',
    { class: 'code-block' },
    element(
      'figcaption',
      {},
      element('span', {}, title),
      copyButton(language, 'copy', () => text),
    ),
    element('pre', { tabindex: '0' }, text),
  );
}

function section(title: string, ...children: Child[]): HTMLElement {
  return element('section', { class: 'part' }, element('h4', {}, title), ...children);
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}
