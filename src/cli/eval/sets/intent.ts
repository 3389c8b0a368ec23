import { join } from 'node:path';
import * as z from 'zod/mini';
import { SUB_INTENTS } from '../../../core/intent.ts';
import type { Questions } from '../questions.ts';
import type { IntentRow } from '../rows.ts';
import { readCsv, readJson, readRows } from './read.ts';

const written = z.object({
  query: z.string(),
  intent: z.string(),
  sub_intent: z.nullable(z.string()),
  language: z.enum(['zh', 'en']),
  split: z.enum(['train', 'dev']),
});

const bitext = z.object({
  utterance: z.string(),
  intent: z.enum(Object.keys(SUB_INTENTS) as (keyof typeof SUB_INTENTS)[]),
});

const clinc = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

const readWritten = (data: string): Promise<z.infer<typeof written>[]> =>
  readRows(join(data, 'written/intents.jsonl'), written);

const rowOf = ({ query, intent, sub_intent, language }: z.infer<typeof written>): IntentRow => ({
  text: query,
  intent,
  sub_intent,
  language,
});

const outside = (text: string, language: 'zh' | 'en'): IntentRow => ({
  text,
  intent: 'other',
  sub_intent: null,
  language,
});

/** Rows whose query was not there before, in `known` or further up. */
function unseen(rows: readonly IntentRow[], known: Iterable<string> = []): IntentRow[] {
  const seen = new Set(known);
  return rows.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The project's own queries. */
export async function intentWritten(data: string): Promise<Questions> {
  const rows = await readWritten(data);
  const dev = rows.filter(({ split }) => split === 'dev');
  return { kind: 'intent', rows: unseen(dev.map(rowOf)), reference: rows.map(({ query }) => query) };
}

/** Bitext's service questions; without those that the training recipe has seen elsewhere. */
export async function intentBitext(data: string): Promise<Questions> {
  const [train, dev] = await Promise.all(
    ['train', 'dev'].map((split) => readCsv(join(data, `intent-en/bitext/${split}.csv`), bitext)),
  );
  const known = [...(await readWritten(data)).map(({ query }) => query), ...(train ?? []).map((row) => row.utterance)];
  const rows = (dev ?? []).map(({ utterance, intent }): IntentRow => ({
    text: utterance,
    intent: SUB_INTENTS[intent],
    sub_intent: intent,
    language: 'en',
  }));
  return { kind: 'intent', rows: unseen(rows, known), reference: known };
}

/** What CLINC150 calls out of scope may be a shop's business: the recipe's test for it. */
const SHOP =
  /\b(?:order|return|refund|deliver|shipping|ship|store|shop|buy|purchase|jeans|shoes|size|address|discount|coupon|sale|price|brand|best)\b/;

/** CLINC150's out-of-scope questions of its validation part, beside the English in-scope queries of `intent/written`. */
export async function intentClinc(data: string): Promise<Questions> {
  const all = await readJson(join(data, 'intent-en/clinc150.json'), clinc);
  const [train = [], validation = []] = [all['oos_train'], all['oos_val']];
  const rows = validation.filter(([query]) => !SHOP.test(query)).map(([query]) => outside(query, 'en'));
  return await besideInScope(
    data,
    unseen(
      rows,
      train.map(([query]) => query),
    ),
    'en',
  );
}

const smp = z.object({ Sentence: z.string(), Tag: z.string() });

/** SMP 2017's requests to a phone assistant (weather, trains, music, …), all out of scope, beside the Chinese in-scope ones of `intent/written`. */
export async function intentSmp(data: string): Promise<Questions> {
  const rows = await readCsv(join(data, 'intent-zh/smp2017_ecdt_task1.csv'), smp, '\t');
  return await besideInScope(data, unseen(rows.map(({ Sentence }) => outside(Sentence, 'zh'))), 'zh');
}

async function besideInScope(data: string, rows: readonly IntentRow[], language: 'zh' | 'en'): Promise<Questions> {
  const own = (await readWritten(data)).filter((row) => row.language === language);
  const inside = own.filter(({ split, intent }) => split === 'dev' && intent !== 'other').map(rowOf);
  const reference = [...own.map(({ query }) => query), ...rows.map(({ text }) => text)];
  return { kind: 'scope', rows: unseen([...rows, ...inside]), reference };
}
