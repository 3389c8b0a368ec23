import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { referenceName, resolve } from './openapi.ts';
import type { OpenApiDocument, Schema } from './openapi.ts';

/** A schema ready to be shown, references followed. */
export interface SchemaNode {
  name: string;
  /** `string`, `Product[]`, `integer | null`, … */
  type: string;
  required: boolean;
  description: string | null;
  /** Limits and fixed values in a language: `1–64 items`, `≤ 512 characters`, `default 20`. */
  facts: string[];
  /** The values of an enumeration, as JSON. */
  values: string[];
  children: SchemaNode[];
  variants: SchemaNode[];
  /** The name of the schema that contains itself here, whose fields are shown above; else null. */
  recursion: string | null;
}

/** Expands a schema with everything it refers to. A schema inside itself is named, not expanded again, so that the tree ends. */
export function schemaTree(language: Language, document: OpenApiDocument, schema: Schema, name = ''): SchemaNode {
  return expand(document, schema, { language, name, required: false, above: [] });
}

interface Place {
  language: Language;
  name: string;
  required: boolean;
  above: readonly string[];
}

function expand(document: OpenApiDocument, written: unknown, place: Place): SchemaNode {
  const schema: Schema = typeof written === 'object' && written !== null ? written : {};
  const reference = schema.$ref ?? null;
  const alias = reference === null ? null : referenceName(reference);
  const node: SchemaNode = {
    name: place.name,
    type: alias ?? 'any',
    required: place.required,
    description: schema.description ?? null,
    facts: [],
    values: [],
    children: [],
    variants: [],
    recursion: null,
  };
  if (reference !== null && place.above.includes(reference)) return { ...node, recursion: alias };
  const above = reference === null ? place.above : [...place.above, reference];
  const full = merged(document, resolve(document, schema), above);
  const inner = (child: unknown, name: string, required = false): SchemaNode =>
    expand(document, child, { ...place, name, required, above });

  node.description = full.description ?? null;
  node.facts = facts(place.language, full);
  const fixed = full.const === undefined ? (full.enum ?? []) : [full.const];
  node.values = fixed.map((value) => JSON.stringify(value));
  node.children = Object.entries(full.properties ?? {}).map(([name, child]) =>
    inner(child, name, full.required?.includes(name) ?? false),
  );
  if (typeof full.additionalProperties === 'object' && Object.keys(full.additionalProperties).length > 0) {
    node.children.push(inner(full.additionalProperties, '*'));
  }
  const choices = full.oneOf ?? full.anyOf ?? [];
  const variants = choices.filter((choice) => choice.type !== 'null').map((choice) => inner(choice, ''));
  const nullable = variants.length < choices.length;
  node.type = typeText(full, alias);
  if (full.items !== undefined && full.items !== null) {
    const item = inner(full.items, '');
    node.type = `${item.type.includes(' ') ? `(${item.type})` : item.type}[]`;
    adopt(node, item);
  }
  const [only] = variants;
  if (variants.length === 1 && only !== undefined) {
    if (alias === null) node.type = only.type;
    node.description ??= only.description;
    adopt(node, only);
  } else if (variants.length > 1) {
    node.variants = variants;
    if (alias === null) node.type = [...new Set(variants.map((variant) => variant.type))].join(' | ');
  }
  if (nullable) node.type += ' | null';
  return node;
}

// A list or a nullable wrapper shows what is in it as if it stood there itself.
function adopt(node: SchemaNode, inner: SchemaNode): void {
  node.children.push(...inner.children);
  node.variants.push(...inner.variants);
  node.values.push(...inner.values);
  node.facts.push(...inner.facts);
  node.recursion = inner.recursion;
}

function merged(document: OpenApiDocument, schema: Schema, above: readonly string[]): Schema {
  const { allOf, ...rest } = schema;
  if (allOf === undefined) return schema;
  const parts = allOf
    .filter((part) => part.$ref === undefined || !above.includes(part.$ref))
    .map((part) => {
      const within = part.$ref === undefined ? above : [...above, part.$ref];
      return merged(document, resolve(document, part), within);
    });
  const all = [...parts, rest];
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map((part) => part.properties ?? {})) as Record<string, Schema>,
    required: all.flatMap((part) => part.required ?? []),
  } as Schema;
}

function typeText(schema: Schema, alias: string | null): string {
  const stated = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
  const guessed = schema.properties === undefined ? 'any' : 'object';
  const constant = schema.const === undefined ? guessed : typeof schema.const;
  const plain = stated ?? constant;
  if (alias !== null && (plain === 'object' || plain === 'any')) return alias;
  return schema.format === undefined ? plain : `${plain} (${schema.format})`;
}

function facts(language: Language, schema: Schema): string[] {
  const counted = (word: Word, span: string | null): string | null => span && say(language, word, { range: span });
  const found = [
    counted('fact_items', range(schema.minItems, schema.maxItems)),
    counted('fact_characters', range(schema.minLength, schema.maxLength)),
    range(schema.minimum, schema.maximum),
  ];
  if (schema.exclusiveMinimum !== undefined) found.push(`> ${schema.exclusiveMinimum}`);
  if (schema.exclusiveMaximum !== undefined) found.push(`< ${schema.exclusiveMaximum}`);
  if (schema.pattern !== undefined) found.push(`/${schema.pattern}/`);
  if (schema.default !== undefined) {
    found.push(say(language, 'fact_default', { value: JSON.stringify(schema.default) }));
  }
  return found.filter((fact) => fact !== null);
}

function range(least: number | undefined, most: number | undefined): string | null {
  // Generated schemas state the whole range of safe integers where there is no limit.
  const low = least === undefined || least <= Number.MIN_SAFE_INTEGER ? null : least.toLocaleString('en');
  const high = most === undefined || most >= Number.MAX_SAFE_INTEGER ? null : most.toLocaleString('en');
  if (low !== null && high !== null) return low === high ? low : `${low}–${high}`;
  if (low !== null) return `≥ ${low}`;
  return high === null ? null : `≤ ${high}`;
}
