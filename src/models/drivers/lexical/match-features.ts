import { foldText } from '../../../core/fold-text.ts';
import { type GazetteerHit, matchGazetteer } from '../../../core/gazetteer/match-gazetteer.ts';
import { findModelNumbers } from '../../../core/model-number.ts';
import { overlaps } from '../../../core/overlaps.ts';
import { type ParsedQuery, parseQuery } from '../../../core/query-parser/parse-query.ts';
import type { TextSpan } from '../../../core/query-parser/scan.ts';
import { tokenizeWords } from '../../../core/tokenize-words.ts';

/** What a text says, as far as the word lists and the parser know. */
interface Reading {
  folded: string;
  hits: GazetteerHit[];
  words: Set<string>;
  models: Set<string>;
  parsed: ParsedQuery;
}

/** The names of the features of a pair, in the order of `matchFeatures`; each is 0–1. */
export const MATCH_FEATURES = [
  'bias',
  'coverage',
  'coverage_squared',
  'all_covered',
  'density',
  'head_agrees',
  'head_differs',
  'head_is_last',
  'accessory_added',
  'accessory_missing',
  'made_for',
  'brand_agrees',
  'brand_differs',
  'number_missing',
  'number_differs',
  'color_differs',
  'audience_differs',
  'aspect_differs',
  'exclusion_violated',
  'query_is_short',
  'head_text',
  'none_covered',
] as const;

const STOP = /^(?:a|an|the|for|of|with|and|or|in|to|on|by|from|is|it|my|me|i|的|了|吗|和|与|及|款|用|新|请|我|要|想)$/;
const ACCESSORY =
  /\b(?:cases?|covers?|chargers?|cables?|protectors?|straps?|bands?|stands?|holders?|mounts?|refills?|filters?|replacement|parts?|adapters?|batter(?:y|ies)|bags?|cartridges?|lids?|sleeves?|pouch|blades?|kit|cleaner|accessor(?:y|ies)|attachment|bits?|hooks?|racks?|brush(?:es)?|pads?|liners?|strings?|laces|insoles?|organizer|remote)\b|壳|膜|套|罩|配件|支架|充电器|数据线|表带|滤芯|墨盒|挂钩|收纳|电池|遥控器|刀头|刷头|垫|替换|盖|架|贴|绳|带|清洁|保护|专用|适配|包(?!邮)|软管|底座|延长|零件|转接|耗材/g;
const FOR = /\b(?:for|fits?|compatible with|replacement for|works with)\b|适用|适配|通用于|兼容|专用|配套|用于/;
const HAN = /[\u3400-\u9fff]/;

function read(text: string): Reading {
  const parsed = parseQuery(text);
  const words = new Set(tokenizeWords(text).map((token) => token.text));
  const models = new Set(findModelNumbers(text).map((span) => span.text.toLowerCase()));
  const excluded = (hit: GazetteerHit): boolean => parsed.exclusions.some((exclusion) => overlaps(hit, exclusion));
  return { folded: foldText(text), hits: matchGazetteer(text).filter((hit) => !excluded(hit)), words, models, parsed };
}

function valuesOf(reading: Reading, name: GazetteerHit['name']): Set<string> {
  return new Set(reading.hits.filter((hit) => hit.name === name).map((hit) => hit.canonical));
}

/** The query's words without glue, prices and what it excludes; a bigram weighs more than a character, a number most. */
function weighWords(query: string, parsed: ParsedQuery): Map<string, number> {
  const skipped: TextSpan[] = [...parsed.exclusions, ...parsed.exclusions.map((exclusion) => exclusion.cue)];
  if (parsed.price !== null) skipped.push(parsed.price);
  const weights = new Map<string, number>();
  for (const token of tokenizeWords(query)) {
    if (STOP.test(token.text) || skipped.some((span) => overlaps(token, span))) continue;
    const weight = token.kind === 'character' ? 0.4 : /\d/.test(token.text) ? 1.5 : 1;
    weights.set(token.text, weight);
  }
  return weights;
}

/** The thing a text is about: in English the last product type before for, with or a comma; in Chinese the last one. */
function headOf(reading: Reading): string | null {
  const types = reading.hits.filter((hit) => hit.name === 'product_type');
  const cut = HAN.test(reading.folded) ? -1 : reading.folded.search(/ (?:for|with|fits|compatible)\b|[,(|]| - /);
  const before = cut > 0 ? types.filter((hit) => hit.end <= cut) : types;
  return (before.at(-1) ?? types.at(-1))?.canonical ?? null;
}

function differs(query: Set<string>, product: Set<string>): number {
  return query.size > 0 && product.size > 0 && ![...query].some((value) => product.has(value)) ? 1 : 0;
}

/** Whether query and product state the same kind of thing (a litre, a shoe size) with other numbers. */
function aspectDiffers(query: ParsedQuery, product: ParsedQuery): number {
  for (const wanted of query.measures) {
    const found = product.measures.filter((measure) => measure.dimension === wanted.dimension);
    const fits = ({ si }: (typeof found)[number]): boolean =>
      (si.max ?? Infinity) >= (wanted.si.min ?? 0) * 0.97 && (si.min ?? 0) <= (wanted.si.max ?? Infinity) * 1.03;
    if (found.length > 0 && !found.some(fits)) return 1;
  }
  for (const wanted of query.sizes) {
    const found = product.sizes.filter((size) => size.system === wanted.system);
    if (found.length > 0 && !found.some((size) => size.value === wanted.value)) return 1;
  }
  return 0;
}

/** Numbers of a text with the word before them (`iphone 13`, 小米14), which tell one model from another. */
function numbered(folded: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const match of folded.matchAll(/([a-z]{2,12}|[\u3400-\u9fff]{2}) ?-?(\d{1,4}[a-z]{0,2})(?![\da-z.])/g)) {
    const [, word = '', number = ''] = match;
    found.set(word, (found.get(word) ?? new Set()).add(number));
  }
  return found;
}

