import { existsSync } from 'node:fs';
import { FailedError, UsageError } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { DataError, type Fault } from '../train/read-lines.ts';
import { unknownName } from './bounds.ts';
import { readOwnFile } from './own-file.ts';
import type { Questions } from './questions.ts';
import { SETS } from './sets.ts';

/** Faults of a file that are told one by one. */
const SHOWN_FAULTS = 20;

/** How sets are read. */
export interface ReadOptions {
  /** The folder of the named sets. */
  data: string | undefined;
  /** Names in own files that the pack knows beside the usual ones. */
  taught: readonly string[];
  /** Whether own files are read without their wrong lines; else one wrong line is a failure. */
  skipBad: boolean;
}

/** A set by its name, or an own file by its path. Wrong lines are told on stderr. Throws FailedError where it cannot be scored. */
export async function readSet(
  name: string,
  { data, taught, skipBad }: ReadOptions,
  terminal: Terminal,
): Promise<{ questions: Questions; skipped: number }> {
  const set = SETS.find((one) => one.name === name);
  if (set !== undefined) {
    if (data === undefined) throw new UsageError(`${name} is read below --data: say where the sets are`);
    return { questions: await set.load(data), skipped: 0 };
  }
  if (!existsSync(name)) {
    const known = SETS.map((one) => one.name);
    throw new UsageError(unknownName('set or file', name, known));
  }
  const { questions, faults } = await readOwnFile(name, taught).catch((error: unknown) => {
    if (!(error instanceof DataError)) throw error;
    throw new FailedError(error.faults.map(({ message }) => `${error.file} ${message}`).join('\n'));
  });
  tell(name, faults, terminal);
  if (faults.length > 0 && !skipBad) {
    throw new FailedError(`${name}: nothing is scored while lines are wrong; --skip-bad leaves them out`);
  }
  if (questions.rows.length === 0) throw new FailedError(`${name}: there are no rows to score`);
  return { questions, skipped: faults.length };
}

function tell(file: string, faults: readonly Fault[], terminal: Terminal): void {
  for (const { line, message } of faults.slice(0, SHOWN_FAULTS)) {
    terminal.warn(`aisle: ${file} line ${line}: ${message}`);
  }
  if (faults.length > SHOWN_FAULTS) {
    terminal.warn(`aisle: ${file}: ${faults.length} lines are wrong, the first ${SHOWN_FAULTS} are told`);
  }
}
