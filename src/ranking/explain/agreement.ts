import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { overlaps } from '../../core/overlaps.ts';
import type { MeasureConstraint } from '../../core/query-parser/measures.ts';
import { type ParsedQuery, parseQuery } from '../../core/query-parser/parse-query.ts';
import { tokenizeWords } from '../../core/tokenize-words.ts';
import type { HardConstraints } from '../conflicts.ts';
import { contradictions, type StatedWords } from '../contradictions.ts';
import { type Attributed, fieldValues } from '../field-values.ts';
import { markedWords } from '../highlights.ts';
import { wholeStretch } from './edit-text.ts';

/** One thing that a query wants, and what the product has of it. */
export interface Agreement {
  /** An attribute's name, `not` for what must not be, `model` for a device or model number that no attribute names. */
  name: string;
  /** The query's words. */
  wanted: string;
  /** The product's words; null where it is silent. */
  found: string | null;
  /** Null where it can't be told: silence is no contradiction. */
  agrees: boolean | null;
  /** Where the words stand in the query, with what belongs to them (the `under` of a price, the `without` of an exclusion). */
  at: { start: number; end: number } | null;
}

/** The most of a description that is read. */
const READ = 2_000;

/**
 * What the query states, in its order, held against the product by the rules of a search (`contradictions`): false where the product
 * contradicts it, true where it says the same in any of its fields or in words that mean the same.
 */
export function agreements(hard: HardConstraints, stated: StatedWords, one: Attributed): Agreement[] {
  const said = contradictions(hard, stated, one);
  const conflicts = new Map(
    said.map((conflict) => {
      const at = conflict.indexOf(': ');
      return [conflict.slice(0, at), conflict.slice(at + 2)] as const;
    }),
  );
  const says = reader(one);
  const { query, parsed } = hard;
  const folded = foldText(query);
  const ofWords = Object.entries(stated).flatMap(([name, words]) =>
    words.map((wanted): Agreement => {
      const word = foldText(wanted);
      const start = folded.indexOf(word);
      // Of several places, the first that is not inside another word: the red of `tailored red dress`.
      const whole = folded.includes(word, start + 1) ? wholeStretch(query, wanted) : null;
      const at = whole ?? (start < 0 ? null : { start, end: start + wanted.length });
      const other = conflicts.get(name) ?? (namesModel(wanted, hard) ? otherModel(conflicts) : undefined);
      if (other !== undefined) return { name, wanted, found: asWritten(other, one), agrees: false, at };
      const values = fieldValues(one, name);
      const found = values.find((value) => says(wanted, value)) ?? (says(wanted) ? wanted : null);
      if (found !== null) return { name, wanted, found, agrees: true, at };
      return { name, wanted, found: values.join(' / ') || null, agrees: null, at };
    }),
  );
  const isNew = ({ at }: Agreement): boolean =>
    at === null || !ofWords.some((other) => other.at !== null && overlaps(other.at, at));
  const measured = parsed.measures.length === 0 ? [] : parseQuery(textOf(one)).measures;
  const parsedOnes = [
    ...devices(hard, { conflicts, says, one }),
    ...parsed.measures.map((measure) => measureAgreement(measure, measured, conflicts.get('measure'))),
  ].filter(isNew);
  return [...ofWords, ...parsedOnes, ...priceAgreement(parsed, one, conflicts), ...exclusions(hard, said)].toSorted(
    (a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0),
  );
}

type Conflicts = ReadonlyMap<string, string>;
/** Whether the product, or one of its values, says the same as some words. */
type Says = (words: string, value?: string) => boolean;

function textOf({ product, attributes }: Attributed): string {
  const { title, brand, color, category, bullets = [], description = '' } = product;
  const values = attributes.map(({ value }) => value);
  return [title, brand, color, category, ...values, ...bullets, description.slice(0, READ)]
    .filter((part) => part !== undefined)
    .join(' | ');
}

