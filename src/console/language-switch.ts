import { find } from './dom.ts';
import { firstLanguage, say, words } from './language.ts';
import type { Language, Word } from './language.ts';

const storageName = 'aisle.language';

/** The language the page speaks now. */
export interface LanguageSwitch {
  current(): Language;
  /** Calls back after each change. */
  onChange(listener: () => void): void;
}

/**
 * Wires the header's two language buttons and writes the page's own sentences: `data-text` names an element's text, `data-hint` its
 * placeholder, `data-label` its accessible name.
 */
export function createLanguageSwitch(root: Document): LanguageSwitch {
  let language = firstLanguage(remembered(), navigator.languages);
  const listeners: (() => void)[] = [];
  const buttons = (['zh', 'en'] as const).map((choice) => ({
    choice,
    control: find(root, `.languages [lang="${choice}"]`, HTMLButtonElement),
  }));
  const write = (): void => {
    root.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    for (const { choice, control } of buttons) control.setAttribute('aria-pressed', String(choice === language));
    writeWords(root, language);
  };
  for (const { choice, control } of buttons) {
    control.addEventListener('click', () => {
      language = choice;
      remember(choice);
      write();
      for (const listener of listeners) listener();
    });
  }
  write();
  return { current: () => language, onChange: (listener) => void listeners.push(listener) };
}

function writeWords(root: Document, language: Language): void {
  for (const node of root.querySelectorAll('[data-text], [data-hint], [data-label]')) {
    const { text, hint, label } = (node as HTMLElement).dataset;
    if (isWord(text)) node.textContent = say(language, text);
    if (isWord(hint)) node.setAttribute('placeholder', say(language, hint));
    if (isWord(label)) node.setAttribute('aria-label', say(language, label));
  }
}

function isWord(name: string | undefined): name is Word {
  return name !== undefined && Object.hasOwn(words, name);
}

// Storage throws where a browser forbids it; the page then simply doesn't remember.
function remembered(): string | null {
  try {
    return localStorage.getItem(storageName);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(storageName, language);
  } catch {
    // Not remembered.
  }
}
