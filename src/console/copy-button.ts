import { button, element } from './dom.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';

/**
 * A button that copies what `text` gives. Where the browser refuses (no secure context, no permission) it shows the text selected
 * beside it instead.
 */
export function copyButton(language: Language, word: Word, text: () => string): HTMLElement {
  const place = element('span', { class: 'copy' });
  const press = async (): Promise<void> => {
    const copied = await copy(text());
    place.querySelector('textarea')?.remove();
    if (copied) {
      control.textContent = say(language, 'copied');
      setTimeout(() => (control.textContent = say(language, word)), 1500);
      return;
    }
    const shown = element('textarea', { readonly: true, rows: '5', 'aria-label': say(language, 'copy_by_hand') });
    shown.value = text();
    place.append(shown);
    shown.select();
  };
  const control = button('quiet', say(language, word), () => void press());
  control.setAttribute('aria-live', 'polite');
  place.append(control);
  return place;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
