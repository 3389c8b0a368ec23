import { join } from 'node:path';
import * as z from 'zod/mini';
import { SPAN_NAMES, type SpanName } from '../../../core/attribute.ts';
import { unitsOfCodePoints } from '../../../core/text-offsets.ts';
import type { Questions } from '../questions.ts';
import type { TagsRow } from '../rows.ts';
import { readRows } from './read.ts';

/** QueryNER's names that are called otherwise here. */
const QUERYNER: Readonly<Record<string, SpanName>> = {
  core_product_type: 'product_type',
  creator: 'brand',
  modifier: 'feature',
  department: 'audience',
  UoM: 'measure',
  content: 'theme',
  product_number: 'model_number',
};

const written = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.int(), end: z.int(), name: z.enum(SPAN_NAMES) })),
  language: z.enum(['zh', 'en']),
  split: z.enum(['train', 'dev']),
});

/** Chinese texts of `written` from this many characters on are titles, shorter ones and English ones are queries. */
const TITLE = 21;

/** The project's own queries and titles. */
export async function tagsWritten(data: string): Promise<Questions> {
  const all = await readRows(join(data, 'written/tags.jsonl'), written);
  const rows = all
    .filter(({ split }) => split === 'dev')
    .map(({ text, spans, language }): TagsRow => {
      const units = unitsOfCodePoints(text);
      return {
        text,
        language,
        as: language === 'zh' && units.length > TITLE ? 'title' : 'query',
        spans: spans.map(({ start, end, name }) => ({ start: units[start] ?? -1, end: units[end] ?? -1, name })),
      };
    });
  return { kind: 'tags', rows, reference: all.map(({ text }) => text) };
}

const queryner = z.object({ tokens: z.array(z.string()), tags: z.array(z.string()) });

const isSpanName = (name: string): name is SpanName => SPAN_NAMES.some((known) => known === name);

/** QueryNER's queries: its dev part. */
export async function tagsQueryner(data: string): Promise<Questions> {
  const [train = [], dev = []] = await Promise.all(
    ['train', 'dev'].map((split) => readRows(join(data, `attributes-en/queryner-${split}.jsonl`), queryner)),
  );
  const rename = (name: string): SpanName | undefined => QUERYNER[name] ?? (isSpanName(name) ? name : undefined);
  const rows = dev.map(({ tokens, tags }): TagsRow => ({
    language: 'en',
    as: 'query',
    ...fromBio(tokens, tags, ' ', rename),
  }));
  return { kind: 'tags', rows, reference: [...train, ...dev].map(({ tokens }) => tokens.join(' ')) };
}

const characters = z.object({ chars: z.array(z.string()), tags: z.array(z.string()), split: z.optional(z.string()) });

/** A Chinese set with names of its own: the mapped ones are scored, the rest is left aside. */
async function mapped(
  path: string,
  as: TagsRow['as'],
  map: Readonly<Record<string, SpanName>>,
  splits?: readonly string[],
): Promise<Questions> {
  const all = await readRows(path, characters);
  const names = Object.values(map);
  const rows = all
    .filter(({ split }) => splits?.includes(split ?? '') ?? true)
    .map(({ chars, tags }): TagsRow => ({
      language: 'zh',
      as,
      names,
      ...fromBio(chars, tags, '', (name) => map[name]),
    }));
  return { kind: 'tags', rows, reference: all.map(({ chars }) => chars.join('')) };
}

/** Product and brand of Taobao titles. */
export const tagsTaobao = (data: string): Promise<Questions> =>
  mapped(join(data, 'attributes-zh/taobao-ner.jsonl'), 'title', { HCCX: 'product_type', HPPX: 'brand' });

/** Product and brand of titles of the MultiDiGraph set. */
export const tagsMultidigraph = (data: string): Promise<Questions> =>
  mapped(join(data, 'attributes-zh/multidigraph.jsonl'), 'title', { HC: 'product_type', HP: 'brand' });

/** Product and brand of spoken requests: the parts of DSNER that people marked whole and the recipe doesn't train on. */
export const tagsDsner = (data: string): Promise<Questions> =>
  mapped(join(data, 'attributes-zh/dsner-utterances.jsonl'), 'query', { cp: 'product_type', pp: 'brand' }, [
    'dev',
    'test',
  ]);

/**
 * A text of tokens and its spans, in UTF-16 units, from BIO or BIOES tags: an inside tag without a beginning of its name opens a span, as
 * in the training recipe. Spans that `rename` doesn't know are left out.
 */
export function fromBio(
  tokens: readonly string[],
  tags: readonly string[],
  glue: string,
  rename: (name: string) => SpanName | undefined,
): Pick<TagsRow, 'text' | 'spans'> {
  let text = '';
  const spans: { start: number; end: number; name: string }[] = [];
  let open: (typeof spans)[number] | undefined;
  for (const [i, token] of tokens.entries()) {
    text += (text === '' ? '' : glue) + token;
    const [, prefix = 'O', name = ''] = /^([BIES])-(.+)$/.exec(tags[i] ?? '') ?? [];
    if ((prefix === 'I' || prefix === 'E') && open?.name === name) {
      open.end = text.length;
      continue;
    }
    open = undefined;
    if (prefix === 'O') continue;
    open = { start: text.length - token.length, end: text.length, name };
    spans.push(open);
  }
  return {
    text,
    spans: spans.flatMap(({ start, end, name }) => {
      const known = rename(name);
      return known === undefined ? [] : [{ start, end, name: known }];
    }),
  };
}
