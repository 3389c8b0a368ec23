import type { Manifest } from '../../models/pack.ts';
import type { Checked } from './check.ts';
import { findNewLabels } from './labels.ts';
import { DataError } from './read-lines.ts';
import { type Examples, type Part, PARTS, readRows } from './rows.ts';

/**
 * The rows that must stay right, for the parts that are adapted; those whose text is also in the data are left out. Throws DataError when
 * one has a label that the pack does not know, or a part has none.
 */
export async function readGuard(file: string, { sides }: Checked, manifest: Manifest): Promise<Examples> {
  const all = await readRows(file);
  const { labels, faults } = findNewLabels(all, manifest, new Set());
  const unknown = [...labels.intents, ...labels.subIntents.map(({ name }) => name), ...labels.spans];
  if (unknown.length > 0) {
    throw new DataError(file, [{ line: 0, message: `has labels that the base does not know: ${unknown.join(', ')}` }]);
  }
  if (faults.length > 0) throw new DataError(file, faults);
  const guard: Examples = { intent: [], tags: [], named: [], match: [] };
  for (const part of PARTS.filter((one) => sides[one] !== undefined)) {
    Object.assign(guard, { [part]: withoutTexts(part, all, sides[part]) });
    if (guard[part].length === 0) {
      throw new DataError(file, [
        { line: 0, message: `guards nothing of ${part}: it has no rows for it that are not in the data` },
      ]);
    }
  }
  return guard;
}

function withoutTexts(part: Part, all: Examples, sides: Checked['sides'][Part]): Examples[Part][number][] {
  const used = new Set([...(sides?.train ?? []), ...(sides?.heldOut ?? [])].map(({ group }) => group));
  return (all[part] as Examples[Part][number][]).filter(({ group }) => !used.has(group));
}
