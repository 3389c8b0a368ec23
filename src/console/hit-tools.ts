import type { Hit } from './answers.ts';
import { button, element } from './dom.ts';
import { explainPanel } from './explain-panel.ts';
import { say } from './language.ts';
import type { Page } from './page.ts';
import { thumbs } from './thumbs.ts';

/** What can be done with a hit: have its relation explained, and judge it. The card widens while an explanation is open. */
export function hitTools(page: Page, query: string, queryId: string, hit: Hit): HTMLElement {
  const place = element('div', { class: 'place-of-explanation' });
  const language = page.language.current();
  const toggle = button('quiet explain', say(language, 'explain_it'), () => {
    const isOpen = place.childElementCount === 0;
    const panel = isOpen
      ? [
          explainPanel(page, {
            query,
            product: { ...hit.product },
            request: { product_id: hit.id },
            decision: queryId,
          }),
        ]
      : [];
    place.replaceChildren(...panel);
    toggle.textContent = say(language, isOpen ? 'explain_close' : 'explain_it');
    toggle.setAttribute('aria-expanded', String(isOpen));
    toggle.closest('.card')?.classList.toggle('explained', isOpen);
  });
  toggle.setAttribute('aria-expanded', 'false');
  return element(
    'div',
    { class: 'hit-tools' },
    thumbs(page, { about: 'relevance', query, product_id: hit.id, query_id: queryId }),
    toggle,
    place,
  );
}
