import type { Problem } from './answers.ts';
import { element } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { problemTitle } from './problem-words.ts';

/** A problem for a person to read: what is wrong, at which fields, and what to quote when asking for help. */
export function problemView(language: Language, problem: Problem): HTMLElement {
  return element(
    'div',
    { class: 'problem', role: 'alert' },
    element(
      'p',
      { class: 'title' },
      element('strong', {}, problemTitle(language, problem)),
      ' ',
      element('span', {}, String(problem.status)),
    ),
    problem.status === 401
      ? element('p', {}, say(language, 'key_needed'))
      : problem.detail !== null && problem.detail !== problem.title && element('p', {}, problem.detail),
    problem.errors.length > 0 &&
      element(
        'ul',
        {},
        ...problem.errors.map((error) =>
          element('li', {}, error.path !== '' && element('code', {}, error.path), ' ', error.message),
        ),
      ),
    element(
      'p',
      { class: 'fine' },
      problem.code !== null && element('code', {}, problem.code),
      problem.requestId !== null && ` ${say(language, 'request_id')} `,
      problem.requestId !== null && element('code', {}, problem.requestId),
    ),
  );
}

/** A plain sentence in place of an answer: the input can't be sent, or no server answered. */
export function noticeView(sentence: string, detail = ''): HTMLElement {
  return element(
    'div',
    { class: 'problem', role: 'alert' },
    element('p', { class: 'title' }, element('strong', {}, sentence)),
    detail !== '' && element('p', {}, detail),
  );
}
