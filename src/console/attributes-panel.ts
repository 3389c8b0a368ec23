import type { AttributesAnswer } from './answers.ts';
import { splitNames } from './attribute-names.ts';
import { attributesView } from './attributes-view.ts';
import type { AttributesItem } from './attributes-view.ts';
import { find } from './dom.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import { createPanel } from './panel.ts';
import type { Panel, PanelTools, Reading } from './panel.ts';
import { parsePastedProducts } from './pasted-products.ts';
import type { ViewState } from './view-state.ts';

/** The panel of `POST /v1/attributes`. */
export interface AttributesPanel extends Panel {
  state(): NonNullable<ViewState['attributes']>;
  fill(state: NonNullable<ViewState['attributes']>): void;
}

/** Wires the attributes panel. */
export function createAttributesPanel(root: HTMLElement, tools: PanelTools): AttributesPanel {
  const text = find(root, '[name="text"]', HTMLTextAreaElement);
  const names = find(root, '[name="names"]', HTMLInputElement);
  const asProduct = find(root, '[name="reading"][value="product"]', HTMLInputElement);
  const asQuery = find(root, '[name="reading"][value="query"]', HTMLInputElement);
  // JSON is a product whatever was chosen.
  text.addEventListener('input', () => {
    if (text.value.trimStart().startsWith('{')) asProduct.checked = true;
  });
  const panel = createPanel<{ items: AttributesItem[] }, AttributesAnswer>(tools, {
    root,
    path: '/v1/attributes',
    read: () => readItem(text.value, asProduct.checked, names.value),
    view: (language, answer, body) =>
      answer.results.flatMap((result, index) => attributesView(language, body.items[index] ?? {}, result)),
    summary: (language, answer) =>
      answer.results
        .flatMap((result) => result.attributes)
        .map(({ name, value }) => `${labelName(language, name)}: ${value ?? say(language, 'not_stated')}`)
        .join('; '),
  });
  return {
    ...panel,
    state: () => ({ text: text.value, reading: asProduct.checked ? 'product' : 'query', names: names.value }),
    fill(state) {
      text.value = state.text;
      names.value = state.names;
      (state.reading === 'product' ? asProduct : asQuery).checked = true;
    },
  };
}

function readItem(text: string, isProduct: boolean, names: string): Reading<{ items: AttributesItem[] }> {
  if (text.trim() === '') return { kind: 'invalid', say: (language) => [say(language, 'nothing_written')] };
  const asked = splitNames(names);
  const attributes = asked.length === 0 ? {} : { attributes: asked };
  if (!isProduct) return { kind: 'body', body: { items: [{ query: text.trim(), ...attributes }] } };
  const pasted = parsePastedProducts(text.trimStart().startsWith('{') ? text : text.replaceAll(/\s*\n\s*/g, ' '));
  if (pasted.kind === 'invalid') {
    return { kind: 'invalid', say: (language) => [say(language, 'invalid_json'), pasted.detail] };
  }
  const [product] = pasted.products;
  if (product === undefined || pasted.products.length > 1) {
    return { kind: 'invalid', say: (language) => [say(language, 'one_product', { count: pasted.products.length })] };
  }
  return { kind: 'body', body: { items: [{ product, ...attributes }] } };
}
