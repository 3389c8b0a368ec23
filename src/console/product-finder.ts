import type { SearchAnswer } from './answers.ts';
import { button, element, find } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import type { Page } from './page.ts';
import { actButtons, thingView } from './product-acts.ts';
import type { Thing, ThingListener } from './product-acts.ts';
import { noticeView, problemView } from './problem-view.ts';

/** Products that are listed. */
const LIMIT = 8;

/** What to begin with, by language; the first is looked for at once. */
const OPENERS: Record<Language, readonly string[]> = {
  en: ['dog bowl', 'skillet', 'alarm clock', 'golf putting mat', 'wine glasses'],
  zh: ['手机', '连衣裙', '耳机', '运动鞋', '茶叶'],
};

/** What the finder needs: its panel, the page, what to do with a product, and where to tell the titles that it has seen. */
export interface FinderOptions {
  root: HTMLElement;
  page: Page;
  listener: ThingListener;
  seen: (things: readonly Thing[]) => void;
}

/** The list of products on the page. */
export interface ProductFinder {
  /** Looks for what is written. */
  run(): Promise<void>;
  /** Closes what tells why, which is of the past as soon as something was done. */
  closeWhy(): void;
}

/** Lists products of the catalogue to act on: those of a search, or the first of all where the first search finds none. */
export function createProductFinder({ root, page, listener, seen }: FinderOptions): ProductFinder {
  const form = find(root, 'form', HTMLFormElement);
  const input = find(form, 'input', HTMLInputElement);
  const openers = find(root, '.openers', HTMLElement);
  const list = find(root, '.things', HTMLElement);
  let running: AbortController | null = null;
  let things: readonly Thing[] | null = null;

  const draw = (): void => {
    const tongue = page.language.current();
    openers.replaceChildren(
      ...OPENERS[tongue].map((text) =>
        button('example', text, () => {
          input.value = text;
          void run();
        }),
      ),
    );
    if (things === null) return;
    list.replaceChildren(
      ...things.map((thing) =>
        element('li', { class: 'thing' }, ...thingView(tongue, thing), actButtons(tongue, thing, listener)),
      ),
    );
    if (things.length === 0) list.append(element('li', { class: 'fine' }, say(tongue, 'no_products')));
  };

  const run = async (): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    const query = input.value.trim();
    list.setAttribute('aria-busy', 'true');
    try {
      const found = await page.client.post<SearchAnswer>('/v1/search', { query, limit: LIMIT }, signal);
      // The page asks for a key itself.
      if (found.kind === 'problem' && found.problem.status === 401) return list.replaceChildren();
      if (found.kind === 'problem') return list.replaceChildren(problemView(page.language.current(), found.problem));
      if (found.kind === 'unreachable') {
        return list.replaceChildren(noticeView(say(page.language.current(), 'unreachable'), found.detail));
      }
      const isFirst = things === null;
      things = found.answer.hits.map(({ id, product }) => ({ ...product, id }));
      if (isFirst && things.length === 0) {
        const all = await page.client.get<{ products: Thing[] }>(`/v1/products?limit=${LIMIT}`, signal);
        if (all.kind === 'answer') things = all.answer.products;
      }
      seen(things);
      draw();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (running === controller) list.setAttribute('aria-busy', 'false');
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });
  page.language.onChange(() => {
    // An opener of the other language gives way to one of this; what was written stays.
    const isOpener = Object.values(OPENERS).some((texts) => texts.includes(input.value));
    if (isOpener) input.value = OPENERS[page.language.current()][0] ?? '';
    draw();
    if (isOpener) void run();
  });
  input.value = OPENERS[page.language.current()][0] ?? '';
  draw();
  const closeWhy = (): void => {
    for (const open of list.querySelectorAll<HTMLElement>('[data-act="why"][aria-expanded="true"]')) open.click();
  };
  return { run, closeWhy };
}
