import { parseQuery } from '../core/query-parser/parse-query.ts';
import type { Dimension } from '../core/query-parser/units.ts';

/** What the names of some attributes measure, in either language. A name that may measure several things (capacity, size) is not here. */
const DIMENSIONS: readonly (readonly [RegExp, readonly Dimension[]])[] = [
  [/\bvoltage\b|电压/i, ['voltage']],
  [/\b(?:watt(?:age|s)?|power)\b|功率/i, ['power']],
  [/\bweight\b|重量|净重|毛重/i, ['mass']],
  [/\b(?:length|width|height|depth|diameter|thickness)\b|长度|宽度|高度|深度|直径|厚度/i, ['length']],
  [/\b(?:ram|memory|storage)\b|内存|存储/i, ['storage']],
  [/\b(?:refresh rate|frequency)\b|刷新率|频率/i, ['frequency']],
  [/\btemperature\b|温度/i, ['temperature']],
];

/** Whether a text can answer a name: false only for a measure of another dimension (`100 g` is no voltage). */
export function canAnswer(name: string, text: string): boolean {
  const dimensions = DIMENSIONS.find(([pattern]) => pattern.test(name))?.[1];
  if (dimensions === undefined) return true;
  const [measure] = parseQuery(text).measures;
  return measure === undefined || dimensions.includes(measure.dimension);
}
