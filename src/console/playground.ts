import { createAttributesPanel } from './attributes-panel.ts';
import { button, element, find } from './dom.ts';
import { matchExamples, productExamples, queryExamples } from './examples.ts';
import type { Example } from './examples.ts';
import { createIntentPanel } from './intent-panel.ts';
import { say } from './language.ts';
import type { Word } from './language.ts';
import { createMatchPanel } from './match-panel.ts';
import { openPage } from './page.ts';
import type { PanelTools } from './panel.ts';
import { readViewState, writeViewState } from './view-state.ts';
import type { ViewState } from './view-state.ts';

const { language, key, client } = openPage(document);
const tools: PanelTools = { client, language, key, onRun: writeAddress };

const intent = createIntentPanel(find(document, '#intent', HTMLElement), tools);
const attributes = createAttributesPanel(find(document, '#attributes', HTMLElement), tools);
const match = createMatchPanel(find(document, '#match', HTMLElement), tools);
const panels = [intent, attributes, match];

function writeAddress(): void {
  const state: ViewState = {};
  if (intent.used()) state.intent = intent.state();
  if (attributes.used()) state.attributes = attributes.state();
  if (match.used()) state.match = match.state();
  history.replaceState(null, '', `#${writeViewState(state)}`);
}

function apply(state: ViewState): void {
  if (state.intent) {
    intent.fill(state.intent);
    void intent.run();
  }
  if (state.attributes) {
    attributes.fill(state.attributes);
    void attributes.run();
  }
  if (state.match) {
    match.fill(state.match);
    void match.run();
  }
}

function writeExamples(): void {
  const groups: [Word, readonly Example[]][] = [
    ['example_queries', queryExamples],
    ['example_products', productExamples],
    ['example_matches', matchExamples],
  ];
  const rows = groups.map(([word, examples]) => {
    const name = say(language.current(), word);
    const buttons = examples.map((example) => {
      const made = button('example', example.name, () => {
        apply(example.state);
        writeAddress();
      });
      made.lang = example.language === 'zh' ? 'zh-CN' : 'en';
      return made;
    });
    return element('div', { role: 'group', 'aria-label': name }, element('span', { class: 'fine' }, name), ...buttons);
  });
  find(document, '.examples', HTMLElement).replaceChildren(...rows);
}

writeExamples();
language.onChange(writeExamples);
key.onEntered(() => {
  for (const panel of panels) if (panel.wantsKey()) void panel.run();
});
addEventListener('hashchange', () => apply(readViewState(location.hash)));
apply(readViewState(location.hash));
