import type { SpanName } from '../core/attribute.ts';
import { canonicalAttributeName, matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
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

/** Words of these kinds are nothing else: of 1,648 known words that open data has under the names below, 1,647 are of the name's own kind. */
const KINDS: ReadonlySet<SpanName> = new Set(['brand', 'color', 'material', 'audience', 'season', 'origin']);

/** The names that a word of another of those kinds never answers. A brand may be called anything. */
const OF_ONE_KIND: ReadonlySet<SpanName | null> = new Set([
  'color',
  'material',
  'audience',
  'season',
  'origin',
  'measure',
  'quantity',
  'price',
  'time',
]);

/** Whether a text can answer a name: false for a measure of another dimension (`100 g` is no voltage) and a known word of another kind (a brand is no origin). */
export function canAnswer(name: string, text: string): boolean {
  const canonical = canonicalAttributeName(name);
  if (OF_ONE_KIND.has(canonical)) {
    const [word] = matchGazetteer(text);
    if (word?.text.length === text.length && KINDS.has(word.name) && word.name !== canonical) return false;
  }
  const dimensions = DIMENSIONS.find(([pattern]) => pattern.test(name))?.[1];
  if (dimensions === undefined) return true;
  const [measure] = parseQuery(text).measures;
  return measure === undefined || dimensions.includes(measure.dimension);
}
