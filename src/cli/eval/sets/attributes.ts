import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Questions } from '../questions.ts';
import type { AttributesRow } from '../rows.ts';
import { heldOut, readRows } from './read.ts';

const written = z.object({
  title: z.string(),
  attributes: z.record(z.string(), z.array(z.string())),
  language: z.enum(['zh', 'en', 'cross']),
  split: z.enum(['train', 'dev']),
});

/** The project's own titles. */
export async function attributesWritten(data: string): Promise<Questions> {
  const all = await readRows(join(data, 'written/attributes.jsonl'), written);
  const rows = all
    .filter(({ split }) => split === 'dev')
    .flatMap(({ title, attributes, language }) => rowOf(title, Object.entries(attributes), language));
  return { kind: 'attributes', rows, reference: all.map(({ title }) => title) };
}

const scored = z.object({ input: z.string(), target_scores: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** OA-Mine and AE-110k: the titles that the recipe holds out, one in ten. `n/a` is not stated. */
export const attributesEnglish =
  (name: 'oa-mine' | 'ae-110k') =>
  async (data: string): Promise<Questions> => {
    const all = await readRows(join(data, `attributes-en/${name}.train.jsonl`), scored);
    const rows = all
      .filter(({ input }) => heldOut(input, 10))
      .flatMap(({ input, target_scores }) =>
        rowOf(
          input,
          Object.entries(target_scores).map(([asked, values]) => [
            asked,
            Object.keys(values).filter((value) => value !== 'n/a'),
          ]),
          'en',
        ),
      );
    return { kind: 'attributes', rows, reference: all.map(({ input }) => input) };
  };

/** A row of the names whose values all stand in the title, each at a place of its own, as the recipe takes them; none without such a name. */
function rowOf(
  title: string,
  asked: readonly (readonly [string, readonly string[]])[],
  language: AttributesRow['language'],
): AttributesRow[] {
  const attributes = new Map<string, readonly string[]>();
  for (const [name, values] of asked) {
    const found = values.flatMap((value) => firstPlace(title, value) ?? []);
    if (new Set(found.map(({ start, end }) => `${start} ${end}`)).size < values.length) continue;
    attributes.set(
      name,
      found.map(({ start, end }) => title.slice(start, end)),
    );
  }
  return attributes.size === 0 ? [] : [{ text: title, language, attributes }];
}

const isLatin = (character: string | undefined): boolean => /^[A-Za-z0-9]$/.test(character ?? '');

/** Where a value first stands in a text, case aside and not inside a longer Latin word. Units are UTF-16. */
export function firstPlace(text: string, value: string): { start: number; end: number } | undefined {
  const lower = [text.toLowerCase(), value.toLowerCase()] as const;
  // Case that changes lengths would move the place.
  const [hay, needle] = lower[0].length === text.length ? lower : [text, value];
  if (needle === '') return undefined;
  for (let start = hay.indexOf(needle); start >= 0; start = hay.indexOf(needle, start + needle.length)) {
    const end = start + needle.length;
    const inside =
      (isLatin(hay[start - 1]) && isLatin(needle[0])) || (isLatin(hay[end]) && isLatin(needle[needle.length - 1]));
    if (!inside) return { start, end };
  }
  return undefined;
}
