import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';

/** What is kept of an import that has not come to its end: how many of the file's rows are done, and which file it was. */
const state = z.object({ file: z.string(), size: z.number(), modified: z.number(), rows: z.int() });

/** The place where an import keeps how far it is, so that it can be taken up again. */
export interface Resume {
  /** Rows that an earlier run has done; 0 where none was broken off, or the file is another since. */
  rows: number;
  save(rows: number): Promise<void>;
  /** There is nothing to take up any more. */
  clear(): Promise<void>;
}

/** Looks in `folder` for an import of this file with these choices that was broken off. */
export async function openResume(folder: string, file: string, choices: unknown): Promise<Resume> {
  const path = resolve(file);
  const { size, mtimeMs: modified } = await stat(path);
  const name = createHash('sha256')
    .update(JSON.stringify([path, choices]))
    .digest('hex')
    .slice(0, 16);
  const kept = join(folder, `${name}.json`);
  const known = await readFile(kept, 'utf8').then(
    (json) => state.safeParse(parse(json)).data,
    () => undefined,
  );
  const isSame = known?.file === path && known.size === size && known.modified === modified;
  return {
    rows: isSame ? known.rows : 0,
    async save(rows) {
      await mkdir(folder, { recursive: true });
      // Moved into its place, so that it is never there by half.
      await writeFile(`${kept}.new`, JSON.stringify({ file: path, size, modified, rows }));
      await rename(`${kept}.new`, kept);
    },
    clear: async () => await rm(kept, { force: true }),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
