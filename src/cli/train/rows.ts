import * as z from 'zod/mini';
import { product } from '../../contract/product.ts';
import { language, list, text } from '../../contract/text.ts';
import { foldText } from '../../core/fold-text.ts';
import { overlaps } from '../../core/overlaps.ts';
import type { Product } from '../../core/product.ts';
import { type Relation, RELATIONS } from '../../core/relation.ts';
import { DataError, type Fault, readLines } from './read-lines.ts';

/** A range of a text, in UTF-16 units, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** What every example has: where it stood, the text by which it is told apart, and the side of the split that its row asks for. */
interface Place {
  line: number;
  /** The folded text: examples of one text are never on both sides of a split. */
  group: string;
  split?: 'train' | 'dev' | undefined;
}

/** A query and what it wants. `subIntent` is null where it has none, and undefined where the row doesn't say. */
export interface IntentExample extends Place {
  query: string;
  intent: string;
  subIntent: string | null | undefined;
}

/** A text and the spans in it. */
export interface TagsExample extends Place {
  text: string;
  spans: (Range & { name: string })[];
}

/** A title and where it states one attribute; nowhere when the row lists no value. */
export interface NamedExample extends Place {
  text: string;
  attribute: string;
  spans: Range[];
}

/** A query, a product, and how the two relate. */
export interface MatchExample extends Place {
  query: string;
  product: Product;
  relation: Relation;
}

/** The examples of a file, by the head that learns from them. */
export interface Examples {
  intent: IntentExample[];
  tags: TagsExample[];
  named: NamedExample[];
  match: MatchExample[];
}

/** The heads that can be adapted. */
export type Part = keyof Examples;

/** The parts in the order of reports. */
export const PARTS = ['intent', 'tags', 'named', 'match'] as const satisfies readonly Part[];

const label = text(64).check(z.regex(/^\S(?:.*\S)?$/, { error: 'must not begin or end with a space' }));
const place = {
  language: z.optional(language),
  split: z.optional(z.enum(['train', 'dev'], { error: 'must be "train" or "dev"' })),
};
const offset = z.int({ error: 'must be a whole number' }).check(z.nonnegative({ error: 'must not be negative' }));
const span = z.object({ start: offset, end: offset, name: label }, { error: 'must be {"start", "end", "name"}' });

const schemas = {
  intent: z.object({ query: text(512), intent: label, sub_intent: z.optional(z.nullable(label)), ...place }),
  tags: z.object({ text: text(1000), spans: list(span, 0, 200), ...place }),
  named: z.object({
    title: text(1000),
    attributes: z.record(label, list(text(1000), 0, 40), { error: 'must be {name: [value, …]}' }),
    ...place,
  }),
  match: z.object({
    query: text(512),
    product,
    relation: z.enum(RELATIONS, { error: `must be one of ${RELATIONS.join(', ')}` }),
    ...place,
  }),
};

/** The field that tells which head a row is for. */
const MARKS = { intent: 'intent', tags: 'spans', named: 'attributes', match: 'relation' } as const;

/** Reads and checks the rows of a JSONL file, each by itself. Throws DataError with what is wrong, line by line. */
export async function readRows(file: string): Promise<Examples> {
  const examples: Examples = { intent: [], tags: [], named: [], match: [] };
  const faults: Fault[] = [];
  for (const { line, text: json } of await readLines(file)) {
    const messages = readRow(line, json, examples);
    faults.push(...messages.map((message) => ({ line, message })));
  }
  if (faults.length > 0) throw new DataError(file, faults);
  return examples;
}

/** Adds a row's examples; gives what is wrong with it. */
function readRow(line: number, json: string, examples: Examples): string[] {
  let row: unknown;
  try {
    row = JSON.parse(json);
  } catch {
    return ['is not JSON'];
  }
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return ['must be a JSON object'];
  const part = PARTS.find((one) => MARKS[one] in row);
  switch (part) {
    case 'intent':
      return parsed(schemas.intent, row, ({ query, intent, sub_intent: subIntent, split }) => {
        examples.intent.push({ line, split, group: groupOf(query), query, intent, subIntent });
        return [];
      });
    case 'tags':
      return parsed(schemas.tags, row, ({ text: of, spans, split }) => {
        examples.tags.push({
          line,
          split,
          group: groupOf(of),
          text: of,
          spans: spans.toSorted((a, b) => a.start - b.start),
        });
        return spanFaults(of, spans);
      });
    case 'named':
      return parsed(schemas.named, row, ({ title, attributes, split }) =>
        Object.entries(attributes).flatMap(([attribute, values]) => {
          const spans = values.map((value) => placeOf(title, value));
          const found = spans.filter((one) => one !== null);
          examples.named.push({ line, split, group: groupOf(title), text: title, attribute, spans: found });
          return spans.flatMap((one, i) =>
            one === null ? [`attributes.${attribute}.${i} does not stand in the title`] : [],
          );
        }),
      );
    case 'match': {
      const { title, ...rest } = row as Record<string, unknown>;
      const whole = title === undefined || 'product' in rest ? row : { ...rest, product: { title } };
      return parsed(schemas.match, whole, ({ query, relation, split, product: of }) => {
        examples.match.push({ line, split, group: groupOf(query), query, product: of, relation });
        return [];
      });
    }
    case undefined:
      return ['must have `intent`, `spans`, `attributes` or `relation`'];
  }
}

function parsed<T extends z.ZodMiniType>(schema: T, row: unknown, take: (value: z.output<T>) => string[]): string[] {
  const { success, data, error } = schema.safeParse(row);
  if (success) return take(data);
  return error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')} ${message}`));
}

function spanFaults(of: string, spans: readonly (Range & { name: string })[]): string[] {
  return spans.flatMap((one, i) => {
    const { start, end } = one;
    const fault = (message: string): string[] => [`spans.${i} ${message}`];
    if (end <= start) return fault('is empty: `end` must be after `start`');
    if (end > of.length) return fault(`ends at ${end}, and the text has ${of.length} UTF-16 units`);
    if (splitsPair(of, start) || splitsPair(of, end)) return fault('cuts a character in two: offsets are UTF-16 units');
    if (of.slice(start, end).trim() !== of.slice(start, end)) return fault('begins or ends with a space');
    const other = spans.findIndex((two, j) => j < i && overlaps(one, two));
    return other < 0 ? [] : fault(`overlaps spans.${other}`);
  });
}

const splitsPair = (of: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(of.charAt(at)) && /[\ud800-\udbff]/.test(of.charAt(at - 1));

/** Where a value stands in a title, in whatever case and width, and not inside a longer Latin word or number; null where it does not. */
function placeOf(title: string, value: string): Range | null {
  const [of, wanted] = [foldText(title), foldText(value.trim())];
  const isInWord = (at: number): boolean => /^(?:[a-z]{2}|\d{2})$/.test(of.slice(Math.max(0, at - 1), at + 1));
  for (let start = of.indexOf(wanted); start >= 0; start = of.indexOf(wanted, start + 1)) {
    const end = start + wanted.length;
    if (!isInWord(start) && !isInWord(end)) return { start, end };
  }
  return null;
}

const groupOf = (of: string): string => foldText(of).trim().replaceAll(/\s+/g, ' ');
