import type { LearningResponse } from '../contract/learning.ts';
import type { RecommendResponse } from '../contract/recommend.ts';
import type { ShopperResponse } from '../contract/shoppers.ts';
import type { Outcome } from './api-client.ts';
import { element, find } from './dom.ts';
import { startsFromProduct, startView } from './kind-switch.ts';
import type { Kind } from './kind-switch.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { learningView } from './learning-view.ts';
import type { Thing, ThingListener } from './product-acts.ts';
import { profileView } from './profile-view.ts';
import type { ProfileListener } from './profile-view.ts';
import { receipt } from './receipt.ts';
import { basisView, recommendedView } from './recommended-view.ts';

/** What the last calls answered. `before`: the ids of the shelf that stood there; null: there was none of its kind. */
export interface Answers {
  recommended: Extract<Outcome<RecommendResponse>, { kind: 'answer' }>;
  shopper: ShopperResponse | null;
  learning: LearningResponse | null;
  before: readonly string[] | null;
}

/** What is drawn: the answers, and what was asked. */
export interface Drawn extends Answers {
  language: Language;
  kind: Kind;
  start: Thing | null;
  curl: string;
}

/** What can be done in the shelf and the profile. `letGo`: start from no product any more. */
export type ShopperListener = ThingListener & ProfileListener & { letGo(): void };

/** Draws shelf, profile and weights. What has the focus keeps it, or else the name of its part gets it. */
export function createShopperView(root: ParentNode, listener: ShopperListener): { draw(drawn: Drawn): void } {
  const shelf = find(root, '.shelf-answer', HTMLElement);
  const shelfName = find(root, '#shelf', HTMLElement);
  const believed = find(root, '.believed', HTMLElement);
  const profileName = find(root, '#profile-name', HTMLElement);
  const learnt = find(root, '.learnt', HTMLElement);
  return {
    draw({ language, kind, start, recommended: { answer, trip }, shopper, learning, before, curl }) {
      const refocus = [holdFocus(shelf, shelfName), holdFocus(believed, profileName)];
      const children = [
        startsFromProduct(kind) && startView(language, start, () => listener.letGo()),
        ...basisView(language, answer),
        answer.items.length === 0
          ? element('p', { class: 'note' }, say(language, kind === 'for_you' ? 'shelf_empty' : 'shelf_empty_from'))
          : recommendedView(language, answer.items, before, listener),
        receipt(language, answer, trip, curl),
      ].filter((child) => child !== null && child !== false);
      shelf.replaceChildren(...children);
      believed.replaceChildren(...profileView(language, shopper, listener));
      const wasOpen = learnt.querySelector('details')?.open ?? false;
      learnt.replaceChildren(...(learning === null ? [] : learningView(language, learning, kind)));
      const box = learnt.querySelector('details');
      if (box !== null) box.open = wasOpen;
      for (const restore of refocus) restore();
    },
  };
}

/**
 * Remembers what has the focus in a place that is about to be made anew, by its name or by what it does to which product. Called
 * afterwards, gives the focus back, or to `otherwise` where that is gone.
 */
function holdFocus(place: HTMLElement, otherwise: HTMLElement): () => void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !place.contains(activeElement)) return () => undefined;
  const name = activeElement.getAttribute('name');
  const item = activeElement.closest<HTMLElement>('[data-id]')?.dataset['id'];
  const act = activeElement.dataset['act'];
  const byAct = item === undefined || act === undefined ? null : `[data-id="${CSS.escape(item)}"] [data-act="${act}"]`;
  const selector = name === null ? byAct : `[name="${CSS.escape(name)}"]`;
  return () => ((selector === null ? null : place.querySelector<HTMLElement>(selector)) ?? otherwise).focus();
}
