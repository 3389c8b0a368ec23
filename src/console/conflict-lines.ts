import { element } from './dom.ts';
import { conflictText } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';

/** What keeps a product from being exact, a line each; none where nothing does. */
export function conflictLines(language: Language, conflicts: readonly string[] = []): HTMLElement[] {
  return conflicts.map((conflict) =>
    element('p', { class: 'fine conflict' }, `${say(language, 'conflict')} ${conflictText(language, conflict)}`),
  );
}
