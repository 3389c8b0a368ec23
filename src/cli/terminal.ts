import { once } from 'node:events';
import { styleText } from 'node:util';
import { EXIT } from './exit.ts';

/** The styles used, and nothing but these. */
export type Style = Parameters<typeof styleText>[0];

/** Where a command writes, and what stops it. */
export interface Terminal {
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean;
  /** Whether stderr is one, so that progress can be shown. */
  readonly showsProgress: boolean;
  /** Columns of stdout; 100 where it has none. */
  readonly columns: number;
  /** Aborts on Ctrl-C, on SIGTERM, and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** The exit code once `signal` has aborted. */
  readonly exitCode: number;
  /** Writes to stdout, waiting while the reader is behind. */
  print(text: string): Promise<void>;
  /** A line to stderr. */
  warn(line: string): void;
  /** The line at the end of stderr that is written over; empty removes it. */
  status(line: string): void;
  /** Colour, on a terminal and without NO_COLOR. */
  paint(style: Style, text: string): string;
}

/** The terminal of a process. Sets up its signals. */
export function createTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  const stop = new AbortController();
  let exitCode: number = EXIT.interrupted;
  // Once: a second Ctrl-C ends the process as if nothing had been set up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // The reader has what it wanted (`| head`): no failure.
    exitCode = EXIT.ok;
    stop.abort();
  });
  const colours = stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  let shown = '';
  const status = (line: string): void => {
    if (!stderr.isTTY || line === shown) return;
    stderr.write(`\r\u001b[2K${line}`);
    shown = line;
  };
  return {
    isTerminal: stdout.isTTY,
    showsProgress: stderr.isTTY,
    columns: stdout.columns ?? 100,
    signal: stop.signal,
    get exitCode() {
      return exitCode;
    },
    async print(text) {
      if (stop.signal.aborted) return;
      if (stdout.isTTY) status('');
      if (!stdout.write(text)) await once(stdout, 'drain', { signal: stop.signal }).catch(() => undefined);
    },
    warn(line) {
      status('');
      stderr.write(`${line}\n`);
    },
    status,
    paint: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
  };
}
