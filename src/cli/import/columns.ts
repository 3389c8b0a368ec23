import { unknownName } from '../eval/bounds.ts';
import { UsageError } from '../exit.ts';

/** What a column can be, in the order in which it is shown. */
export const FIELDS = [
  'id',
  'title',
  'brand',
  'category',
  'color',
  'price',
  'currency',
  'description',
  'bullets',
  'image_url',
  'stock',
  'rating',
  'rating_count',
  'language',
  'updated_at',
  'attributes',
] as const;

/** A field of a product, or a part of one. */
export type Field = (typeof FIELDS)[number];

/** Which column each field comes from, and what becomes of the other columns. */
export interface Mapping {
  fields: Map<Field, string>;
  /** Columns that become attributes by their own names. */
  attributes: string[];
  /** Columns that are left out. */
  skipped: string[];
}

/**
 * Names that headers give each field, likelier ones first, in both languages: without spaces, signs and a leading `product`, `item`, `商品`.
 */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  id: [
    'id',
    'productid',
    'sku',
    'asin',
    'upc',
    'ean',
    'gtin',
    'barcode',
    'itemnumber',
    'code',
    'handle',
    'uniqid',
    'uuid',
    '编号',
    '编码',
    '货号',
    '款号',
    '条码',
  ],
  title: ['title', 'displayname', 'name', 'titlezh', 'titleen', '标题', '名称', '名', '品名'],
  brand: ['brand', 'brandname', 'manufacturer', 'vendor', 'maker', '品牌', '品牌名称', '品牌名', '厂商', '制造商'],
  category: [
    'categorypath',
    'category',
    'categories',
    'categoryname',
    'categorytree',
    'googleproductcategory',
    'producttype',
    'type',
    'department',
    '分类',
    '类目',
    '品类',
    '类别',
    '所属分类',
    '叶子类目',
    '分类名称',
    '类目名称',
  ],
  color: [
    'color',
    'colour',
    'primarycolor',
    'primarycolour',
    'basecolor',
    'basecolour',
    'colorname',
    'colourname',
    '颜色',
    '主色',
    '颜色分类',
    '主色调',
  ],
  price: [
    'saleprice',
    'sellingprice',
    'currentprice',
    'finalprice',
    'discountedprice',
    'discountprice',
    'price',
    'variantprice',
    'unitprice',
    'priceamount',
    'actualprice',
    'retailprice',
    'listprice',
    'mrp',
    '促销价',
    '活动价',
    '现价',
    '售价',
    '销售价',
    '单价',
    '价格',
    '原价',
  ],
  currency: ['currency', 'currencycode', 'pricecurrency', '币种', '货币'],
  description: [
    'description',
    'longdescription',
    'fulldescription',
    'body',
    'bodyhtml',
    'details',
    'detail',
    'desc',
    'content',
    'about',
    'overview',
    '描述',
    '详情',
    '详细描述',
    '简介',
    '介绍',
    '说明',
  ],
  bullets: [
    'bullets',
    'bulletpoints',
    'bulletpoint',
    'features',
    'highlights',
    'keyfeatures',
    'aboutproduct',
    'shortdescription',
    'summary',
    '卖点',
    '亮点',
    '特点',
    '要点',
  ],
  image_url: [
    'imageurl',
    'imagelink',
    'image',
    'images',
    'img',
    'imgurl',
    'imgurls',
    'mainimage',
    'imagesrc',
    'imageurls',
    'picture',
    'photo',
    'thumbnail',
    '主图',
    '图片',
    '图片链接',
    '图片地址',
    '主图链接',
    '主图地址',
  ],
  stock: [
    'stock',
    'stockquantity',
    'inventory',
    'inventoryquantity',
    'variantinventoryqty',
    'availability',
    'instock',
    'quantity',
    'qty',
    '库存',
    '库存数量',
    '库存量',
  ],
  rating: [
    'rating',
    'ratingvalue',
    'averagerating',
    'avgrating',
    'rate',
    'stars',
    'starrating',
    'reviewaverage',
    '评分',
    '平均评分',
    '星级',
  ],
  rating_count: [
    'ratingcount',
    'ratingscount',
    'noofratings',
    'numratings',
    'numberofratings',
    'reviewcount',
    'reviewscount',
    'numreviews',
    'noofreviews',
    'numberofreviews',
    'reviews',
    '评价数',
    '评论数',
    '评论量',
    '评价数量',
    '评论数量',
    '累计评价',
  ],
  language: ['language', 'lang', 'locale', '语言'],
  updated_at: [
    'updatedat',
    'updated',
    'lastupdated',
    'lastmodified',
    'modified',
    'modifiedat',
    'updatetime',
    '更新时间',
    '修改时间',
  ],
  attributes: ['attributes', 'specs', 'specifications', 'properties', '属性', '规格参数', '参数'],
};

