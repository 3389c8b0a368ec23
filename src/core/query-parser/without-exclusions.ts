import type { ParsedQuery } from './parse-query.ts';

/** Cues whose words only say what must not be. After others (`no sugar`, 无糖, `sugar-free`) stands a property that is wanted. */
const PURE_CUE = /^(?:不要|不想要|不带|除了|别|without|not|except|but not|other than)$/i;

/** What is left over where a Chinese exclusion ends. */
const REST = /^(?:款|色)?的/;

/**
 * The query without the clauses that only exclude: `华为手机壳 不要透明的` → `华为手机壳`. For models that read a word as wanted wherever it
 * stands. The query itself where nothing would be left.
 */
export function withoutExclusions(query: string, { exclusions }: ParsedQuery): string {
  // One clause a cue: `不要红色和黑色` excludes two terms.
  const clauses = new Map<number, number>();
  for (const { start, end, cue } of exclusions) {
    if (PURE_CUE.test(cue.text) && cue.start < start) clauses.set(cue.start, end);
  }
  let rest = query;
  for (const [start, end] of [...clauses].toReversed()) rest = rest.slice(0, start) + rest.slice(end).replace(REST, '');
  const wanted = rest.replaceAll(/\s+/g, ' ').trim();
  return wanted === '' ? query : wanted;
}
