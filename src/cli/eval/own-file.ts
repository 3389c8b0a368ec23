import * as z from 'zod/mini';
import { product } from '../../contract/product.ts';
import { list, text } from '../../contract/text.ts';
import { SPAN_NAMES } from '../../core/attribute.ts';
import { foldText } from '../../core/fold-text.ts';
import { INTENTS, SUB_INTENTS } from '../../core/intent.ts';
import { detectLanguage } from '../../core/language.ts';
import { overlaps } from '../../core/overlaps.ts';
import { RELATIONS } from '../../core/relation.ts';
import { type Fault, readLines } from '../train/read-lines.ts';
import type { Questions } from './questions.ts';
import type { AttributesRow, IntentRow, MatchRow, RowLanguage, SentProduct, TagsRow } from './rows.ts';

/** A file of the user's own: the rows that are right, and what is wrong with the others. */
export interface OwnFile {
  questions: Questions;
  faults: Fault[];
}

/** One of the names, or of those that the pack was taught beside them. */
const oneOf = (names: readonly string[], taught: readonly string[] = []) =>
  z.string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a string') }).check(
    z.refine((name) => names.includes(name) || taught.includes(name), {
      error: `must be one of ${names.join(', ')}; or a pack's own name, told by --labels`,
    }),
  );

const every = {
  language: z.optional(z.enum(['zh', 'en', 'cross'], { error: 'must be "zh", "en" or "cross"' })),
  split: z.optional(z.enum(['train', 'dev'], { error: 'must be "train" or "dev"' })),
};

const intentLine = (taught: readonly string[]) =>
  z.pipe(
    z
      .object({
        query: text(512),
        intent: oneOf(INTENTS, taught),
        sub_intent: z.nullish(oneOf(Object.keys(SUB_INTENTS), taught)),
        ...every,
      })
      .check(({ value: { intent, sub_intent }, issues }) => {
        const parents: Readonly<Record<string, string>> = SUB_INTENTS;
        const parent = parents[sub_intent ?? ''] ?? intent;
        if (parent === intent) return;
        issues.push({ code: 'custom', path: ['sub_intent'], message: `belongs to ${parent}`, input: sub_intent });
      }),
    z.transform(({ query, intent, sub_intent = null, language }): IntentRow => ({
      text: query,
      intent,
      sub_intent,
      language: language ?? detectLanguage(query),
    })),
  );

