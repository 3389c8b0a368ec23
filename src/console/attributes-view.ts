import type { Attribute, AttributesResult } from './answers.ts';
import { bar, element } from './dom.ts';
import type { Child } from './dom.ts';
import { splitByEvidence, textOfField } from './evidence.ts';
import type { Span } from './evidence.ts';
import { labelName } from './labels.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { percent } from './numbers.ts';
import type { PastedProduct } from './pasted-products.ts';
import { fieldName } from './token-view.ts';

const hues = 8;

/** One item as sent to `POST /v1/attributes`. */
export interface AttributesItem {
  query?: string;
  product?: PastedProduct;
  attributes?: string[];
}

interface Found extends Span {
  attribute: Attribute;
}

/** An item's texts with the evidence marked in them, and a table of all values. */
export function attributesView(language: Language, item: AttributesItem, result: AttributesResult): Child[] {
  const hueOf = assignHues(result.attributes);
  const byField = new Map<string, Found[]>([[item.query === undefined ? 'title' : 'query', []]]);
  for (const attribute of result.attributes) {
    const { field, start, end } = attribute.evidence ?? {};
    if (field === undefined || start === undefined || end === undefined) continue;
    const found = byField.get(field) ?? [];
    found.push({ attribute, start, end });
    byField.set(field, found);
  }
  const texts = [...byField].flatMap(([field, found]) => {
    const text = textOfField(item, field);
    return text === null ? [] : [fieldView(language, result.language, field, text, found, hueOf)];
  });
  if (result.attributes.length === 0) texts.push(element('p', { class: 'fine' }, say(language, 'no_attributes')));
  return [...texts, result.attributes.length > 0 && valuesTable(language, result, hueOf)];
}

function assignHues(attributes: readonly Attribute[]): Map<string, string> {
  const hueOf = new Map<string, string>();
  for (const { name } of attributes) {
    if (!hueOf.has(name)) hueOf.set(name, `hue-${hueOf.size % hues}`);
  }
  return hueOf;
}

function fieldView(
  language: Language,
  tongue: string | null,
  field: string,
  text: string,
  found: readonly Found[],
  hueOf: ReadonlyMap<string, string>,
): HTMLElement {
  const parts = splitByEvidence(text, found).map((piece) => {
    const covering = piece.covering.flatMap((index) => found[index]?.attribute ?? []);
    const [first] = covering;
    if (first === undefined) return piece.text;
    const opening = piece.opening.flatMap((index) => found[index]?.attribute ?? []);
    const hue = hueOf.get(first.name) ?? '';
    if (opening.length === 0) return element('mark', { class: hue }, piece.text);
    const note = opening.map((attribute) => noteText(language, attribute)).join(' · ');
    const noteLanguage = language === 'zh' ? 'zh-CN' : 'en';
    return element(
      'mark',
      { class: `opening ${hue}` },
      element('span', {}, piece.text),
      element('small', { lang: noteLanguage }, note),
    );
  });
  return element(
    'figure',
    { class: 'evidence' },
    element('figcaption', {}, fieldName(language, field)),
    element('p', { lang: tongue ?? false }, ...parts),
  );
}

function noteText(language: Language, attribute: Attribute): string {
  const name = labelName(language, attribute.name);
  return attribute.confidence === null ? name : `${name} ${Math.round(attribute.confidence * 100)}%`;
}

function valuesTable(language: Language, result: AttributesResult, hueOf: ReadonlyMap<string, string>): HTMLElement {
  const heads = (['attribute', 'value', 'confidence'] as const).map((word) =>
    element('th', { scope: 'col' }, say(language, word)),
  );
  const rows = result.attributes.map((attribute) =>
    element(
      'tr',
      { class: attribute.value === null ? 'absent' : '' },
      element(
        'th',
        { scope: 'row', title: attribute.name, class: hueOf.get(attribute.name) ?? '' },
        labelName(language, attribute.name),
      ),
      attribute.value === null
        ? element('td', {}, say(language, 'not_stated'))
        : element(
            'td',
            { lang: result.language ?? false },
            attribute.value,
            attribute.source === 'image' && element('span', { class: 'fine' }, ` ${say(language, 'from_image')}`),
          ),
      attribute.confidence === null
        ? element('td', { class: 'figure' }, '–')
        : element('td', { class: 'figure' }, percent(attribute.confidence), bar(attribute.confidence)),
    ),
  );
  return element(
    'table',
    { class: 'values' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}
