import { canonicalAttributeName } from '../../core/gazetteer/match-gazetteer.ts';
import type { Manifest } from '../../models/pack.ts';
import type { Fault } from './read-lines.ts';
import type { Examples } from './rows.ts';

/** Rows that a name needs which the pack does not know. */
export const LEAST_OF_NEW = 5;

/** Names that the examples bring and the pack does not know, in the order in which they come. */
export interface NewLabels {
  intents: string[];
  subIntents: { name: string; intent: string }[];
  spans: string[];
}

/** The names of the spans that a pack finds. */
export const spanNames = ({ labels }: Manifest['tags']): string[] =>
  labels.filter((label) => label.startsWith('B-')).map((label) => label.slice(2));

/**
 * Which names are new, and what is wrong with names: a new one that is nearly a known one is taken for a slip unless it is in `meant`, one
 * with few rows too, and a sub-intent belongs to one intent.
 */
export function findNewLabels(
  { intent, tags }: Pick<Examples, 'intent' | 'tags'>,
  manifest: Manifest,
  meant: ReadonlySet<string>,
): { labels: NewLabels; faults: Fault[] } {
  const subLabels = manifest.intent.sub_labels;
  const intentOf = new Map(subLabels.map((one) => [one.name, one.intent]));
  const spans = tags.flatMap((one) => one.spans.map(({ name }) => ({ line: one.line, name })));
  const subIntents = intent.flatMap(({ line, subIntent, intent: of }) =>
    subIntent == null ? [] : [{ line, name: subIntent, of }],
  );
  const faults: Fault[] = [];
  for (const { line, name, of } of subIntents) {
    const owner = intentOf.get(name);
    if (owner === undefined) intentOf.set(name, of);
    else if (owner !== of) faults.push({ line, message: `sub_intent ${name} belongs to ${owner}, not to ${of}` });
  }
  const fresh = (
    field: string,
    used: readonly { line: number; name: string }[],
    known: readonly string[],
  ): string[] => {
    const lines = Map.groupBy(
      used.filter(({ name }) => !known.includes(name)),
      ({ name }) => name,
    );
    for (const [name, [first, ...more]] of lines) {
      const near = meant.has(name) ? undefined : nearest(name, known);
      const count = new Set([first, ...more].map((one) => one?.line)).size;
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      const line = first?.line ?? 0;
      if (count < LEAST_OF_NEW) {
        faults.push({
          line,
          message: `${field} ${name} is new and has ${count} of the ${LEAST_OF_NEW} rows it needs${hint}`,
        });
      } else if (near !== undefined) {
        faults.push({
          line,
          message: `${field} ${name} is not known${hint} If it is a new one, say --new-labels ${name}`,
        });
      }
    }
    return [...lines.keys()];
  };
  const labels: NewLabels = {
    intents: fresh(
      'intent',
      intent.map(({ line, intent: name }) => ({ line, name })),
      manifest.intent.labels,
    ),
    subIntents: fresh(
      'sub_intent',
      subIntents,
      subLabels.map(({ name }) => name),
    ).map((name) => ({ name, intent: intentOf.get(name) ?? '' })),
    spans: fresh('spans name', spans, spanNames(manifest.tags)),
  };
  return { labels, faults };
}

/** The known name that a name is a slip or another wording of. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const canonical = canonicalAttributeName(name);
  if (canonical !== null && known.includes(canonical)) return canonical;
  const plain = (one: string): string => one.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const best = known
    .map((one) => ({ one, distance: editDistance(plain(name), plain(one)) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= Math.floor(Math.max(name.length, 4) / 4) ? best.one : undefined;
}

/** Insertions, deletions and replacements that make one text the other (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
