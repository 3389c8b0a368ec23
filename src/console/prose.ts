import { element } from './dom.ts';

/** A description as paragraphs; text between backticks becomes code. No other markup is read. */
export function prose(text: string): HTMLElement[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => element('p', {}, ...inlineCode(paragraph)));
}

/** A sentence with its code in `<code>`. */
export function inlineCode(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((piece, index) => (index % 2 === 1 ? element('code', {}, piece) : piece));
}
