import type { Call, Probe } from './port.ts';

/** A recording, with the media type of its bytes. */
export interface Recording {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** A model that writes down what is said. Drivers and wrappers are all of this shape. */
export interface Transcriber {
  /** The words, trimmed; empty where none were heard. Rejects with AppError. */
  transcribe(recording: Recording, call: Call): Promise<string>;
  /** Whether it would answer now: for `/ready`. */
  probe(signal: AbortSignal): Promise<Probe>;
}
