import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { checkpoint } from '../../state/drivers/node-sqlite.ts';
import { serveThread } from './served-thread.ts';

/** So often, in milliseconds, logs are looked at: at a thousand recommendations and two hundred events a second one has some 25 MB more by then. */
const OFTEN = 1_000;

const directory = workerData as string;

/** By log, when it was last written to as it was seen last. */
const seen = new Map<string, number>();

function look(): void {
  const logs = globSync('*/*.sqlite-wal', { cwd: directory });
  for (const name of logs) {
    const log = join(directory, name);
    try {
      const { mtimeMs } = statSync(log);
      if (seen.get(name) === mtimeMs) continue;
      seen.set(name, mtimeMs);
      checkpoint(log.slice(0, -'-wal'.length));
    } catch {
      // It was closed meanwhile, or the disk is full: its owner writes it, and says so.
    }
  }
}

const looking = setInterval(look, OFTEN);
serveThread({}, () => clearInterval(looking));
