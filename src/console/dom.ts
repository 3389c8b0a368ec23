/** What may stand inside an element: strings become text nodes, never markup; `null` and `false` are left out. */
export type Child = Node | string | null | false;

/** Makes an element. Attributes with `false` are left out, with `true` are set empty. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** Makes a button that calls `onPress`; it never submits a form. */
export function button(className: string, text: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, text);
  made.addEventListener('click', onPress);
  return made;
}

/**
 * Finds an element that the page's own markup promises.
 *
 * @throws Error when the markup lacks it or it is of another kind
 */
export function find<Kind extends Element>(root: ParentNode, selector: string, kind: new () => Kind): Kind {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** A horizontal bar filled to `share` (0 to 1). Hidden from assistive technology: the number stands beside it as text. */
export function bar(share: number, className = ''): HTMLSpanElement {
  const made = element('span', { class: `bar ${className}`.trim(), 'aria-hidden': 'true' });
  made.style.setProperty('--share', String(Math.min(1, Math.max(0, share))));
  return made;
}