function reader(one: Attributed): Says {
  const read = (text: string): { words: Set<string>; meanings: Set<string> } => ({
    words: new Set(tokenizeWords(text).map((token) => token.text)),
    meanings: new Set(matchGazetteer(text).map(({ canonical }) => canonical)),
  });
  const whole = read(textOf(one));
  return (asked, value) => {
    const { words, meanings } = value === undefined ? whole : read(value);
    const marked = [...markedWords([asked])];
    if (marked.length > 0 && marked.every((word) => words.has(word))) return true;
    const known = matchGazetteer(asked);
    return known.length > 0 && known.every(({ canonical }) => meanings.has(canonical));
  };
}

const otherModel = (conflicts: Conflicts): string | undefined => conflicts.get('model') ?? conflicts.get('device');

/** Whether words are those of the query's device with its number, or of a model number. */
function namesModel(words: string, { devices: known, modelNumbers }: HardConstraints): boolean {
  const folded = foldText(words);
  const bare = folded.replaceAll(/[^a-z\d\u4e00-\u9fff]/g, '');
  return (
    modelNumbers.some((number) => bare.includes(number)) ||
    [...known].some(([name, number]) => folded.includes(name) && folded.includes(number))
  );
}

/** Values as the product writes them, where it does; of those that differ in spaces and case only, the first. */
function asWritten(values: string, { product: { title } }: Attributed): string {
  const bare = (value: string): string => foldText(value).replaceAll(' ', '');
  const each = new Map(
    values
      .split('/')
      .toReversed()
      .map((value) => [bare(value), value]),
  );
  return [...each.values()]
    .toReversed()
    .map((value) => {
      const start = foldText(title).indexOf(foldText(value));
      return start < 0 ? value : title.slice(start, start + value.length);
    })
    .join('/');
}

function devices(
  { query, devices: known }: HardConstraints,
  { conflicts, says, one }: { conflicts: Conflicts; says: Says; one: Attributed },
): Agreement[] {
  const folded = foldText(query);
  return [...known].map(([name, number]): Agreement => {
    const start = folded.indexOf(name);
    const end = folded.indexOf(number, start) + number.length;
    const wanted = query.slice(start, end);
    const other = otherModel(conflicts);
    const found = other === undefined ? (says(wanted) ? wanted : null) : asWritten(other, one);
    return {
      name: 'model',
      wanted,
      found,
      agrees: other !== undefined ? false : found === null ? null : true,
      at: { start, end },
    };
  });
}

function measureAgreement(
  wanted: MeasureConstraint,
  measured: readonly MeasureConstraint[],
  other: string | undefined,
): Agreement {
  const { text, start, end, dimension, si } = wanted;
  const alike = measured.filter((one) => one.dimension === dimension);
  const fits = alike.find(
    (one) => (one.si.max ?? Infinity) >= (si.min ?? -Infinity) && (one.si.min ?? -Infinity) <= (si.max ?? Infinity),
  );
  const isOther = other !== undefined && alike.length > 0 && fits === undefined;
  return {
    name: 'measure',
    wanted: text,
    found: (fits ?? alike[0])?.text ?? null,
    agrees: fits !== undefined ? true : isOther ? false : null,
    at: { start, end },
  };
}

function priceAgreement({ price: wanted }: ParsedQuery, { product }: Attributed, conflicts: Conflicts): Agreement[] {
  if (wanted === null) return [];
  const { price } = product;
  const isComparable = price !== undefined && (wanted.currency === null || wanted.currency === price.currency);
  return [
    {
      name: 'price',
      wanted: wanted.text,
      found: price === undefined ? null : `${price.amount} ${price.currency}`,
      agrees: isComparable ? !conflicts.has('price') : null,
      at: { start: wanted.start, end: wanted.end },
    },
  ];
}

function exclusions({ parsed, query }: HardConstraints, conflicts: readonly string[]): Agreement[] {
  return parsed.exclusions.map(({ text, start, end, cue }): Agreement => {
    const isThere = conflicts.includes(`not: ${text}`);
    const at = { start: Math.min(start, cue.start), end: Math.max(end, cue.end) };
    const found = isThere ? text : null;
    return { name: 'not', wanted: query.slice(at.start, at.end), found, agrees: isThere ? false : null, at };
  });
}
