import { type Attribute, attributesResponse } from '../../../contract/attributes.ts';
import { foldText } from '../../../core/fold-text.ts';
import { type Found, foundMetrics } from '../classification.ts';
import type { Ask } from '../examiner.ts';
import { type Metric, ofSums, share } from '../metric.ts';
import type { AttributesItem, AttributesRow, TagsRow } from '../rows.ts';
import type { Answered, Task } from '../task.ts';

type Read = readonly Attribute[];

/** Readings of one request: each name of an item is one, an item without names too. */
const READINGS = 256;

const readItems = async (items: readonly AttributesItem[], ask: Ask): Promise<Read[]> =>
  await ask(
    items,
    { items: 32, weight: READINGS, weigh: ({ attributes = [''] }) => attributes.length },
    async (group, post) => {
      const answer = await post('/v1/attributes', { items: group }, attributesResponse);
      return answer.results.map(({ attributes }) => attributes);
    },
  );

/** Answers whose words are not at their offsets. The API promises none. */
function offsetViolations(clusters: readonly (readonly { row: { text: string }; answer: Read }[])[]): Metric {
  const isWrong = (whole: string, { text, evidence }: Attribute): boolean =>
    text !== null && (evidence === null || whole.slice(evidence.start, evidence.end) !== text);
  const counts = clusters.map((rows) =>
    rows.reduce((sum, { row, answer }) => sum + answer.filter((one) => isWrong(row.text, one)).length, 0),
  );
  return ofSums(
    'offset_violations',
    clusters.flat().reduce((sum, { answer }) => sum + answer.length, 0),
    counts.map((count) => [count]),
    ([count = 0]) => count,
  );
}

/** One thing stated, wherever it stands: its name and words, case and width aside. */
const keyOf = (name: string, words: string): string => `${name}\n${foldText(words)}`;

/** Spans of one text, of all names or these. What is stated twice counts once: the API answers one entry for it, with either place. */
function foundSpans({ row, answer }: Answered<TagsRow, Read>, names: readonly string[] | undefined): Found {
  const isAsked = ({ name }: { name: string }): boolean => names?.includes(name) ?? true;
  const truths = Map.groupBy(row.spans.filter(isAsked), ({ name, start, end }) =>
    keyOf(name, row.text.slice(start, end)),
  );
  const guesses = answer.filter(isAsked);
  const hits = new Set<string>();
  for (const { name, evidence } of guesses) {
    if (evidence === null) continue;
    const key = keyOf(name, row.text.slice(evidence.start, evidence.end));
    if (truths.get(key)?.some(({ start, end }) => start === evidence.start && end === evidence.end)) hits.add(key);
  }
  return { hits: hits.size, guesses: guesses.length, truths: truths.size };
}

const sum = (all: readonly Found[]): Found =>
  all.reduce((a, b) => ({ hits: a.hits + b.hits, guesses: a.guesses + b.guesses, truths: a.truths + b.truths }), {
    hits: 0,
    guesses: 0,
    truths: 0,
  });

/** What texts state of the canonical attributes: a span is right when its name and both ends are. */
export const tagsTask: Task<TagsRow, Read> = {
  async answers(rows, ask) {
    const items = rows.map(({ as, text }) => (as === 'query' ? { query: text } : { product: { title: text } }));
    return await readItems(items, ask);
  },
  metrics(clusters) {
    const marked = [...new Set(clusters.flat().flatMap(({ row }) => row.spans.map(({ name }) => name)))].toSorted();
    const of = (names?: readonly string[]): Found[] =>
      clusters.map((rows) => sum(rows.map((one) => foundSpans(one, names ?? one.row.names))));
    return [
      ...foundMetrics(of(), 'span_'),
      offsetViolations(clusters),
      ...marked.flatMap((name) => foundMetrics(of([name]), '', `/${name}`)),
    ];
  },
};

/** Values of the names asked of one title. */
function foundValues({ row, answer }: Answered<AttributesRow, Read>): Found {
  const truths = new Set(
    [...row.attributes].flatMap(([name, values]) => values.map((value) => keyOf(name, value.trim()))),
  );
  const guesses = answer.flatMap(({ name, text }) => (text === null ? [] : [keyOf(name, text.trim())]));
  return {
    hits: new Set(guesses.filter((guess) => truths.has(guess))).size,
    guesses: guesses.length,
    truths: truths.size,
  };
}

/** What titles state of the names asked, whatever they are. Names not stated are counted apart: they have no value to find. */
export const attributesTask: Task<AttributesRow, Read> = {
  async answers(rows, ask) {
    const items = rows.map(({ text, attributes }) => ({
      product: { title: text },
      attributes: [...attributes.keys()],
    }));
    return await readItems(items, ask);
  },
  metrics(clusters) {
    const silent = clusters.map((rows) =>
      rows.flatMap(({ row, answer }) => {
        const names = [...row.attributes].flatMap(([name, values]) => (values.length === 0 ? [name] : []));
        return names.map((name) => answer.every((one) => one.name !== name || one.text === null));
      }),
    );
    return [
      ...foundMetrics(
        clusters.map((rows) => sum(rows.map(foundValues))),
        'value_',
      ),
      share('not_stated_recall', silent),
      offsetViolations(clusters),
    ];
  },
};
