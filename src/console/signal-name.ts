import { say, words } from './language.ts';
import type { Language, Word } from './language.ts';

/** The name of a signal in a language, or the signal itself where it has none. */
export function signalName(language: Language, signal: string): string {
  const word = `signal_${signal}`;
  return Object.hasOwn(words, word) ? say(language, word as Word) : signal;
}
