import type { LearningResponse } from '../contract/learning.ts';
import { element } from './dom.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { signalName } from './signal-name.ts';
import { valuesTable } from './values-table.ts';

/** The live weights that rank a kind of shelf, beside those that are shipped. */
export function learningView(language: Language, { scopes }: LearningResponse, kind: string): HTMLElement[] {
  const scope = scopes.find((each) => each.scope === 'recommend');
  if (scope === undefined) return [];
  const { version, frozen, parameters } = scope;
  const own = Object.entries(parameters.live).filter(([name]) => name.startsWith(`${kind}.`));
  const marks = [
    say(language, 'learning_version', { version }),
    ...(version === 0 ? [say(language, 'learning_shipped')] : []),
    ...(frozen ? [say(language, 'learning_frozen')] : []),
  ];
  const heads: Word[] = ['signal', 'live', 'shipped'];
  const rows = own.map(([name, value]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, signalName(language, name.slice(kind.length + 1))),
      element('td', { class: 'figure' }, weightText(value)),
      element('td', { class: 'figure' }, weightText(parameters.shipped[name])),
    ),
  );
  return [
    element(
      'details',
      { class: 'learning' },
      element('summary', {}, `${say(language, 'learning_here')}: ${marks.join(' · ')}`),
      rows.length === 0
        ? element('p', { class: 'fine' }, say(language, 'learning_none'))
        : element('p', { class: 'fine' }, say(language, 'learning_shared')),
      ...(rows.length === 0 ? [] : [valuesTable(language, heads, rows)]),
    ),
  ];
}

function weightText(value: number | string | undefined): string {
  return typeof value === 'number' ? String(Number(value.toFixed(4))) : (value ?? '–');
}