const offset = z.int({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a whole number') });

const tagsLine = (taught: readonly string[]) =>
  z.pipe(
    z
      .object({
        text: text(512),
        spans: list(
          z.object({ start: offset, end: offset, name: oneOf(SPAN_NAMES, taught), text: z.optional(z.string()) }),
          0,
          1000,
        ),
        ...every,
      })
      .check(({ value, issues }) => {
        for (const [i, span] of value.spans.entries()) {
          const fault = spanFault(value.text, span) ?? clashFault(value.spans, i);
          if (fault !== null) issues.push({ code: 'custom', path: ['spans', i], message: fault, input: span });
        }
      }),
    z.transform((row): TagsRow => ({
      text: row.text,
      spans: row.spans,
      as: 'query',
      language: row.language ?? detectLanguage(row.text),
    })),
  );

function spanFault(
  whole: string,
  { start, end, text: said }: { start: number; end: number; text?: string | undefined },
) {
  if (start < 0 || end <= start || end > whole.length) {
    return `must lie in the text, with 0 ≤ start < end ≤ ${whole.length} UTF-16 units`;
  }
  const words = whole.slice(start, end);
  if (words.trim() !== words) return 'must not begin or end with a space';
  if (!words.isWellFormed()) return 'must not cut a character in two: offsets are UTF-16 units';
  if (said === undefined || said === words) return null;
  return `is ${JSON.stringify(words)}, not the \`text\` given: offsets are UTF-16 units`;
}

function clashFault(spans: readonly { start: number; end: number }[], i: number): string | null {
  const clash = spans.findIndex((other, j) => j < i && overlaps(other, spans[i] ?? other));
  return clash < 0 ? null : `overlaps spans.${clash}`;
}

const attributesLine = z.pipe(
  z
    .object({
      title: text(1000),
      attributes: z.record(text(100), list(text(1000), 0, 20), {
        error: ({ input }) =>
          input === undefined
            ? 'is required'
            : 'must be an object of names with lists of values, empty where not stated',
      }),
      ...every,
    })
    .check(({ value: { title, attributes }, issues }) => {
      const count = Object.keys(attributes).length;
      if (count < 1 || count > 40) {
        issues.push({ code: 'custom', path: ['attributes'], message: 'must have 1 to 40 names', input: attributes });
      }
      const folded = foldText(title);
      for (const [name, values] of Object.entries(attributes)) {
        for (const [i, value] of values.entries()) {
          if (folded.includes(foldText(value.trim()))) continue;
          issues.push({ code: 'custom', path: ['attributes', name, i], message: 'is not in the title', input: value });
        }
      }
    }),
  z.transform(({ title, attributes, language }): AttributesRow => ({
    text: title,
    attributes: new Map(Object.entries(attributes)),
    language: language ?? detectLanguage(title),
  })),
);

const matchLine = z.pipe(
  z
    .object({
      query: text(512),
      title: z.optional(text(1000)),
      product: z.optional(product),
      relation: z.optional(z.enum(RELATIONS, { error: `must be one of ${RELATIONS.join(', ')}` })),
      grade: z.optional(z.number({ error: 'must be a number' })),
      ...every,
    })
    .check(({ value, issues }) => {
      const need = (field: string, message: string): void => {
        issues.push({ code: 'custom', path: [field], message, input: value });
      };
      const isOne = (a: unknown, b: unknown): boolean => (a === undefined) !== (b === undefined);
      if (!isOne(value.title, value.product)) need('title', 'or `product` is required, not both');
      if (!isOne(value.relation, value.grade)) need('relation', 'or `grade` is required, not both');
    }),
  z.transform((row): MatchRow => {
    const sent = row.product ?? { title: row.title ?? '' };
    return {
      text: row.query,
      product: sent as SentProduct,
      truth: row.relation ?? row.grade ?? 0,
      language: row.language ?? languageOf(row.query, sent.title),
    };
  }),
);

function languageOf(query: string, title: string): RowLanguage {
  const [asked, shown] = [detectLanguage(query), detectLanguage(title)];
  return asked === shown ? asked : 'cross';
}

/** The four kinds, each known by a field that no other has. */
const kindsFor = (taught: readonly string[]) =>
  [
    { kind: 'tags', fields: ['spans'], line: tagsLine(taught) },
    { kind: 'attributes', fields: ['attributes'], line: attributesLine },
    { kind: 'match', fields: ['relation', 'grade'], line: matchLine },
    { kind: 'intent', fields: ['intent'], line: intentLine(taught) },
  ] as const;

const SHAPES =
  'is none of the four: {"query", "intent"}, {"text", "spans"}, {"title", "attributes"}, {"query", "title" or "product", "relation" or "grade"}';

/**
 * Reads a JSONL file. What is asked is known by the fields of the first line that has them, and wanted of all lines. Lines that say
 * `"split": "train"` are checked and left out. `taught` are names that the pack knows beside the usual ones. Throws DataError where the
 * file as a whole cannot be read.
 */
export async function readOwnFile(path: string, taught: readonly string[]): Promise<OwnFile> {
  const kinds = kindsFor(taught);
  const faults: Fault[] = [];
  const values = (await readLines(path)).flatMap(({ line, text: json }) => {
    const value = parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [{ line, value }];
    faults.push({ line, message: value === undefined ? 'is not JSON' : 'must be a JSON object' });
    return [];
  });
  const kindOf = (value: object) => kinds.find(({ fields }) => fields.some((field) => field in value));
  const first = values.map(({ value }) => kindOf(value)).find((kind) => kind !== undefined);
  if (first === undefined) {
    faults.push(...values.map(({ line }) => ({ line, message: SHAPES })));
    return { questions: { kind: 'intent', rows: [], reference: [] }, faults: inOrder(faults) };
  }
  const rows: (IntentRow | TagsRow | AttributesRow | MatchRow)[] = [];
  const reference: string[] = [];
  for (const { line, value } of values) {
    const kind = kindOf(value);
    if (kind !== undefined && kind !== first) {
      faults.push({
        line,
        message: `asks for ${kind.kind}, the first line for ${first.kind}: keep them in files of their own`,
      });
      continue;
    }
    const read = first.line.safeParse(value);
    if (read.success) {
      reference.push(read.data.text);
      if (!('split' in value) || value.split !== 'train') rows.push(read.data);
      continue;
    }
    const said = read.error.issues.map(({ path: field, message }) => `${field.join('.')} ${message}`);
    faults.push({ line, message: said.join('; ') });
  }
  return { questions: { kind: first.kind, rows, reference } as Questions, faults: inOrder(faults) };
}

const inOrder = (faults: readonly Fault[]): Fault[] => faults.toSorted((a, b) => a.line - b.line);

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
