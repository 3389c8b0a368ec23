/**
 * The 21 canonical attribute names, in the order of the tag model's label list.
 * Their meanings: a flavour ending in 味 or `flavor` is a `feature`, an author is a `brand`, an ISBN a `model_number`.
 */
export const SPAN_NAMES = [
  'product_type',
  'brand',
  'product_name',
  'model_number',
  'color',
  'material',
  'pattern',
  'style',
  'shape',
  'size',
  'measure',
  'quantity',
  'audience',
  'occasion',
  'season',
  'feature',
  'theme',
  'condition',
  'origin',
  'price',
  'time',
] as const;

/** One of the 21 canonical attribute names. */
export type SpanName = (typeof SPAN_NAMES)[number];
