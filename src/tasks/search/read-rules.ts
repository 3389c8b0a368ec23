import { rulesRequest } from '../../contract/rules.ts';
import type { Rule } from '../../ranking/merchandise.ts';

/** The rules as they were put. They were valid then; what a later version no longer takes is left out rather than in the way. */
export function readRules(setting: string | null): readonly Rule[] {
  if (setting === null) return [];
  const parsed = rulesRequest.safeParse({ rules: JSON.parse(setting) });
  return parsed.success ? (parsed.data.rules as Rule[]) : [];
}
