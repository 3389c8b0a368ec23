#!/usr/bin/env node
/** The `aisle` command: finds the word, and turns what is thrown into a sentence and an exit code. */
import { AppError } from '../core/error.ts';
import { VERSION } from '../platform/version.ts';
import type { Command } from './command.ts';
import { attributes } from './commands/attributes.ts';
import { evaluate } from './commands/eval.ts';
import { events } from './commands/events.ts';
import { importProducts } from './commands/import.ts';
import { intent } from './commands/intent.ts';
import { match } from './commands/match.ts';
import { train } from './commands/train.ts';
import { scorer } from './commands/scorer.ts';
import { serve } from './commands/serve.ts';
import { CallError } from './client.ts';
import { EXIT, FailedError, UsageError } from './exit.ts';
import { createTerminal } from './terminal.ts';

const COMMANDS: readonly Command[] = [
  intent,
  attributes,
  match,
  importProducts,
  events,
  evaluate,
  serve,
  scorer,
  train,
];

const HELP = `Usage: aisle COMMAND [OPTIONS]

What a shopping query wants, what a product is, how the two relate. In Chinese and English.

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join('\n')}

  aisle COMMAND --help    how to use one of them
  aisle --version

Exit codes: 0 all answered, 1 some or all not (told on stderr), 2 wrong usage.
`;

async function main(words: readonly string[]): Promise<number> {
  const terminal = createTerminal(process);
  const [word = '--help', ...rest] = words;
  if (word === '--version' || word === '-v') {
    await terminal.print(`aisle ${VERSION}\n`);
    return EXIT.ok;
  }
  const name = word === 'help' ? rest.shift() : word;
  if (name === undefined || name === '--help' || name === '-h') {
    await terminal.print(HELP);
    return words.length === 0 ? EXIT.usage : EXIT.ok;
  }
  let command = COMMANDS.find((one) => one.name === name);
  const longer = command?.subcommands?.find((one) => one.name === `${name} ${rest[0]}`);
  if (longer !== undefined) {
    command = longer;
    rest.shift();
  }
  try {
    if (command === undefined) throw new UsageError(`there is no command \`${name}\``);
    if (word === 'help' || rest.includes('--help') || rest.includes('-h')) {
      await terminal.print(command.help);
      return EXIT.ok;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return terminal.exitCode;
    if (error instanceof UsageError) {
      terminal.warn(`aisle: ${error.message}\nSee \`aisle ${command === undefined ? '' : `${command.name} `}--help\`.`);
      return EXIT.usage;
    }
    const known = [AppError, CallError, FailedError].some((kind) => error instanceof kind) || isSystemError(error);
    terminal.warn(`aisle: ${error instanceof Error ? (known ? error.message : error.stack) : String(error)}`);
    return EXIT.failed;
  }
}

/** An error of the operating system says enough: no such file, no such host, no permission. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

process.exitCode = await main(process.argv.slice(2));
