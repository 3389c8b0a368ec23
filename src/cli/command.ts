import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** One word of the command. */
export interface Command {
  name: string;
  summary: string;
  /** What `--help` prints. */
  help: string;
  /** Words that may follow, each with a way of its own; they are named with both words. */
  subcommands?: readonly Command[];
  /** Does it and gives the exit code. Throws UsageError when the words make no sense. */
  run(words: string[], terminal: Terminal): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>;

/** `parseArgs` of Node, its complaints as UsageError. */
export function readWords<const O extends Options>(words: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's sentence explains at length how to escape; the first one says what is wrong.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(sentence);
  }
}

/** A whole number of an option, in a range. */
export function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}
