import { readFileSync } from 'node:fs';
import { PRODUCT_TYPES } from '../../../src/core/gazetteer/words/product-types.ts';
import { BRANDS } from '../../../src/core/gazetteer/words/brands.ts';
import { COLORS, MATERIALS } from '../../../src/core/gazetteer/words/looks.ts';
import { normalise } from '../../../src/core/math.ts';
import type { CatalogProduct, Filters } from '../../../src/state/catalog/port.ts';

export const DIMENSIONS = 384;

/** A catalogue of many products, with a unit vector each, and queries for it with theirs. The same for the same options. */
export interface BenchCatalog {
  products: CatalogProduct[];
  vectors: Float32Array[];
  queries: { text: string; vector: Float32Array; filters: Filters }[];
}

/** `titles`: a JSON list of texts to extend; `vectors`: their unit vectors, as floats one after the other. Both or neither. */
export interface BenchCatalogOptions {
  count: number;
  queries: number;
  titles?: string;
  vectors?: string;
}

/** A generator of numbers from 0 to 1 (xorshift32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const random = numbers(20_261_124);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
/** Few are picked often, most seldom, as words are. */
const pickOften = <Item>(items: readonly Item[]): Item => items[Math.floor(random() ** 3 * items.length)] as Item;

/** The groups of a word list: English names, and Chinese ones. */
function groups(list: string): { en: string; zh: string }[] {
  return list
    .trim()
    .split(/\s+/)
    .map((group) => group.split('=').map((word) => word.replaceAll('_', ' ')))
    .map((words) => ({
      en: words.find((word) => /^[a-z]/.test(word)) ?? words[0] ?? '',
      zh: words.find((word) => /[\u4e00-\u9fff]/.test(word)) ?? words[0] ?? '',
    }));
}

/**
 * Makes the catalogue: given titles are extended by further colours, materials and models, and by vectors near theirs; without any, titles
 * are made of the word lists, two in three in English, and vectors lie around one a product type, about as close as real ones do.
 */
export function benchCatalog({ count, queries, titles, vectors }: BenchCatalogOptions): BenchCatalog {
  const types = groups(PRODUCT_TYPES);
  const brands = groups(BRANDS);
  const colors = groups(COLORS);
  const materials = groups(MATERIALS);
  const given = titles === undefined ? [] : (JSON.parse(readFileSync(titles, 'utf8')) as string[]);
  const known = vectors === undefined ? null : floats(vectors);
  const middle = direction();
  const centres = types.map(() => near(middle, 0.6));

  const made: BenchCatalog = { products: [], vectors: [], queries: [] };
  for (let i = 0; i < count; i++) {
    const type = Math.floor(random() ** 2 * types.length);
    const zh = random() < 1 / 3;
    const words = { type: types[type], brand: pickOften(brands), color: pick(colors), material: pickOften(materials) };
    const say = (word: { en: string; zh: string } | undefined): string => (zh ? word?.zh : word?.en) ?? '';
    const model = `${pick(['AX', 'SM-G', 'WH-', 'KR'])}${Math.floor(random() * 9_000 + 1_000)}`;
    const base = given[i % Math.max(1, given.length)];
    const extras = [say(words.brand), say(words.color), say(words.material), say(words.type)];
    const title =
      base === undefined
        ? [...extras, model, zh ? '新款 家用' : 'for women and men'].join(zh ? '' : ' ')
        : i < given.length
          ? base
          : `${base} ${say(words.color)} ${model}`;
    made.products.push({
      id: `p${i}`,
      title,
      brand: say(words.brand),
      category: say(words.type),
      color: say(words.color),
      price: { amount: Math.round(random() ** 2 * 50_000) / 100, currency: 'USD' },
      stock: Math.floor(random() * 20),
      description: Array.from({ length: 25 }, () => say(pickOften(random() < 0.5 ? materials : types))).join(
        zh ? '，' : ' ',
      ),
      attributes: { material: say(words.material), model },
    });
    const origin =
      known === null || given.length === 0
        ? (centres[type] as Float32Array)
        : known.subarray((i % given.length) * DIMENSIONS, ((i % given.length) + 1) * DIMENSIONS);
    made.vectors.push(i < given.length ? origin.slice() : near(origin, 0.35));
  }
  for (let i = 0; i < queries; i++) {
    const at = Math.floor(random() * count);
    const { title, brand = '', color = '' } = made.products[at] as CatalogProduct;
    const parts = /[\u4e00-\u9fff]/.test(title) ? (title.match(/.{2,4}/gu) ?? [title]) : title.split(' ');
    const from = Math.floor(random() * parts.length);
    const fields: Filters['fields'] = {};
    if (i % 4 === 1) fields['price'] = { lt: 200 };
    if (i % 4 === 2) fields['color'] = [color, pick(colors).en];
    if (i % 4 === 3) fields['brand'] = [brand];
    made.queries.push({
      text: parts.slice(from, from + 1 + Math.floor(random() * 4)).join(' '),
      vector: near(made.vectors[at] as Float32Array, 0.4),
      filters: { fields, not: {} },
    });
  }
  return made;
}

function floats(file: string): Float32Array {
  const bytes = readFileSync(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function direction(): Float32Array {
  return normalise(Float32Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5));
}

/** A unit vector `share` of whose way goes in a direction of its own. */
function near(origin: Float32Array, share: number): Float32Array {
  const own = direction();
  return normalise(origin.map((x, i) => x + share * (own[i] ?? 0)));
}
