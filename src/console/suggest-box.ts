import type { SuggestAnswer } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { element, find } from './dom.ts';
import { say } from './language.ts';
import type { LanguageSwitch } from './language-switch.ts';

/** Milliseconds without a key press after which completions are asked for. */
const PAUSE = 120;

/** What the box needs. */
export interface SuggestBoxOptions {
  form: HTMLFormElement;
  heard: HTMLElement;
  client: ApiClient;
  language: LanguageSwitch;
}

/**
 * Completes what is typed: a combobox with a listbox (WAI-ARIA 1.2). Arrows move, Enter takes what is marked and searches, Escape closes.
 * While an input method composes (拼音) its keys are its own.
 */
export function createSuggestBox({ form, heard, client, language }: SuggestBoxOptions): { close(): void } {
  const input = find(form, '[role="combobox"]', HTMLInputElement);
  const box = find(form, '[role="listbox"]', HTMLUListElement);
  let marked = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;

  const options = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[role="option"]')];
  const mark = (index: number): void => {
    marked = index;
    for (const [i, option] of options().entries()) option.setAttribute('aria-selected', String(i === index));
    const id = options()[index]?.id;
    if (id === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', id);
  };
  const open = (isOpen: boolean): void => {
    box.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    mark(-1);
  };
  const close = (): void => {
    clearTimeout(timer);
    running?.abort();
    open(false);
  };
  const take = (text: string): void => {
    input.value = text;
    close();
    form.requestSubmit();
  };
  const show = (texts: readonly string[]): void => {
    box.replaceChildren(
      ...texts.map((text, i) => {
        const option = element('li', { role: 'option', id: `suggestion-${i}`, 'aria-selected': 'false' }, text);
        // Before the input loses the focus, which would close the list under the pointer.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          take(text);
        });
        return option;
      }),
    );
    open(texts.length > 0);
    if (texts.length > 0) heard.textContent = say(language.current(), 'suggested', { count: texts.length });
  };
  const ask = async (): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const text = input.value.trim();
    if (text === '') return open(false);
    try {
      const path = `/v1/suggest?limit=8&q=${encodeURIComponent(text.slice(0, 200))}`;
      const outcome = await client.get<SuggestAnswer>(path, controller.signal);
      if (controller.signal.aborted || document.activeElement !== input) return;
      show(outcome.kind === 'answer' ? outcome.answer.suggestions.map((suggestion) => suggestion.text) : []);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const count = options().length;
    if (event.isComposing || box.hidden || count === 0) return;
    if (event.key === 'ArrowDown') mark((marked + 1) % count);
    else if (event.key === 'ArrowUp') mark((marked + count) % (count + 1) === count ? count - 1 : marked - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && marked >= 0) take(options()[marked]?.textContent ?? '');
    else return;
    event.preventDefault();
  });
  return { close };
}
