import type { ExplainResponse } from '../contract/explain.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { textOfField } from './evidence.ts';
import { labelName } from './labels.ts';
import { say, words } from './language.ts';
import type { Language, Word } from './language.ts';
import { signed } from './numbers.ts';

/** Words that weigh less than this share of the heaviest are left plain, and aren't stops of the keyboard. */
const FAINT = 0.05;

type Token = ExplainResponse['tokens'][number];

/** The texts that the model read, each word coloured by its weight, with the scale; numbers on hover, on focus, or all at once. */
export function tokenView(
  language: Language,
  answer: ExplainResponse,
  item: { query: string; product: Record<string, unknown> },
): HTMLElement {
  const most = Math.max(...answer.tokens.map(({ weight }) => Math.abs(weight)), 0);
  const fields = [...new Set(answer.tokens.map(({ field }) => field))];
  const texts = fields.map((field) => {
    const tokens = answer.tokens.filter((token) => token.field === field);
    return element(
      'div',
      { class: 'weighed' },
      element('span', { class: 'fine' }, fieldName(language, field)),
      element('p', {}, ...weighed(textOfField(item, field), tokens, most)),
    );
  });
  const numbers = element('input', { type: 'checkbox' });
  const relation = labelName(language, answer.relation);
  const box = element(
    'div',
    { class: 'tokens' },
    ...texts,
    element(
      'p',
      { class: 'legend fine' },
      element('span', { class: 'scale', 'aria-hidden': 'true' }),
      element('span', {}, `− ${say(language, 'speaks_against')} · + ${say(language, 'speaks_for', { relation })}. `),
      say(language, 'scale_note', { most: `±${most.toFixed(3)}` }),
      element('label', {}, numbers, ` ${say(language, 'numbers_shown')}`),
    ),
  );
  numbers.addEventListener('change', () => box.classList.toggle('numbered', numbers.checked));
  return box;
}

/** The name of a field such as `title` or `bullets.1`. */
export function fieldName(language: Language, field: string): string {
  const [name = field, place] = field.split('.');
  const word = `field_${name}`;
  const known = Object.hasOwn(words, word) ? say(language, word as Word) : labelName(language, name);
  const named = name === 'category' ? say(language, 'category') : known;
  return place === undefined ? named : `${named} ${Number(place) + 1}`;
}

function weighed(text: string | null, tokens: readonly Token[], most: number): Child[] {
  const ordered = tokens.toSorted((left, right) => left.start - right.start);
  const pieces: Child[] = [];
  let end = 0;
  for (const token of ordered) {
    // Where the text isn't at hand the words stand alone.
    pieces.push(text === null ? ' ' : text.slice(end, token.start));
    pieces.push(mark(token, most));
    ({ end } = token);
  }
  if (text !== null && end < text.length) pieces.push(text.length - end > 12 ? ' …' : text.slice(end));
  return pieces;
}

function mark({ text, weight }: Token, most: number): Child {
  const share = most > 0 ? Math.abs(weight) / most : 0;
  const isFaint = share < FAINT;
  const made = element(
    'mark',
    {
      class: `token ${weight < 0 ? 'against' : 'for'} ${isFaint ? 'faint' : ''}`,
      ...(isFaint ? {} : { tabindex: '0' }),
    },
    element('span', {}, text),
    element('small', {}, signed(weight)),
  );
  made.style.setProperty('--share', share.toFixed(3));
  return made;
}
