import type { Manifest } from '../../models/pack.ts';
import { findNewLabels, type NewLabels } from './labels.ts';
import { DataError, type Fault } from './read-lines.ts';
import type { Examples, Part } from './rows.ts';
import { shuffled } from '../../core/random.ts';

/** Examples that a part needs to learn from, and to be judged by. */
export const LEAST = { train: 16, heldOut: 8 } as const;
/** Examples of a part at most: their vectors are kept in memory. */
const MOST = 5000;
/** One text in so many is held out, where the rows don't say themselves. */
const HELD_OUT = 4;

/** A part's examples on their two sides. */
export type Sides<P extends Part = Part> = { train: Examples[P]; heldOut: Examples[P] };

/** What a file holds for the parts asked for, ready to learn from. */
export interface Checked {
  sides: { [P in Part]?: Sides<P> };
  labels: NewLabels;
  /** Rows that were there more than once. */
  duplicates: number;
}

type Example = Examples[Part][number];

/**
 * Checks the rows against each other and against the pack, and holds a part of their texts out. Throws DataError for contradictions, texts
 * on both sides, names that look like slips, one class only and too few rows.
 */
export function checkRows(
  file: string,
  examples: Examples,
  options: { parts: readonly Part[]; manifest: Manifest; meant: ReadonlySet<string>; seed: number },
): Checked {
  const { manifest, seed } = options;
  const parts = options.parts.filter((part) => examples[part].length > 0);
  if (parts.length === 0) {
    throw new DataError(file, [{ line: 0, message: `has no rows for ${options.parts.join(', ')}` }]);
  }
  const named = {
    intent: parts.includes('intent') ? examples.intent : [],
    tags: parts.includes('tags') ? examples.tags : [],
  };
  const { labels, faults } = findNewLabels(named, manifest, options.meant);
  let duplicates = 0;
  const kept: { [P in Part]?: Example[] } = {};
  for (const part of parts) {
    const once = distinct(part, examples[part] as Example[], faults);
    kept[part] = once;
    duplicates += examples[part].length - once.length;
    faults.push(...sideFaults(examples[part]), ...classFaults(part, once));
  }
  if (faults.length > 0) throw new DataError(file, faults);
  const sides: Record<string, Sides> = {};
  for (const part of parts) {
    const split = holdOut(kept[part] ?? [], seed);
    faults.push(...countFaults(part, split));
    sides[part] = split as Sides;
  }
  if (faults.length > 0) throw new DataError(file, faults);
  return { sides, labels, duplicates };
}

/** What an example is about, and what it says of it. */
function content(part: Part, example: Example): [about: string, says: string] {
  const { group } = example;
  if ('intent' in example) return [group, JSON.stringify([example.intent, example.subIntent])];
  if ('relation' in example) return [`${group}\n${JSON.stringify(example.product)}`, example.relation];
  return [
    part === 'named' && 'attribute' in example ? `${group}\n${example.attribute}` : group,
    JSON.stringify(example.spans),
  ];
}

/** Each example once. Those that say something else of the same are faults. */
function distinct<E extends Example>(part: Part, examples: readonly E[], faults: Fault[]): E[] {
  const known = new Map<string, { line: number; says: string }>();
  return examples.filter((example) => {
    const [about, says] = content(part, example);
    const before = known.get(about);
    if (before === undefined) known.set(about, { line: example.line, says });
    else if (before.says !== says) {
      faults.push({
        line: example.line,
        message: `contradicts line ${before.line}: the same text, labelled otherwise`,
      });
    }
    return before === undefined;
  });
}

function sideFaults(examples: readonly Example[]): Fault[] {
  const sides = new Map<string, Example>();
  return examples.flatMap((example) => {
    const other = sides.get(example.group);
    if (other === undefined) sides.set(example.group, example);
    if (other === undefined || (other.split ?? 'train') === (example.split ?? 'train')) return [];
    return [{ line: example.line, message: `has the same text as line ${other.line}, on the other side of the split` }];
  });
}

function classFaults(part: Part, examples: readonly Example[]): Fault[] {
  const only = (message: string): Fault[] => [{ line: 0, message }];
  const classes = new Set(
    examples.flatMap((one) =>
      'intent' in one ? [one.intent] : 'relation' in one ? [one.relation] : one.spans.map(() => 'span'),
    ),
  );
  if (part === 'tags' || part === 'named') {
    return classes.size > 0 ? [] : only(part === 'tags' ? 'has no span in any row' : 'states no value in any row');
  }
  const what = part === 'intent' ? 'intent' : 'relation';
  return classes.size > 1 ? [] : only(`has one ${what} only, ${[...classes].join()}: at least two are needed`);
}

/** Where a row says `dev`, those are held out; else one text in four is, spread over the classes. */
function holdOut<E extends Example>(examples: readonly E[], seed: number): { train: E[]; heldOut: E[] } {
  const groups = Map.groupBy(examples, ({ group }) => group);
  let held: ReadonlySet<string>;
  if (examples.some(({ split }) => split === 'dev')) {
    held = new Set(examples.filter(({ split }) => split === 'dev').map(({ group }) => group));
  } else {
    const classOf = (group: string): string => {
      const one = groups.get(group)?.[0];
      return one !== undefined && 'intent' in one ? `${one.intent}\n${one.subIntent ?? ''}` : '';
    };
    const spread = shuffled([...groups.keys()], seed).toSorted((a, b) =>
      classOf(a) < classOf(b) ? -1 : classOf(a) > classOf(b) ? 1 : 0,
    );
    held = new Set(spread.filter((_, i) => i % HELD_OUT === HELD_OUT - 1));
  }
  return {
    train: examples.filter(({ group }) => !held.has(group)),
    heldOut: examples.filter(({ group }) => held.has(group)),
  };
}

function countFaults(
  part: Part,
  { train, heldOut }: { train: readonly Example[]; heldOut: readonly Example[] },
): Fault[] {
  const count = train.length + heldOut.length;
  const ofPart = `of ${part} `;
  if (count > MOST) {
    return [{ line: 0, message: `has ${count} examples ${ofPart}after duplicates; ${MOST} is the most` }];
  }
  if (train.length >= LEAST.train && heldOut.length >= LEAST.heldOut) return [];
  return [
    {
      line: 0,
      message: `has too few rows: ${train.length} examples ${ofPart}to learn from and ${heldOut.length} held out; at least ${LEAST.train} and ${LEAST.heldOut} are needed (${HELD_OUT * LEAST.heldOut} where no row says "split": "dev")`,
    },
  ];
}
