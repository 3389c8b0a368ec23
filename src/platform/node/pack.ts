import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../core/error.ts';
import { createOnnxEngine, type OnnxEngine } from '../../models/drivers/onnx/onnx-engine.ts';
import { type Pack, parsePack } from '../../models/pack.ts';

/** The folder of the model pack in the repository. */
export const BUNDLED_PACK = fileURLToPath(new URL('../../../infra/models/aisle-small', import.meta.url));

/** Reads the manifest and the heads of the pack in a folder. Throws AppError `internal` with a sentence that names the folder. */
export async function loadPack(directory: string): Promise<Pack> {
  const read = async (name: string): Promise<Buffer> => {
    try {
      return await readFile(join(directory, name));
    } catch (cause) {
      throw new AppError('internal', {
        detail: `There is no model pack in ${directory}: ${name} cannot be read.`,
        cause,
      });
    }
  };
  const [manifest, heads] = await Promise.all([read('pack.json'), read('heads.safetensors')]);
  let json: unknown;
  try {
    json = JSON.parse(manifest.toString('utf8'));
  } catch (cause) {
    throw new AppError('internal', { detail: `${join(directory, 'pack.json')} is not JSON.`, cause });
  }
  return parsePack(json, new Uint8Array(heads).buffer);
}

/** Starts the ONNX engine over the pack in a folder; `threads` unless the engine shall choose. */
export function startEngine(directory: string, pack: Pack, threads?: number): Promise<OnnxEngine> {
  return createOnnxEngine(threads === undefined ? { directory, pack } : { directory, pack, threads });
}
