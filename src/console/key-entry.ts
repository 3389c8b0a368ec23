import { find } from './dom.ts';
import { say } from './language.ts';
import type { LanguageSwitch } from './language-switch.ts';

const storageName = 'aisle.key';

/** The API key of this tab. */
export interface KeyEntry {
  current(): string | null;
  /** Opens the entry and puts the cursor into it, after an answer 401. */
  ask(): void;
  /** Calls back after a key was entered. */
  onEntered(listener: () => void): void;
}

/** Wires the header's key entry. The key lives in memory and in this tab's session storage, nowhere else. */
export function createKeyEntry(root: Document, language: LanguageSwitch): KeyEntry {
  const box = find(root, 'details.key', HTMLDetailsElement);
  const summary = find(box, 'summary', HTMLElement);
  const form = find(box, 'form', HTMLFormElement);
  const input = find(box, 'input', HTMLInputElement);
  const listeners: (() => void)[] = [];
  let key = stored();
  const write = (): void => {
    summary.textContent = say(language.current(), key === null ? 'key' : 'key_is_set');
    summary.classList.toggle('set', key !== null);
  };
  const change = (entered: string): void => {
    key = entered === '' ? null : entered;
    input.value = '';
    store(key);
    write();
    box.open = false;
    summary.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const entered = input.value.trim();
    if (entered === '') return;
    change(entered);
    for (const listener of listeners) listener();
  });
  find(form, '[type="button"]', HTMLButtonElement).addEventListener('click', () => change(''));
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.open) return;
    box.open = false;
    summary.focus();
  });
  language.onChange(write);
  write();
  return {
    current: () => key,
    ask() {
      box.open = true;
      input.focus();
    },
    onEntered: (listener) => void listeners.push(listener),
  };
}

// Storage throws where a browser forbids it; the key then lasts as long as the page.
function stored(): string | null {
  try {
    return sessionStorage.getItem(storageName);
  } catch {
    return null;
  }
}

function store(key: string | null): void {
  try {
    if (key === null) sessionStorage.removeItem(storageName);
    else sessionStorage.setItem(storageName, key);
  } catch {
    // Kept in memory only.
  }
}
