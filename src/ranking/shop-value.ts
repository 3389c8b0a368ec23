import { foldText } from '../core/fold-text.ts';
import { matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
import { parseQuery } from '../core/query-parser/parse-query.ts';
import { stemWord } from '../core/tokenize-words.ts';
import { remembered } from './remembered.ts';

/** What tells whether two values are the same, from the surest to the loosest. */
interface Likeness {
  /** Without case, width, spaces and marks between words. */
  letters: string;
  /** So, with each English word in the singular. */
  singular: string;
  /** A measure in the base unit of its dimension. */
  measure: { dimension: string; amount: number } | null;
  /** A known word, in either language. */
  word: string | null;
}

/** The largest difference between two measures that are the same: 2.2 lb and 1 kg are .2 % apart. */
const SAME_AMOUNT = 0.005;

/** Of the latest values. A vocabulary is compared whole with each value found. */
const likenesses = remembered<Likeness>(5_000);

/**
 * The shop's own value that is the same as a value found: by letters without case, width or marks, by singular, as an amount (1千克 is
 * `1000 g`), or as a known word in either language (藏青 is `Navy`). The surest way wins, then the shop's order. `null` where none is.
 */
export function shopValue(value: string, vocabulary: readonly string[]): string | null {
  if (vocabulary.length === 0) return null;
  const found = likeness(value);
  const same: readonly ((own: Likeness) => boolean)[] = [
    ({ letters }) => letters === found.letters,
    ({ singular }) => singular === found.singular,
    ({ measure }) => isSameAmount(measure, found.measure),
    ({ word }) => word !== null && word === found.word,
  ];
  for (const isSame of same) {
    const own = vocabulary.find((candidate) => isSame(likeness(candidate)));
    if (own !== undefined) return own;
  }
  return null;
}

function likeness(value: string): Likeness {
  return likenesses(value, () => {
    const words = foldText(value)
      .trim()
      .split(/[\s_/-]+/);
    const [measure, ...others] = parseQuery(value).measures;
    const isWhole = measure?.start === 0 && measure.end === value.length && others.length === 0;
    const isOne = isWhole && measure.si.min !== undefined && measure.si.min === measure.si.max;
    const [hit] = matchGazetteer(value);
    return {
      letters: words.join(''),
      singular: words.map(stemWord).join(''),
      measure: isOne ? { dimension: measure.dimension, amount: measure.si.min ?? 0 } : null,
      word: hit?.text.length === value.length ? `${hit.name} ${hit.canonical}` : null,
    };
  });
}

function isSameAmount(a: Likeness['measure'], b: Likeness['measure']): boolean {
  if (a === null || b === null || a.dimension !== b.dimension) return false;
  return Math.abs(a.amount - b.amount) <= SAME_AMOUNT * Math.max(Math.abs(a.amount), Math.abs(b.amount));
}
