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

/**
 * Names that headers give each field, likelier ones first, in both languages: without spaces, signs and a leading `product`, `item`, `商品`.
 */
export const COLUMN_NAMES: Readonly<Record<Field, readonly string[]>> = {
  id: words('id productid sku asin upc ean gtin barcode itemnumber code handle uniqid uuid 编号 编码 货号 款号 条码'),
  title: words('title displayname name titlezh titleen 标题 名称 名 品名'),
  brand: words('brand brandname manufacturer vendor maker 品牌 品牌名称 品牌名 厂商 制造商'),
  category: words(
    'categorypath category categories categoryname categorytree googleproductcategory producttype type department 分类 类目 品类 类别 所属分类 叶子类目 分类名称 类目名称',
  ),
  color: words(
    'color colour primarycolor primarycolour basecolor basecolour colorname colourname 颜色 主色 颜色分类 主色调',
  ),
  price: words(
    'saleprice sellingprice currentprice finalprice discountedprice discountprice price variantprice unitprice priceamount actualprice retailprice listprice mrp 促销价 活动价 现价 售价 销售价 单价 价格 原价',
  ),
  currency: words('currency currencycode pricecurrency 币种 货币'),
  description: words(
    'description longdescription fulldescription body bodyhtml details detail desc content about overview 描述 详情 详细描述 简介 介绍 说明',
  ),
  bullets: words(
    'bullets bulletpoints bulletpoint features highlights keyfeatures aboutproduct shortdescription summary 卖点 亮点 特点 要点',
  ),
  image_url: words(
    'imageurl imagelink image images img imgurl imgurls mainimage imagesrc imageurls picture photo thumbnail 主图 图片 图片链接 图片地址 主图链接 主图地址',
  ),
  stock: words(
    'stock stockquantity inventory inventoryquantity variantinventoryqty availability instock quantity qty 库存 库存数量 库存量',
  ),
  rating: words('rating ratingvalue averagerating avgrating rate stars starrating reviewaverage 评分 平均评分 星级'),
  rating_count: words(
    'ratingcount ratingscount noofratings numratings numberofratings reviewcount reviewscount numreviews noofreviews numberofreviews reviews 评价数 评论数 评论量 评价数量 评论数量 累计评价',
  ),
  language: words('language lang locale 语言'),
  updated_at: words('updatedat updated lastupdated lastmodified modified modifiedat updatetime 更新时间 修改时间'),
  attributes: words('attributes specs specifications properties 属性 规格参数 参数'),
};

function words(text: string): string[] {
  return text.split(' ');
}
