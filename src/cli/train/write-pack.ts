import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Linear, Pack } from '../../models/pack.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../models/safetensors.ts';

/** What `pack.json` says of where a pack comes from. */
export interface Origin {
  rows: Record<string, number>;
  metrics: Record<string, unknown>;
}

/**
 * Writes an adapted pack: heads and manifest of its own, the base's other files as links where the file system can, else as copies. It is
 * made beside its place and renamed, so that an interruption leaves nothing; the base is only read. The revision is the hash of the files,
 * as the recipe's export makes it. Gives name and revision.
 */
export async function writePack(
  base: string,
  out: string,
  { manifest, heads }: Pack,
  { rows, metrics }: Origin,
  signal: AbortSignal,
): Promise<{ name: string; revision: string }> {
  const place = resolve(out);
  const part = await mkdtemp(`${place}.part-`);
  try {
    const files = (await readdir(base, { withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    for (const file of files.filter((name) => name !== 'pack.json' && name !== 'heads.safetensors')) {
      await linkOrCopy(join(base, file), join(part, file));
    }
    const tensors = readSafetensors(new Uint8Array(await readFile(join(base, 'heads.safetensors'))).buffer);
    for (const [name, layer] of Object.entries({
      intent: heads.intent,
      sub_intent: heads.subIntent,
      tags: heads.tags,
      named: heads.named,
      ...(heads.matchAdapt === null ? {} : { match_adapt: heads.matchAdapt }),
    })) {
      for (const [key, tensor] of tensorsOf(name, layer)) tensors.set(key, tensor);
    }
    await writeFile(join(part, 'heads.safetensors'), writeSafetensors(tensors));
    const digest = createHash('sha256');
    for (const file of files.filter((name) => name !== 'pack.json').toSorted()) {
      digest.update(await readFile(join(part, file)));
    }
    const revision = digest.digest('hex').slice(0, 12);
    const name = basename(place);
    // The quality in the base's manifest is that of the base's heads.
    const { quality: _, ...written } = JSON.parse(await readFile(join(base, 'pack.json'), 'utf8')) as Record<
      string,
      object
    >;
    const json = {
      ...written,
      name,
      revision,
      intent: manifest.intent,
      tags: { ...written['tags'], ...manifest.tags },
      match: { ...written['match'], ...manifest.match },
      adapted_from: {
        name: manifest.name,
        revision: manifest.revision,
        rows,
        metrics,
        ...('adapted_from' in written ? { adapted_from: written['adapted_from'] } : {}),
      },
    };
    await writeFile(join(part, 'pack.json'), `${JSON.stringify(json, null, 2)}\n`);
    signal.throwIfAborted();
    await rename(part, place);
    return { name, revision };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    // Another file system, or one without links.
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

function tensorsOf(name: string, { weight, bias, inputs, outputs }: Linear): [string, Tensor][] {
  return [
    [`${name}.weight`, { shape: [outputs, inputs], data: weight }],
    [`${name}.bias`, { shape: [outputs], data: bias }],
  ];
}
