import type { Call, Probe } from './port.ts';

/** One message of what a language model is asked. */
export interface WritingMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a language model is asked to write. */
export interface WritingRequest {
  messages: readonly WritingMessage[];
  /** The most tokens that it may write. */
  maxTokens: number;
  /** 0: the likeliest words; 1: as it was trained. */
  temperature: number;
}

/**
 * A language model that writes. Drivers and wrappers are all of this shape.
 *
 * `write` gives the text in pieces as they are written, none of them empty, and stops the model when it is no longer read. It throws
 * AppError, before the first piece or after any; what was given until then is a beginning that may end within a word. A text that ends
 * at `maxTokens` ends without an error.
 */
export interface Writer {
  write(request: WritingRequest, call: Call): AsyncIterable<string>;
  /** Whether it would answer now: for `/ready`. */
  probe(signal: AbortSignal): Promise<Probe>;
}
