import { resolve } from './openapi.ts';
import type { Media, OpenApiDocument, Schema } from './openapi.ts';

const deepest = 6;

/** An example of a body: the document's own where it has one, else made from the schema; `null` where neither says anything. */
export function mediaExample(document: OpenApiDocument, media: Media): unknown {
  if (media.example !== undefined) return media.example;
  const named = Object.values(media.examples ?? {}).find((example) => example.value !== undefined);
  if (named !== undefined) return named.value;
  return media.schema === undefined ? null : schemaExample(document, media.schema);
}

/** A value that looks like the schema. Objects get their required fields, or all where none is; a schema inside itself ends as null. */
export function schemaExample(document: OpenApiDocument, schema: Schema, depth = 0): unknown {
  const full = resolve(document, schema);
  const stated = full.example ?? full.examples?.[0] ?? full.const ?? full.default ?? full.enum?.[0];
  if (stated !== undefined) return stated;
  if (depth >= deepest) return null;
  const choice = (full.oneOf ?? full.anyOf)?.[0];
  if (choice !== undefined) return schemaExample(document, choice, depth + 1);
  if (full.allOf !== undefined) {
    const parts = full.allOf.map((part) => schemaExample(document, part, depth + 1));
    return Object.assign({}, ...parts.filter((part) => typeof part === 'object')) as unknown;
  }
  if (full.properties !== undefined) return objectExample(document, full, depth);
  if (full.items !== undefined) return [schemaExample(document, full.items, depth + 1)];
  return plainExample(full);
}

function objectExample(document: OpenApiDocument, schema: Schema, depth: number): unknown {
  const entries = Object.entries(schema.properties ?? {});
  const needed = entries.filter(([name]) => schema.required?.includes(name));
  const shown = needed.length > 0 ? needed : entries;
  return Object.fromEntries(shown.map(([name, child]) => [name, schemaExample(document, child, depth + 1)]));
}

function plainExample(schema: Schema): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return Math.max(0, schema.minimum ?? 0);
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return null;
  }
}
