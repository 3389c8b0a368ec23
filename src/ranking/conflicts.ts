import { deviceMakers } from '../core/device-makers.ts';
import { foldText } from '../core/fold-text.ts';
import { matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
import { findModelNumbers } from '../core/model-number.ts';
import { overlaps } from '../core/overlaps.ts';
import { type ParsedQuery, parseQuery } from '../core/query-parser/parse-query.ts';
import { withoutExclusions } from '../core/query-parser/without-exclusions.ts';
import { withoutPrice } from '../core/query-parser/without-price.ts';
import type { Product } from '../core/product.ts';
import { otherTypes, type WantedType, wantedType } from './product-type.ts';
import { remembered } from './remembered.ts';

/** What a query demands beyond doubt, ready to be held against many products. */
export interface HardConstraints {
  query: string;
  parsed: ParsedQuery;
  /** Device lines with the number that the query names: `iphone` → `13`. */
  devices: ReadonlyMap<string, string>;
  modelNumbers: readonly string[];
  /** The product type that is all it asks for; null: more than that, or none that is known. */
  type: WantedType | null;
  /**
   * The query as the match model is to read it: what it excludes and what it may cost are judged here, the model takes any word for a wish, and
   * products don't state either. The query where nothing would be left.
   */
  wanted: string;
}

/** Of the latest queries, and of the latest products against them: about 5 MB at most. */
const ofQueries = remembered<HardConstraints>(500);
const ofProducts = remembered<readonly string[]>(5_000);

/** A name and the numbers after it: `iphone 13`, `iPhone 12/13/14`, `Mate60`, `galaxy s21`. */
const DEVICE =
  /([a-z]{3,16}|[\u4e00-\u9fff]{2}) ?-?((?:[a-z]?\d{1,3})(?:(?: ?[/,、&] ?| and | or )[a-z]?\d{1,3})*)(?![\d.%]|[a-z]{2})/g;

/** What the conflict of another product type begins with. */
export const OTHER_TYPE = 'product_type: ';

/** UTF-16 units of a product that are read: a title's most. What a longer document says further on is no contradiction. */
const READ = 1_000;

/** Words before a number that name no device. */
const NO_DEVICE = new Set(
  'size pack set under over below above from about than with and for the ages age only just max min plus pcs lot box case top best count level grade class type model version usb gen ddr wifi hdmi pro'.split(
    ' ',
  ),
);

const isHan = (name: string): boolean => name.charCodeAt(0) >= 0x4e00;

/** A Chinese name before a number is a device line only where it is a known brand (小米13), since any word may stand before a number. */
const isBrand = (name: string): boolean =>
  matchGazetteer(name).some((hit) => hit.name === 'brand' && hit.text.length === name.length);

const devicesIn = (folded: string): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const [, name = '', numbers = ''] of folded.matchAll(DEVICE)) {
    if (NO_DEVICE.has(name) || (isHan(name) && !isBrand(name))) continue;
    const known = found.get(name) ?? new Set<string>();
    for (const number of numbers.split(/[^a-z\d]+|and|or/)) if (number !== '') known.add(number);
    found.set(name, known);
  }
  return found;
};

const compact = (text: string): string => foldText(text).replaceAll(/[^a-z\d\u4e00-\u9fff]/g, '');

/** Model numbers without their hyphens; a voltage with a charge (`60V20Ah`) is none. */
const modelNumbersIn = (text: string): string[] =>
  findModelNumbers(text)
    .map((number) => compact(number.text))
    .filter((number) => !/^\d+v\d+a/.test(number));

/** The hard constraints of a query. */
export function hardConstraints(query: string): HardConstraints {
  return ofQueries(query, () => readConstraints(query));
}

function readConstraints(query: string): HardConstraints {
  const parsed = parseQuery(query);
  const stated = [parsed.price, ...parsed.measures, ...parsed.quantities, ...parsed.sizes].filter(
    (span) => span !== null,
  );
  let rest = foldText(query);
  // What the parser took for an amount names no device.
  for (const { start, end } of stated) rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  const devices = new Map<string, string>();
  for (const [name, numbers] of devicesIn(rest)) {
    const [number, ...others] = numbers;
    if (number !== undefined && others.length === 0) devices.set(name, number);
  }
  const wanted = withoutPrice(withoutExclusions(query, parsed));
  return { query, parsed, devices, modelNumbers: modelNumbersIn(query), type: wantedType(wanted), wanted };
}

