import type { Hit } from './answers.ts';
import { element } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { percent } from './numbers.ts';
import type { Page } from './page.ts';
import { noticeView, problemView } from './problem-view.ts';
import { dot, projectToPlane } from './projection.ts';

/** Hits that are drawn. */
const MOST = 40;

/** Size of the drawing, and the room around the points, in its own units. */
const SIZE = { width: 720, height: 420, margin: 28 };

/** The part of an embeddings answer that is read. */
interface Vectors {
  data: { embedding: number[] }[];
}

/** A fold that draws the query and its hits by their vectors once it is opened. */
export function mapView(page: Page, query: string, hits: readonly Hit[]): HTMLElement {
  const language = page.language.current();
  const place = element('div', { class: 'map', 'aria-busy': 'false' });
  const box = element('details', { class: 'map-fold' }, element('summary', {}, say(language, 'map')), place);
  box.addEventListener('toggle', () => void draw(page, place, query, hits.slice(0, MOST)), { once: true });
  return box;
}

async function draw(page: Page, place: HTMLElement, query: string, hits: readonly Hit[]): Promise<void> {
  place.setAttribute('aria-busy', 'true');
  const ask = (input: readonly string[], type: 'query' | 'document') =>
    page.client.post<Vectors>('/v1/embeddings', { input, input_type: type }, new AbortController().signal);
  const titles = hits.map(({ product }) => product.title);
  const [asked, found] = await Promise.all([ask([query], 'query'), ask(titles, 'document')]);
  place.setAttribute('aria-busy', 'false');
  const language = page.language.current();
  for (const outcome of [asked, found]) {
    if (outcome.kind === 'problem') return place.replaceChildren(problemView(language, outcome.problem));
    if (outcome.kind === 'unreachable') {
      return place.replaceChildren(noticeView(say(language, 'unreachable'), outcome.detail));
    }
  }
  if (asked.kind !== 'answer' || found.kind !== 'answer') return;
  const vectors = [...asked.answer.data, ...found.answer.data].map(({ embedding }) => embedding);
  const { points, share } = projectToPlane(vectors);
  const placed = fit(points);
  const marks = hits.map((hit, index) => {
    const name = say(language, 'map_similarity', {
      title: hit.product.title,
      relation: labelName(language, hit.relation),
      cosine: dot(vectors[0] ?? [], vectors[index + 1] ?? []).toFixed(3),
    });
    return mark(shapeOf(hit.relation), placed[index + 1], name, `relation-${hit.relation}`);
  });
  const picture = svg(
    'svg',
    {
      viewBox: `0 0 ${SIZE.width} ${SIZE.height}`,
      role: 'group',
      'aria-label': say(language, 'map_label', { count: hits.length }),
    },
    ...marks,
    mark('query', placed[0], `${say(language, 'query')}: ${query}`, 'asked'),
  );
  // What is pointed at, or has the focus, is named under the map: a browser shows titles to the pointer alone.
  const name = element('p', { class: 'map-name fine', 'aria-hidden': 'true' });
  for (const event of ['focusin', 'pointerover'] as const) {
    picture.addEventListener(event, ({ target }) => {
      const pointed = target instanceof Element ? target.closest('.mark') : null;
      if (pointed !== null) name.textContent = pointed.getAttribute('aria-label');
    });
  }
  place.replaceChildren(
    element('p', { class: 'fine' }, say(language, 'map_note', { share: percent(share) })),
    picture,
    name,
    legend(language),
  );
}

function legend(language: Language): HTMLElement {
  const entries = ['query', 'exact', 'substitute', 'complement'].map((name) => {
    const isQuery = name === 'query';
    const drawn = svg(
      'svg',
      { viewBox: '-10 -10 20 20', class: isQuery ? 'asked' : `relation-${name}`, 'aria-hidden': 'true' },
      svg('path', { d: PATHS[isQuery ? 'query' : shapeOf(name)] }),
    );
    return element('li', {}, drawn, isQuery ? say(language, 'query') : labelName(language, name));
  });
  return element('ul', { class: 'map-legend fine' }, ...entries);
}

type Shape = 'query' | 'circle' | 'square' | 'triangle';

// Relations differ by shape as well as by colour.
const PATHS: Record<Shape, string> = {
  query: 'M0-9 2.3-2.8 8.6-2.8 3.5 1.2 5.3 7.3 0 3.7-5.3 7.3-3.5 1.2-8.6-2.8-2.3-2.8Z',
  circle: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z',
  square: 'M-5.5-5.5H5.5V5.5H-5.5Z',
  triangle: 'M0-7 6.5 5H-6.5Z',
};

function shapeOf(relation: string): Shape {
  if (relation === 'exact') return 'circle';
  return relation === 'substitute' ? 'square' : 'triangle';
}

function mark(shape: Shape, at: { x: number; y: number } | undefined, name: string, kind: string): SVGElement {
  return svg(
    'g',
    {
      class: `mark ${kind}`,
      transform: `translate(${at?.x.toFixed(1)} ${at?.y.toFixed(1)})`,
      tabindex: '0',
      role: 'img',
      'aria-label': name,
    },
    svg('title', {}, name),
    svg('path', { d: PATHS[shape] }),
  );
}

/** Both axes by one scale, so that distances on the map compare. */
function fit(points: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  const span = (values: number[]) => ({ least: Math.min(...values), range: Math.max(...values) - Math.min(...values) });
  const [x, y] = [span(points.map((point) => point.x)), span(points.map((point) => point.y))];
  const { width, height, margin } = SIZE;
  const scale = Math.min((width - 2 * margin) / (x.range || 1), (height - 2 * margin) / (y.range || 1));
  return points.map((point) => ({
    x: width / 2 + (point.x - x.least - x.range / 2) * scale,
    y: height / 2 - (point.y - y.least - y.range / 2) * scale,
  }));
}

function svg(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
