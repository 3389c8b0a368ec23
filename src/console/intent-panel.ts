import type { IntentAnswer, IntentResult } from './answers.ts';
import { listConstraints } from './constraints.ts';
import type { Constraint } from './constraints.ts';
import { distributionTable } from './distribution.ts';
import { element, find } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { percent } from './numbers.ts';
import { createPanel, part } from './panel.ts';
import type { Panel, PanelTools } from './panel.ts';
import type { ViewState } from './view-state.ts';

/** The panel of `POST /v1/intent`. */
export interface IntentPanel extends Panel {
  state(): NonNullable<ViewState['intent']>;
  fill(state: NonNullable<ViewState['intent']>): void;
}

/** Wires the intent panel. */
export function createIntentPanel(root: HTMLElement, tools: PanelTools): IntentPanel {
  const input = find(root, '[name="query"]', HTMLInputElement);
  const panel = createPanel<{ queries: string[] }, IntentAnswer>(tools, {
    root,
    path: '/v1/intent',
    read: () =>
      input.value.trim() === ''
        ? { kind: 'invalid', say: (language) => [say(language, 'nothing_written')] }
        : { kind: 'body', body: { queries: [input.value] } },
    view: (language, answer) => answer.results.flatMap((result) => resultView(language, result)),
    summary: (language, answer) =>
      answer.results.map((result) => `${labelName(language, result.intent)} ${percent(result.confidence)}`).join('; '),
  });
  return {
    ...panel,
    state: () => ({ query: input.value }),
    fill: (state) => {
      input.value = state.query;
    },
  };
}

function resultView(language: Language, result: IntentResult): Child[] {
  const shares = result.distribution.map(({ intent, probability }) => ({ label: intent, probability }));
  return [
    element(
      'p',
      { class: 'verdict' },
      element('strong', { class: 'label', title: result.intent }, labelName(language, result.intent)),
      ' ',
      element('span', { class: 'figure' }, percent(result.confidence)),
      ' ',
      element('span', { class: 'fine' }, say(language, 'confidence')),
    ),
    element(
      'p',
      { class: 'codes' },
      element('code', {}, result.intent),
      result.language !== null && element('code', { class: 'tongue' }, result.language),
    ),
    result.sub_intent !== null &&
      element(
        'p',
        { class: 'sub-intent' },
        element('span', { class: 'fine' }, say(language, 'sub_intent')),
        ' ',
        element('strong', {}, labelName(language, result.sub_intent)),
        ' ',
        element('code', {}, result.sub_intent),
      ),
    part(say(language, 'constraints'), constraintsView(language, result)),
    part(say(language, 'distribution'), distributionTable(language, shares)),
  ];
}

function constraintsView(language: Language, result: IntentResult): HTMLElement {
  const constraints = listConstraints(result.constraints ?? {});
  if (constraints.length === 0) return element('p', { class: 'fine' }, say(language, 'no_constraints'));
  const tongue = result.language ?? false;
  return element('ul', { class: 'chips' }, ...constraints.map((constraint) => chip(language, tongue, constraint)));
}

function chip(language: Language, tongue: string | false, constraint: Constraint): HTMLElement {
  return element(
    'li',
    { class: constraint.excluded ? 'chip excluded' : 'chip' },
    element(
      'span',
      { class: 'name' },
      constraint.excluded && `${say(language, 'excluded')} `,
      constraint.name !== null && labelName(language, constraint.name),
    ),
    element('span', { lang: tongue }, constraint.text),
  );
}
