import { foldText } from '../../core/fold-text.ts';

/** What a question about a product asks for by name: a field that every product may have, or an attribute. */
export type AskedName =
  { kind: 'field'; name: 'price' | 'stock' | 'rating' | 'brand' } | { kind: 'attribute'; name: string; label: string };

const FIELDS: readonly (readonly ['price' | 'stock' | 'rating' | 'brand', RegExp])[] = [
  [
    'price',
    /how much (?:is|does|are|do|for)\b(?!.{0,20}(?:weigh|hold))|\bprice\b|what does (?:it|this|that) cost|多少钱|价格|价钱|什么价|几块/,
  ],
  ['stock', /in stock|available|availability|sold out|有货|库存|缺货|现货|还有没有/],
  ['rating', /\brat(?:ing|ed)\b|\breviews?\b|how good|评分|好评率?|评价/],
  ['brand', /(?:what|which) brand|who makes|什么牌子|哪个牌子|什么品牌|品牌是/],
];

const ATTRIBUTES: readonly (readonly [en: string, zh: string, RegExp])[] = [
  [
    'material',
    '材质',
    /what (?:material|fabric)|made (?:of|from|out of)|\bmaterial\b|\bfabric\b|材质|面料|材料|什么做的|什么料/,
  ],
  ['color', '颜色', /(?:what|which) colou?rs?|颜色|什么色/],
  ['weight', '重量', /how (?:heavy|much does .{0,20}weigh)|\bweight\b|\bweigh\b|多重|重量|几斤|多少克/],
  ['capacity', '容量', /how much (?:does|can|will) .{0,20}hold|\bcapacity\b|\bvolume\b|容量|多少(?:升|毫升|ml)|几升/],
  [
    'battery life',
    '续航时间',
    /battery life|(?:how long|battery).{0,24}(?:battery|last|charge)|续航|电池.{0,6}多久|能用多久/,
  ],
  ['power', '功率', /\bwatt(?:s|age)?\b|how powerful|功率|多少瓦/],
  [
    'dimensions',
    '尺寸',
    /how (?:big|wide|tall|long|large|deep|thick)\b(?!.{0,16}(?:last|take|warranty))|\bdimensions?\b|\bmeasurements?\b|尺寸|多大(?!岁)|多高|多长(?!时间)|多宽|多厚/,
  ],
  ['size', '尺码', /(?:what|which) sizes?|\bsize\b|尺码|几码|什么码|[smlx]码/],
  ['age range', '适用年龄', /what age|how old|适合.{0,4}(?:岁|多大|几岁)|几岁|年龄/],
  ['country of origin', '产地', /where.{0,16}made|made in|country of origin|产地|哪里产|哪产|哪里生产|原产/],
  ['warranty', '质保', /warranty|guarantee|质保|保修/],
  ['quantity', '数量', /how many|几(?:只|个|片|包|支|瓶|件)装?|多少(?:只|个|片|包|支|瓶|件)|数量/],
];

/** What a question asks for by name; null where it names none of these (whether something is so, or anything else). */
export function askedName(question: string, language: 'zh' | 'en'): AskedName | null {
  const folded = foldText(question);
  for (const [name, pattern] of FIELDS) if (pattern.test(folded)) return { kind: 'field', name };
  const known = ATTRIBUTES.find(([, , pattern]) => pattern.test(folded));
  const [, own] =
    /^what(?:'s| is| are) (?:the|its|their) ([a-z][a-z -]{2,30}?)(?: of (?:it|this|that|these|the .{1,60}))?[?!. ]*$/.exec(
      folded,
    ) ??
    /(?:^|的)(?!第|它|这|那|有|能|是|要|几|一|请)([\u3400-\u9fff]{2,6}?)(?:是|有)?(?:多少|什么|几|怎么样|多大|多高|多长|多重)[\u3400-\u9fff]{0,2}[?？。]*$/.exec(
      folded,
    ) ??
    [];
  // What the shopper calls it says more than what it is mostly called: 内存多大 is no dimension.
  if (own !== undefined) return { kind: 'attribute', name: own, label: own };
  if (known === undefined) return null;
  const [en, zh] = known;
  return { kind: 'attribute', name: en, label: language === 'zh' ? zh : en };
}
