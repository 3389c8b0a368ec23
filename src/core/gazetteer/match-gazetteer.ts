import type { SpanName } from '../attribute.ts';
import { foldText } from '../fold-text.ts';
import type { Language } from '../language.ts';
import { stemWord } from '../tokenize-words.ts';
import { ATTRIBUTE_NAMES } from './words/attribute-names.ts';
import { BRANDS } from './words/brands.ts';
import { FEATURES, FLAVORS, SIZES } from './words/features.ts';
import { COLORS, MATERIALS, PATTERNS, SHAPES, STYLES } from './words/looks.ts';
import { PRODUCT_TYPES } from './words/product-types.ts';
import { AUDIENCES, CONDITIONS, OCCASIONS, ORIGINS, SEASONS } from './words/uses.ts';

/**
 * A known word in a text. Offsets are UTF-16 code units into the text as given, end exclusive; `text` is that substring.
 * `canonical` is the form its synonyms in both languages share (红色 and red → `red`).
 */
export interface GazetteerHit {
  name: SpanName;
  start: number;
  end: number;
  text: string;
  canonical: string;
}

interface Term {
  name: SpanName;
  canonical: string;
}

/** In order of precedence: a word that stands in two lists belongs to the first. */
const LISTS: readonly (readonly [SpanName, string])[] = [
  ['brand', BRANDS],
  ['color', COLORS],
  ['product_type', PRODUCT_TYPES],
  ['material', MATERIALS],
  ['pattern', PATTERNS],
  ['audience', AUDIENCES],
  ['season', SEASONS],
  ['shape', SHAPES],
  ['size', SIZES],
  ['style', STYLES],
  ['occasion', OCCASIONS],
  ['condition', CONDITIONS],
  ['origin', ORIGINS],
  ['feature', FEATURES],
  ['feature', FLAVORS],
];

interface Index {
  terms: Map<string, Term>;
  /** The words of a group as the list has them, by `name` and `canonical`. */
  groups: Map<string, string[]>;
  /** Longest term by its first two units, which prunes most positions. */
  longest: Map<string, number>;
}

let index: Index | undefined;
let attributeNames: Map<string, SpanName> | undefined;

function stemLast(term: string): string {
  const space = term.lastIndexOf(' ') + 1;
  return term.slice(0, space) + stemWord(term.slice(space));
}

/** Folds and makes hyphens spaces, one unit for one, so that `t shirt` and `T-Shirt` are the same term. */
function normalise(text: string): string {
  return foldText(text).replaceAll('-', ' ');
}

/** Built on first use, not at import, since a Worker's start-up is timed. */
function load(): Index {
  const terms = new Map<string, Term>();
  const groups = new Map<string, string[]>();
  const longest = new Map<string, number>();
  for (const [name, list] of LISTS) {
    for (const group of list.trim().split(/\s+/)) {
      const spellings = group.split('=').map((word) => word.replaceAll('_', ' '));
      const words = spellings.map(normalise);
      const term = { name, canonical: words[0] ?? '' };
      groups.set(`${name} ${term.canonical}`, spellings);
      for (const word of words) {
        for (const key of [word, stemLast(word)]) if (!terms.has(key)) terms.set(key, term);
        const head = word.slice(0, 2);
        longest.set(head, Math.max(longest.get(head) ?? 0, word.length + 2));
      }
    }
  }
  return { terms, groups, longest };
}

const LATIN = /[a-z0-9\u00c0-\u024f]/;
const HAN = /[\u3400-\u9fff]/;

/** Whether a term may stand here: Latin at word boundaries; one Han character only at the end of its run, or alone. */
function stands(text: string, start: number, end: number, name: SpanName): boolean {
  if (LATIN.test(text.charAt(start)) && LATIN.test(text.charAt(start - 1))) return false;
  if (LATIN.test(text.charAt(end - 1)) && LATIN.test(text.charAt(end))) return false;
  if (end - start > 1) return true;
  if (LATIN.test(text.charAt(start)) || HAN.test(text.charAt(end))) return false;
  return name === 'product_type' || !HAN.test(text.charAt(start - 1));
}

function longestAt(text: string, start: number): { term: Term; end: number } | null {
  index ??= load();
  const first = text.charAt(start);
  const limit = Math.max(index.longest.get(text.slice(start, start + 2)) ?? 0, HAN.test(first) ? 1 : 0);
  for (let end = Math.min(text.length, start + limit); end > start; end--) {
    const word = text.slice(start, end);
    const term = index.terms.get(word) ?? (word.endsWith('s') ? index.terms.get(stemLast(word)) : undefined);
    if (term !== undefined && stands(text, start, end, term.name)) return { term, end };
  }
  return null;
}

/**
 * The length in UTF-16 units of the longest known word of two units or more at `position` of a folded text; 0 if none.
 */
export function longestTermAt(folded: string, position: number): number {
  const hit = longestAt(folded.slice(position, position + 40).replaceAll('-', ' '), 0);
  return hit !== null && hit.end > 1 ? hit.end : 0;
}

/**
 * Finds the words of the lists in a text, leftmost longest first and never overlapping, whatever case, width, plural or
 * (for common characters) traditional form they have. Empty where nothing is known. Linear in the length.
 */
export function matchGazetteer(text: string): GazetteerHit[] {
  const normal = normalise(text);
  const hits: GazetteerHit[] = [];
  for (let start = 0; start < normal.length;) {
    const hit = longestAt(normal, start);
    if (hit === null) {
      start++;
      continue;
    }
    hits.push({ ...hit.term, start, end: hit.end, text: text.slice(start, hit.end) });
    start = hit.end;
  }
  return hits;
}

/**
 * The word that a language has for what was found: of its synonyms the first in that language (藏青 → 深蓝 in Chinese, `navy` in English).
 * `null` where the lists have none.
 */
export function wordIn(language: Language, { name, canonical }: GazetteerHit): string | null {
  index ??= load();
  const words = index.groups.get(`${name} ${canonical}`) ?? [];
  return words.find((word) => HAN.test(word) === (language === 'zh')) ?? null;
}

/**
 * The canonical span name that an attribute's name means, in either language (`Colour`, 色系 → `color`; 净含量 →
 * `measure`). A trailing known word decides compound names (`Lid Material` → `material`). `null` where it is unknown.
 */
export function canonicalAttributeName(name: string): SpanName | null {
  if (attributeNames === undefined) {
    attributeNames = new Map();
    for (const [canonical, names] of Object.entries(ATTRIBUTE_NAMES) as [SpanName, string][]) {
      for (const spelling of names.split(' ')) attributeNames.set(normalise(spelling).replaceAll('_', ' '), canonical);
    }
  }
  const normal = normalise(name.slice(0, 200))
    .replaceAll('_', ' ')
    .trim()
    .replace(/[:：]$/, '')
    .replace(/ {2,20}/g, ' ');
  for (let start = 0; start < normal.length; start++) {
    const boundary = start === 0 || normal.charAt(start - 1) === ' ' || HAN.test(normal.charAt(start));
    if (!boundary) continue;
    const rest = normal.slice(start);
    const known = attributeNames.get(rest) ?? (rest.endsWith('s') ? attributeNames.get(stemLast(rest)) : undefined);
    if (known !== undefined) return known;
  }
  return null;
}
