import type { TokenVectors } from './heads/tag-head.ts';

/** One token of a text: its id, its piece, and its UTF-16 offsets in the text (end exclusive); null for special tokens. */
export interface Token {
  id: number;
  text: string;
  offsets: [start: number, end: number] | null;
}

/**
 * The local bodies, below the heads. Inputs are taken as given: prefixes and prompts are the caller's.
 * Every call answers one item an input, in order, or rejects with an AppError. What is asked in the background waits for all other calls.
 */
export interface Engine {
  /** Unit sentence vectors of texts as given (no prefix is added). */
  embed(texts: readonly string[], signal: AbortSignal, background?: boolean): Promise<Float32Array[]>;
  /** Per text the token vectors of the tasks body and UTF-16 offsets (special tokens null). Truncated to maxTokens. */
  tokens(texts: readonly string[], signal: AbortSignal): Promise<(TokenVectors & { ids: number[] })[]>;
  /** Four logits a pair, in the order of the pack's `match.labels`. */
  match(
    pairs: readonly { query: string; text: string }[],
    signal: AbortSignal,
    background?: boolean,
  ): Promise<number[][]>;
  /** Token ids, pieces and UTF-16 offsets (special → null), special tokens included, untruncated: whose limit is meant is the caller's knowledge. */
  tokenize(texts: readonly (string | [string, string])[]): Promise<Token[][]>;
  close(): Promise<void>;
}
