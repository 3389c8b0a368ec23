import type { FeedbackItem, FeedbackResponse } from '../contract/feedback.ts';
import { button, element } from './dom.ts';
import type { Child } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import type { Page } from './page.ts';

/** Codes that go with a thumb down, by what it is about. */
const REASONS = {
  relevance: ['wrong_product', 'wrong_attribute', 'too_expensive'],
  explanation: ['wrong_words', 'unclear', 'too_long'],
} as const;

const RELATIONS = ['exact', 'substitute', 'complement', 'irrelevant'] as const;

/** Who judges: one guest a visit, so that a second judgement of a pair replaces the first. */
const session = `judge-${crypto.randomUUID().slice(0, 8)}`;

/** A thumb up and one down. A thumb down asks what is wrong first; both go to `/v1/feedback`, and what became of them is told. */
export function thumbs(page: Page, about: Omit<FeedbackItem, 'helpful' | 'reasons' | 'relation'>): HTMLElement {
  const language = page.language.current();
  const told = element('span', { class: 'fine', role: 'status' });
  const place = element('div', {});
  const isAboutRelevance = about.about === 'relevance';
  const send = async (said: Partial<FeedbackItem>): Promise<void> => {
    const body = { feedback: [{ session_id: session, ...about, ...said }] };
    const outcome = await page.client.post<FeedbackResponse>('/v1/feedback', body, new AbortController().signal);
    place.replaceChildren();
    if (outcome.kind === 'answer') told.textContent = resultText(page.language.current(), outcome.answer);
    else {
      const detail = outcome.kind === 'problem' ? (outcome.problem.detail ?? outcome.problem.title) : outcome.detail;
      told.textContent = say(page.language.current(), 'feedback_refused', { detail });
    }
  };
  const down = button('quiet', say(language, 'thumb_down'), () => {
    const form = reasonsForm(page.language.current(), isAboutRelevance, (said) => void send(said));
    place.replaceChildren(form);
    form.querySelector('input')?.focus();
  });
  return element(
    'div',
    { class: 'thumbs' },
    element('span', { class: 'fine' }, say(language, isAboutRelevance ? 'thumbs' : 'thumbs_explanation')),
    button('quiet', say(language, 'thumb_up'), () => void send({ helpful: true })),
    down,
    told,
    place,
  );
}

function resultText(language: Language, { results }: FeedbackResponse): string {
  const [result] = results;
  const detail = result?.errors?.map(({ message }) => message).join('; ') ?? result?.code ?? '';
  if (result?.status === 'rejected') return say(language, 'feedback_refused', { detail });
  return result?.code === undefined
    ? say(language, 'feedback_taken')
    : say(language, 'feedback_noted', { code: result.code });
}

function reasonsForm(
  language: Language,
  isAboutRelevance: boolean,
  onSend: (said: Partial<FeedbackItem>) => void,
): HTMLFormElement {
  const boxes = REASONS[isAboutRelevance ? 'relevance' : 'explanation'].map((reason) => ({
    reason,
    box: element('input', { type: 'checkbox', name: reason }),
  }));
  const relation = element(
    'select',
    { name: 'relation' },
    element('option', { value: '' }, '–'),
    ...RELATIONS.map((value) => element('option', { value }, labelName(language, value))),
  );
  const form = element(
    'form',
    { class: 'thumb-reasons' },
    element(
      'fieldset',
      {},
      element('legend', {}, say(language, 'thumb_reasons')),
      ...boxes.map(({ reason, box }) => element('label', {}, box, ` ${say(language, `reason_${reason}`)}`)),
    ),
    ...(isAboutRelevance ? [element('label', {}, say(language, 'really_is'), ' ', relation) as Child] : []),
    element('button', { type: 'submit' }, say(language, 'send_feedback')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = RELATIONS.find((value) => value === relation.value);
    const reasons = boxes.filter(({ box }) => box.checked).map(({ reason }) => reason);
    onSend({ helpful: false, reasons, ...(said === undefined ? {} : { relation: said }) });
  });
  return form;
}
