import type { Language } from '../../core/language.ts';

/** What conflicts are about, as Chinese has it. */
const NAMES: Readonly<Record<string, string>> = {
  price: '价格',
  color: '颜色',
  brand: '品牌',
  size: '尺码',
  measure: '规格',
  model: '型号',
  device: '适用机型',
  product_type: '品类',
};

/** Conflicts (`color: Dark Green`, `not: 透明`) as a sentence names them, with `；` or `; ` between. */
export function conflictWords(conflicts: readonly string[], language: Language): string {
  const isZh = language === 'zh';
  const named = conflicts.map((conflict) => {
    const at = conflict.indexOf(': ');
    const [name, value] = [conflict.slice(0, at), conflict.slice(at + 2)];
    if (name === 'not') return isZh ? `含有不要的“${value}”` : `has “${value}”`;
    return isZh ? `${NAMES[name] ?? name}为${value}` : conflict.replace('product_type', 'kind');
  });
  return named.join(isZh ? '；' : '; ');
}
