import type { Hit } from './answers.ts';
import { conflictLines } from './conflict-lines.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { splitByEvidence } from './evidence.ts';
import type { Span } from './evidence.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { relevanceText, signed } from './numbers.ts';
import { factsOf } from './product-facts.ts';
import { signalName } from './signal-name.ts';

/** Characters of a description around its first highlight. */
const EXCERPT = { before: 40, length: 160 };

/** One product of a shelf: its title with the words of the query marked, what it costs, why it stands here, and what can be done with it. */
export function productCard(language: Language, hit: Hit, tools: Child): HTMLElement {
  const { product, relation } = hit;
  const spans = (field: string): Span[] => hit.highlights.filter((highlight) => highlight.field === field);
  return element(
    'li',
    { class: `product card relation-${relation}` },
    element('h3', { class: 'title', tabindex: '-1' }, ...marked(product.title, spans('title'))),
    element(
      'p',
      { class: 'facts' },
      ...factsOf(language, product),
      element(
        'span',
        { class: 'figure' },
        element('span', { class: 'fine' }, say(language, 'relevance')),
        ` ${relevanceText(hit.relevance)}`,
      ),
      hit.signals.personal !== null &&
        element(
          'span',
          { class: 'personal figure' },
          say(language, 'personal_signal', { value: signed(hit.signals.personal) }),
        ),
    ),
    excerpt(product.description, spans('description')),
    ...conflictLines(language, hit.conflicts),
    whyHere(language, hit),
    tools,
  );
}

function marked(text: string, spans: readonly Span[]): Child[] {
  return splitByEvidence(text, spans).map((part) =>
    part.covering.length === 0 ? part.text : element('mark', {}, part.text),
  );
}

function excerpt(text: string | undefined, spans: readonly Span[]): Child {
  const [first] = spans;
  if (text === undefined || first === undefined) return null;
  const start = Math.max(0, first.start - EXCERPT.before);
  const end = Math.min(text.length, start + EXCERPT.length);
  const inside = spans.map((span) => ({ start: span.start - start, end: span.end - start }));
  const shown = marked(text.slice(start, end), inside);
  return element('p', { class: 'fine excerpt' }, start > 0 ? '…' : null, ...shown, end < text.length ? '…' : null);
}

function whyHere(language: Language, hit: Hit): Child {
  const { explain = [], why } = hit;
  if (explain.length === 0) return null;
  const rows = explain
    .filter(({ contribution }) => contribution !== 0)
    .map(({ signal, value, weight, contribution }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, signalName(language, signal)),
        element('td', { class: 'figure' }, value.toFixed(3)),
        element('td', { class: 'figure' }, `× ${Number(weight.toFixed(3))}`),
        element('td', { class: 'figure' }, contribution.toFixed(3)),
      ),
    );
  const heads: Word[] = ['signal', 'value', 'weight', 'contribution'];
  return element(
    'details',
    { class: 'why' },
    element('summary', { class: 'fine' }, say(language, 'why_here')),
    why !== undefined && element('p', {}, why),
    element(
      'table',
      { class: 'values' },
      element(
        'thead',
        {},
        element('tr', {}, ...heads.map((word) => element('th', { scope: 'col' }, say(language, word)))),
      ),
      element('tbody', {}, ...rows),
    ),
    element('p', { class: 'fine figure' }, `${say(language, 'score')} ${hit.score.toFixed(3)}`),
    hit.rules !== undefined &&
      element('p', { class: 'fine' }, `${say(language, 'signal_rules')}: ${hit.rules.join(', ')}`),
  );
}
