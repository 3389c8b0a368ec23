import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language } from './language.ts';
import { inlineCode } from './prose.ts';
import type { SchemaNode } from './schema-tree.ts';

const openTo = 3;

/** A schema's fields as a nested list; the root itself is not a row. Empty where it has no fields. */
export function schemaView(language: Language, root: SchemaNode): HTMLElement {
  const inner = fields(language, root, 0);
  if (inner !== null) return inner;
  return element('ul', { class: 'schema' }, row(language, { ...root, name: '' }, 0));
}

function fields(language: Language, node: SchemaNode, depth: number): HTMLElement | null {
  if (node.children.length === 0 && node.variants.length === 0) return null;
  const variants = node.variants.filter((variant) => variant.children.length > 0 || variant.values.length > 0);
  if (node.children.length === 0 && variants.length === 0) return null;
  return element(
    'ul',
    { class: 'schema' },
    ...node.children.map((child) => row(language, child, depth)),
    ...variants.map((variant) =>
      element(
        'li',
        { class: 'variant' },
        element(
          'p',
          {},
          element('span', { class: 'fine' }, say(language, 'one_of')),
          ' ',
          element('code', {}, variant.type),
        ),
        values(variant),
        fields(language, variant, depth + 1),
      ),
    ),
  );
}

function row(language: Language, node: SchemaNode, depth: number): HTMLElement {
  const head: Child[] = [
    node.name !== '' && element('code', { class: 'name' }, node.name),
    ' ',
    element('span', { class: 'type' }, node.type),
    node.required && element('span', { class: 'required' }, ` ${say(language, 'required')}`),
    node.facts.length > 0 && element('span', { class: 'facts' }, ` ${node.facts.join(' · ')}`),
    node.recursion !== null &&
      element('span', { class: 'fine' }, ` ${say(language, 'recursive', { name: node.recursion })}`),
  ];
  const about: Child[] = [node.description !== null && element('p', {}, ...inlineCode(node.description)), values(node)];
  const inner = fields(language, node, depth + 1);
  if (inner === null) return element('li', {}, element('p', {}, ...head), ...about);
  return element(
    'li',
    {},
    element('details', { open: depth < openTo }, element('summary', {}, ...head), ...about, inner),
  );
}

function values(node: SchemaNode): Child {
  if (node.values.length === 0) return null;
  return element('p', { class: 'enumeration' }, ...node.values.flatMap((value) => [element('code', {}, value), ' ']));
}