/**
 * Which hard constraints of the query a product contradicts by its own words: what it must not be, another number of the
 * same device line, another maker's device, another model number, a price out of range,
 * goods of another kind where nothing but a kind is asked for. Empty: none that can be told. Silence is no contradiction.
 */
export function findConflicts(constraints: HardConstraints, product: Product): string[] {
  const { query, parsed, devices, modelNumbers, type } = constraints;
  const ofPrice = priceConflicts(parsed, product);
  const asks = parsed.exclusions.length + devices.size + modelNumbers.length > 0 || type !== null;
  if (!asks) return ofPrice;
  const title = product.title.slice(0, READ);
  const text = [title, product.brand, product.color].filter((part) => part !== undefined).join(' | ');
  const { category = '' } = product;
  const ofWords = ofProducts(`${query.length}:${query}${text.length}:${text}${category}`, () => {
    const others = type === null ? [] : otherTypes(type, title, category);
    const ofType = others.length > 0 ? [OTHER_TYPE + others.join('/')] : [];
    return [...ofType, ...wordConflicts(constraints, text)];
  });
  return [...ofWords, ...ofPrice];
}

function wordConflicts({ parsed, devices, modelNumbers }: HardConstraints, text: string): string[] {
  const conflicts: string[] = [];
  if (parsed.exclusions.length > 0) conflicts.push(...excluded(parsed, text));
  if (devices.size > 0) {
    const offered = devicesIn(foldText(text));
    for (const [name, number] of devices) {
      const numbers = offered.get(name);
      if (numbers !== undefined && !numbers.has(number)) conflicts.push(`model: ${name} ${[...numbers].join('/')}`);
    }
    const wanted = [...devices.keys()].flatMap((name) => [...deviceMakers(name)]);
    const makers = deviceMakers(text);
    if (wanted.length > 0 && makers.size > 0 && !wanted.some((maker) => makers.has(maker))) {
      conflicts.push(`device: ${[...makers].join('/')}`);
    }
  }
  if (modelNumbers.length > 0) {
    const offered = modelNumbersIn(text);
    const whole = compact(text);
    const isSame = (wanted: string): boolean =>
      whole.includes(wanted) || offered.some((number) => wanted.endsWith(number));
    if (offered.length > 0 && !modelNumbers.some(isSame)) conflicts.push(`model: ${offered.join('/')}`);
  }
  return conflicts;
}

/** The price of a product that is out of the range that the query states, as a conflict; else nothing. */
export function priceConflicts({ price: wanted }: ParsedQuery, { price }: Product): string[] {
  if (price === undefined || wanted === null) return [];
  if (wanted.currency !== null && wanted.currency !== price.currency) return [];
  const fits = price.amount <= (wanted.max ?? Infinity) && price.amount >= (wanted.min ?? -Infinity);
  return fits ? [] : [`price: ${price.amount}`];
}

/** How a product says that it is without something, right before or after the word. */
const DENIED_BEFORE = /(?:non|zero|no|without|(?<![\d.])0|零|无|不含?|未|免)[ -]?(?:添加|added |加)?(?:蔗|白|any )?$/;
const DENIED_AFTER = /^[ -]?(?:free|less)/;

/** Excluded terms that the product has, in either language, unless the product denies them too. */
function excluded(parsed: ParsedQuery, text: string): string[] {
  const denied = parseQuery(text).exclusions;
  const folded = foldText(text);
  const isDenied = (start: number, end: number): boolean =>
    denied.some((span) => overlaps(span, { start, end })) ||
    DENIED_BEFORE.test(folded.slice(Math.max(0, start - 8), start)) ||
    DENIED_AFTER.test(folded.slice(end, end + 6));
  const offered = matchGazetteer(text).filter(({ start, end }) => !isDenied(start, end));
  return parsed.exclusions
    .filter((exclusion) => {
      const [known] = matchGazetteer(exclusion.text);
      if (known !== undefined && offered.some((hit) => hit.canonical === known.canonical)) return true;
      const term = foldText(exclusion.text).trim();
      const at = folded.indexOf(term);
      const inside = /[a-z\d]/.test(folded.charAt(at - 1)) && /[a-z\d]/.test(term.charAt(0));
      // One character may stand in any word: 木糖醇 is not 糖.
      const tellsMuch = term.length > 1 || !isHan(term);
      return term !== '' && tellsMuch && at >= 0 && !inside && !isDenied(at, at + term.length);
    })
    .map((exclusion) => `not: ${exclusion.text}`);
}
