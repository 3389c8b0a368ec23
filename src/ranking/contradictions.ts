import { foldText } from '../core/fold-text.ts';
import { matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
import type { MeasureConstraint } from '../core/query-parser/measures.ts';
import { parseQuery } from '../core/query-parser/parse-query.ts';
import { type Attributed, fieldValues } from './field-values.ts';
import { findConflicts, type HardConstraints } from './conflicts.ts';

/** What a query states in words, by canonical name, as `/v1/intent` gives it. */
export type StatedWords = Readonly<Record<string, readonly string[]>>;

/** Dimensions in which one number can't stand for another. A length often says what a thing fits, a temperature what it bears. */
const TELLING = new Set(['volume', 'mass', 'storage', 'power', 'voltage']);

/** How far a measure may be from the one asked and still be it. */
const TOLERANCE = 0.03;

/**
 * Which hard constraints of the query a product contradicts: by its words (`findConflicts`), and by its fields and what was read from it:
 * another brand, only other colours, other sizes, another measure of the same kind. Each as `name: what the product has`. Silence is no
 * contradiction, and what its title names besides (a case `for iPhone` by another brand) is none.
 */
export function contradictions(constraints: HardConstraints, stated: StatedWords, one: Attributed): string[] {
  const { parsed } = constraints;
  const said = foldText([one.product.title, ...fieldValues(one, 'product_name')].join(' | '));
  const found = [...findConflicts(constraints, one.product)];
  for (const name of ['brand', 'color'] as const) {
    const offered = fieldValues(one, name);
    // A colour of no known name, or of all, may be any.
    if (name === 'color' && !offered.every(isOneColor)) continue;
    const other = otherThan(stated[name] ?? [], offered, said);
    if (other.length > 0) found.push(`${name}: ${other.join('/')}`);
  }
  const sizes = parsed.sizes.map(({ value }) => value);
  const offered = sizes.length === 0 ? [] : fieldValues(one, 'size').flatMap(sizesIn);
  if (offered.length > 0 && !sizes.some((value) => offered.includes(value))) found.push(`size: ${offered.join('/')}`);
  if (parsed.measures.some(({ dimension }) => TELLING.has(dimension))) {
    const measured = parseQuery(
      [one.product.title.slice(0, 1_000), ...fieldValues(one, 'measure')].join(' | '),
    ).measures;
    found.push(...parsed.measures.flatMap((wanted) => otherMeasure(wanted, measured)));
  }
  return found;
}

function isOneColor(text: string): boolean {
  const colors = matchGazetteer(text).filter(({ name }) => name === 'color');
  return colors.length > 0 && colors.every(({ canonical }) => canonical !== 'multicolor' && canonical !== 'two tone');
}

const compact = (folded: string): string => folded.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Letters from which on a word hardly stands in another by chance: `red` does in `embroidered`, `blue` in `bluetooth`. */
const LONG = 6;

/** Whether a text has a word, however either is spaced; a short Latin one as a word of its own. Both folded. */
function hasWord(text: string, word: string): boolean {
  const asked = compact(word);
  if (asked === '') return false;
  if (asked.length >= LONG || !/^[a-z]+$/.test(asked)) return compact(text).includes(asked);
  return new RegExp(`(?<![a-z])${[...asked].join('[^a-z]?')}(?:e?s)?(?![a-z])`).test(text);
}

/** The product's values where none of them, and nothing that it says, is one of those wanted. */
function otherThan(wanted: readonly string[], offered: readonly string[], said: string): readonly string[] {
  if (wanted.length === 0 || offered.length === 0) return [];
  const texts = [said, ...offered.map(foldText)];
  const isSaid = (word: string): boolean => {
    const asked = foldText(word);
    return texts.some((text) => hasWord(text, asked) || hasWord(asked, text));
  };
  if (wanted.some(isSaid)) return [];
  // The same in other words, or in the other language.
  const canonical = new Set(texts.flatMap((text) => matchGazetteer(text).map((hit) => hit.canonical)));
  const means = (word: string): boolean => matchGazetteer(word).some((hit) => canonical.has(hit.canonical));
  return wanted.some(means) ? [] : offered;
}

/** The sizes that a value names, as the parser writes them; of a bare one (`9`) itself, and none of a sentence. */
function sizesIn(text: string): string[] {
  const { sizes } = parseQuery(text);
  if (sizes.length > 0) return sizes.map(({ value }) => value);
  return text.length <= 8 ? [text.toUpperCase().replaceAll(' ', '')] : [];
}

function otherMeasure(wanted: MeasureConstraint, offered: readonly MeasureConstraint[]): string[] {
  const alike = TELLING.has(wanted.dimension) ? offered.filter(({ dimension }) => dimension === wanted.dimension) : [];
  const low = (wanted.si.min ?? -Infinity) * (1 - TOLERANCE);
  const high = (wanted.si.max ?? Infinity) * (1 + TOLERANCE);
  const fits = alike.some(({ si }) => (si.max ?? Infinity) >= low && (si.min ?? -Infinity) <= high);
  return alike.length === 0 || fits ? [] : [`measure: ${alike.map(({ text }) => text).join('/')}`];
}