function numberDiffers(query: string, product: string): number {
  const found = numbered(product);
  for (const [word, numbers] of numbered(query)) {
    const others = found.get(word);
    if (others !== undefined && ![...numbers].some((number) => others.has(number))) return 1;
  }
  return 0;
}

function accessories(folded: string): Set<string> {
  return new Set([...folded.matchAll(ACCESSORY)].map((match) => match[0].replace(/s$/, '')));
}

function excludes(query: Reading, product: Reading): number {
  for (const exclusion of query.parsed.exclusions) {
    const meant = matchGazetteer(exclusion.text)[0]?.canonical;
    const negated = product.parsed.exclusions.some((other) => other.text === exclusion.text);
    const stated =
      product.folded.includes(foldText(exclusion.text)) || product.hits.some((hit) => hit.canonical === meant);
    if (stated && !negated) return 1;
  }
  return 0;
}

/** What tells the relation of a product's text to a query, as numbers 0–1 in the order of `MATCH_FEATURES`. */
export function matchFeatures(query: string, productText: string): number[] {
  const [wanted, offered] = [read(query), read(productText)];
  const weights = weighWords(query, wanted.parsed);
  const known = new Set(offered.hits.map((hit) => hit.canonical));
  const synonyms = new Set(
    wanted.hits
      .filter((hit) => known.has(hit.canonical))
      .flatMap((hit) => tokenizeWords(hit.text).map((token) => token.text)),
  );
  let [total, covered, numbers, missing] = [0, 0, 0, 0];
  for (const [word, weight] of weights) {
    const found = offered.words.has(word) || synonyms.has(word) || (word.length > 3 && offered.folded.includes(word));
    total += weight;
    if (found) covered += weight;
    if (/\d/.test(word)) {
      numbers++;
      if (!found) missing++;
    }
  }
  const coverage = total === 0 ? 0 : covered / total;
  const head = headOf(wanted);
  const types = valuesOf(offered, 'product_type');
  const [asked, given] = [accessories(wanted.folded), accessories(offered.folded)];
  const [askedBrand, givenBrand] = [valuesOf(wanted, 'brand'), valuesOf(offered, 'brand')];
  const tail = /([\u3400-\u9fff]{2})[^\u3400-\u9fff]*$|([a-z]{3,20})[^a-z]*$/.exec(wanted.folded.slice(-48));
  const tailText = tail?.[1] ?? tail?.[2] ?? '';
  const brandDiffers = differs(askedBrand, givenBrand);
  const headLast = head !== null && headOf(offered) === head ? 1 : 0;
  const added = covered > 0 && [...given].some((word) => !asked.has(word) && !wanted.folded.includes(word)) ? 1 : 0;
  const madeFor = covered > 0 && FOR.test(offered.folded) && !FOR.test(wanted.folded) ? 1 : 0;
  const modelDiffers = numberDiffers(wanted.folded, offered.folded) || differs(wanted.models, offered.models);
  const colorDiffers = differs(valuesOf(wanted, 'color'), valuesOf(offered, 'color'));
  return [
    1,
    coverage,
    coverage * coverage,
    coverage > 0.98 ? 1 : 0,
    offered.words.size === 0
      ? 0
      : Math.min(1, [...weights.keys()].filter((word) => offered.words.has(word)).length / offered.words.size),
    head !== null && types.has(head) ? 1 : 0,
    head !== null && types.size > 0 && !types.has(head) ? 1 : 0,
    headLast,
    added,
    [...asked].some((word) => !given.has(word) && !offered.folded.includes(word)) ? 1 : 0,
    madeFor,
    askedBrand.size > 0 && givenBrand.size > 0 && brandDiffers === 0 ? 1 : 0,
    brandDiffers,
    numbers === 0 ? 0 : missing / numbers,
    modelDiffers,
    colorDiffers,
    differs(valuesOf(wanted, 'audience'), valuesOf(offered, 'audience')),
    aspectDiffers(wanted.parsed, offered.parsed),
    excludes(wanted, offered),
    1 / Math.max(1, weights.size),
    tailText !== '' && offered.folded.includes(tailText) ? 1 : 0,
    covered === 0 ? 1 : 0,
  ];
}