/** What a shop may keep among its attributes though it is a field: looked for where no column says it. */
const FROM_ATTRIBUTES: readonly Field[] = ['brand', 'color', 'category', 'price'];

const letters = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** A header's forms: as it is, and without the word for the product before it. */
function formsOf(column: string): string[] {
  const name = letters(column);
  const bare = name.replace(/^(?:products?|items?|goods|variant|商品|产品|宝贝|货品)(?=.)/u, '');
  return bare === name ? [name] : [name, bare];
}

/** How likely a column is a field: the place of its name in the list, lower is likelier; null when it is none of them. */
function likeness(column: string, field: Field): number | null {
  const [name = '', bare = name] = formsOf(column);
  const places = [NAMES[field].indexOf(name), NAMES[field].indexOf(bare) + (bare === name ? 0 : 0.5)];
  const known = places.filter((place) => place >= 0 && !(place === -0.5));
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * Guesses what each column is. `chosen` (`field=column`) goes before the guess, `left` are columns to leave out; both throw UsageError for
 * names that are none. Where a field could come from several columns, the rest become attributes.
 */
export function mapColumns(
  columns: readonly string[],
  attributeNames: readonly string[],
  { chosen, left }: { chosen: readonly string[]; left: readonly string[] },
): Mapping {
  const dotted = attributeNames.map((name) => `attributes.${name}`);
  const known = [...columns, ...dotted];
  const check = (option: string, column: string): void => {
    if (!known.includes(column)) throw new UsageError(`--${option}: ${unknownName('column', column, known)}`);
  };
  for (const column of left) check('skip', column);
  const fields = new Map<Field, string>();
  for (const one of chosen) {
    const [, field = '', column = ''] = /^([^=]+)=(.+)$/.exec(one) ?? [];
    if (!isField(field)) {
      throw new UsageError(`--map takes FIELD=COLUMN, where FIELD is one of ${FIELDS.join(', ')}`);
    }
    check('map', column);
    fields.set(field, column);
  }
  const free = (column: string): boolean => !left.includes(column) && ![...fields.values()].includes(column);
  for (const field of FIELDS) {
    if (fields.has(field)) continue;
    const own = likeliest(columns.filter(free), field, (column) => column);
    const column =
      own ??
      (FROM_ATTRIBUTES.includes(field)
        ? likeliest(dotted.filter(free), field, (one) => one.slice('attributes.'.length))
        : undefined);
    if (column !== undefined) fields.set(field, column);
  }
  return {
    fields: new Map(FIELDS.flatMap((field) => (fields.has(field) ? [[field, fields.get(field) ?? '']] : []))),
    attributes: columns.filter(free),
    skipped: [...left],
  };
}

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

function likeliest(columns: readonly string[], field: Field, nameOf: (column: string) => string): string | undefined {
  const placed = columns.flatMap((column) => {
    const place = likeness(nameOf(column), field);
    return place === null ? [] : [{ column, place }];
  });
  return placed.toSorted((a, b) => a.place - b.place)[0]?.column;
}
