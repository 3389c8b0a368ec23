import { type RulesRequest, rulesRequest, type RulesResponse } from '../contract/rules.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** The setting of the catalogue that holds them. */
const SETTING = 'rules';

/** Replaces the shop's merchandising rules. `now` is in milliseconds since the epoch. */
export async function putRulesTask({ rules }: RulesRequest, catalog: Catalog, now: number): Promise<RulesResponse> {
  await catalog.set(SETTING, rules.length === 0 ? null : JSON.stringify(rules));
  return { rules, notices: await noticesOf(rules, catalog, now) };
}

/** The rules as they were put, with what has become of them since. */
export async function getRulesTask(catalog: Catalog, now: number): Promise<RulesResponse> {
  const json = await catalog.setting(SETTING);
  const { rules } = rulesRequest.parse({ rules: json === null ? [] : JSON.parse(json) });
  return { rules, notices: await noticesOf(rules, catalog, now) };
}

async function noticesOf(
  rules: RulesRequest['rules'],
  catalog: Catalog,
  now: number,
): Promise<RulesResponse['notices']> {
  const ids = [...new Set(rules.flatMap(({ products = [] }) => products))];
  const known = await catalog.get(ids);
  const unknown = new Set(ids.filter((_, i) => known[i] === null));
  return rules.flatMap(({ id, products = [], until }) => {
    const missing = products.filter((product) => unknown.has(product));
    const isOver = until !== undefined && Date.parse(until) <= now;
    return [
      ...(isOver ? [{ id, message: `its window closed at ${until}: it does nothing any more` }] : []),
      ...(missing.length === 0 ? [] : [{ id, message: `the catalogue has no product ${missing.join(', ')}` }]),
    ];
  });
}
