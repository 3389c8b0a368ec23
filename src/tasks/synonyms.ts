import { type SynonymsRequest, synonymsRequest, type SynonymsResponse } from '../contract/synonyms.ts';
import type { Catalog } from '../state/catalog/port.ts';

/** The setting of the catalogue that holds them: its index reads it too. */
const SETTING = 'synonyms';

/** Replaces the shop's synonyms. */
export async function putSynonymsTask(request: SynonymsRequest, catalog: Catalog): Promise<SynonymsResponse> {
  const isNone = request.groups.length === 0 && request.one_way.length === 0;
  await catalog.set(SETTING, isNone ? null : JSON.stringify(request));
  return request;
}

/** The shop's synonyms as they were put; none at first. */
export async function getSynonymsTask(catalog: Catalog): Promise<SynonymsResponse> {
  const json = await catalog.setting(SETTING);
  return synonymsRequest.parse(json === null ? {} : JSON.parse(json));
}
