import { element, find } from './dom.ts';
import { endpointView } from './endpoint-view.ts';
import { createKeyEntry } from './key-entry.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import { createLanguageSwitch } from './language-switch.ts';
import { groupEndpoints } from './openapi.ts';
import type { EndpointGroup, OpenApiDocument } from './openapi.ts';
import { noticeView } from './problem-view.ts';
import { prose } from './prose.ts';

const language = createLanguageSwitch(document);
const key = createKeyEntry(document, language);
const content = find(document, '#reference', HTMLElement);
const contents = find(document, '#contents', HTMLElement);
let draw = (): void => content.replaceChildren(element('p', { class: 'fine' }, say(language.current(), 'loading')));

function drawDocument(openapi: OpenApiDocument): void {
  const groups = groupEndpoints(openapi);
  const nameOf = (group: EndpointGroup): string =>
    group.name === null ? say(language.current(), 'other_group') : labelName(language.current(), group.name);
  contents.replaceChildren(
    ...groups.flatMap((group) => [
      element('p', { class: 'fine' }, nameOf(group)),
      element(
        'ul',
        {},
        ...group.endpoints.map(({ anchor, method, path }) =>
          element(
            'li',
            {},
            element(
              'a',
              { href: `#${anchor}` },
              element('span', { class: `method ${method.toLowerCase()}` }, method),
              ' ',
              path,
            ),
          ),
        ),
      ),
    ]),
  );
  content.replaceChildren(
    element(
      'header',
      { class: 'intro' },
      element('h1', {}, openapi.info?.title ?? 'API', ' ', element('small', {}, openapi.info?.version ?? '')),
      ...prose(openapi.info?.description ?? ''),
      language.current() === 'zh' && element('p', { class: 'fine' }, say('zh', 'descriptions_english')),
      element('p', {}, element('a', { href: '/openapi.json' }, say(language.current(), 'machine_readable'))),
    ),
    ...groups.flatMap((group) => [
      element('h2', {}, nameOf(group)),
      ...prose(group.description ?? ''),
      ...group.endpoints.map((endpoint) => endpointView(language.current(), key, openapi, endpoint)),
    ]),
  );
}

async function load(): Promise<OpenApiDocument> {
  const response = await fetch('/openapi.json', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as OpenApiDocument;
}

language.onChange(() => draw());
draw();
try {
  const openapi = await load();
  draw = () => drawDocument(openapi);
  draw();
  // The anchor of the address exists only now.
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} catch (error) {
  const detail = error instanceof Error ? error.message : String(error);
  draw = () => content.replaceChildren(noticeView(say(language.current(), 'document_failed'), detail));
  draw();
}
