import type { Dice } from './dice.ts';

/** The parts of a JSON Schema that the served description uses. */
export interface Schema {
  $ref?: string;
  type?: string;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
}

/** Finds what a `$ref` names. */
export type Resolve = (ref: string) => Schema;

const TEXTS = [
  'red dress under $50',
  '我的快递到哪了',
  'iphone 13 case',
  '华为手机壳 不要透明的',
  'tommy hilfiger mens slim jeans 32x30',
  '牛奶 1千克 200元以内',
  '👗',
  'فستان أحمر',
  '?',
];

const ODD_TEXTS = [
  'a\u0000b',
  '\u202e\u200f',
  'e\u0301\u0301',
  '½ ㎏ ﬁ Ａ',
  '\u{1f469}\u200d\u{1f680}',
  '-1',
  'null',
  "'; --",
  'x'.repeat(300),
];

/** A value that keeps to a schema: mostly few and short, sometimes at a limit that is near. */
export function valueOf(schema: Schema, resolve: Resolve, dice: Dice, depth = 0): unknown {
  if (schema.$ref !== undefined) return valueOf(resolve(schema.$ref), resolve, dice, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return dice.pick(schema.enum);
  if (schema.anyOf !== undefined) return valueOf(dice.pick(schema.anyOf), resolve, dice, depth);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, resolve, dice, depth);
    case 'array': {
      const least = schema.minItems ?? 0;
      const length = Math.min(schema.maxItems ?? 4, least + dice.below(3));
      return Array.from({ length }, () => valueOf(schema.items ?? {}, resolve, dice, depth + 1));
    }
    case 'string':
      return textOf(schema, dice);
    case 'integer':
    case 'number': {
      const least = schema.minimum ?? 0;
      const most = Math.min(schema.maximum ?? least + 500, least + 500);
      const value = least + dice.next() * (most - least);
      return schema.type === 'integer' ? Math.round(value) : value;
    }
    case 'boolean':
      return dice.chance(0.5);
    default:
      return dice.pick<unknown>([1, 'text', true, ['a'], { a: 'b' }]);
  }
}

function objectOf(schema: Schema, resolve: Resolve, dice: Dice, depth: number): Record<string, unknown> {
  const required = schema.required ?? [];
  const value: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const likely = depth === 0 ? 0.5 : 0.25;
    if (required.includes(name) || dice.chance(likely)) value[name] = valueOf(member, resolve, dice, depth + 1);
  }
  if (typeof schema.additionalProperties === 'object') {
    for (let i = dice.below(3); i > 0; i--) {
      value[dice.pick(['text', 'title', 'a', '名称'])] = valueOf(schema.additionalProperties, resolve, dice, depth + 1);
    }
  }
  return value;
}

function textOf({ format, pattern, maxLength = 1000 }: Schema, dice: Dice): string {
  if (format === 'uri') return 'https://example.com/a.jpg';
  if (format === 'date-time') return '2026-11-24T00:00:00Z';
  if (pattern?.includes('[A-Z]{3}') === true) return dice.pick(['USD', 'CNY', 'EUR']);
  if (dice.chance(0.02)) return 'x'.repeat(Math.min(maxLength, 600));
  return dice.pick(dice.chance(0.1) ? ODD_TEXTS : TEXTS).slice(0, maxLength);
}

const HOSTILE: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  2 ** 53,
  0.5,
  true,
  [],
  {},
  [[]],
  [null],
  '\ud800',
  '\u0000',
  'x'.repeat(21_000),
  { title: 5 },
  { toString: 1, constructor: { prototype: 1 } },
  ['a', ['b', ['c', { d: [] }]]],
];

/** A copy of a value with one to three places changed into something else, added or left out. */
export function mutated(value: unknown, dice: Dice): unknown {
  const copy = structuredClone(value);
  const root = { root: copy };
  for (let i = 1 + dice.below(3); i > 0; i--) {
    const places: [Record<string, unknown>, string][] = [];
    collect(root, places);
    const [parent, key] = dice.pick(places);
    const change = dice.below(4);
    const inner = parent[key];
    if (change === 0 && parent !== root) delete parent[key];
    else if (change === 1 && inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
      Object.assign(inner, { [dice.pick(['extra', 'id', 'length', '0'])]: dice.pick(HOSTILE) });
    } else parent[key] = structuredClone(dice.pick(HOSTILE));
  }
  return root.root;
}

function collect(value: unknown, places: [Record<string, unknown>, string][]): void {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    places.push([value as Record<string, unknown>, key]);
    collect((value as Record<string, unknown>)[key], places);
  }
}
