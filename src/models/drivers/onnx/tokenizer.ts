import { Tokenizer } from '@huggingface/tokenizers';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../core/error.ts';
import { NORMALISER, normaliseText } from './normalised-text.ts';

/** Tokens of a text, special tokens included. Offsets are UTF-16, end exclusive, without outer white space; null for special tokens. */
export interface Encoding {
  ids: number[];
  pieces: string[];
  offsets: ([start: number, end: number] | null)[];
}

/** What the two bodies read: `<s> A </s>`, and for a pair `<s> A </s> </s> B </s>`. Both truncate as Rust's `enable_truncation(max)` does. */
export interface PackTokenizer {
  encode(text: string, maxTokens?: number): Encoding;
  encodePair(first: string, second: string, maxTokens?: number): Encoding;
}

const META = '\u2581';
const PAIR_SPECIALS = 4;
const SINGLE_SPECIALS = 2;

/**
 * `tokenizer.json` of a pack, by @huggingface/tokenizers, with what that lacks: offsets and truncation. Only the pack's own kind is
 * taken (Unigram behind NFKC and Metaspace), since offsets follow its normaliser; AppError `internal` says what differs.
 */
export function createTokenizer(json: object): PackTokenizer {
  const fault = unlike(json as TokenizerJson);
  if (fault !== null) throw new AppError('internal', { detail: `tokenizer.json: ${fault}` });
  const library = new Tokenizer(json, {});
  const { model } = library;
  const opening = library.token_to_id('<s>');
  const closing = library.token_to_id('</s>');
  if (!model || opening === undefined || closing === undefined) {
    throw new AppError('internal', { detail: 'tokenizer.json lacks <s> or </s>' });
  }
  const unknown = model.unk_token_id ?? 0;

  /** The text's tokens without special ones; stops once there are `enough`. */
  const tokensOf = (text: string, enough: number): Encoding => {
    const { text: normalised, starts, ends } = normaliseText(text);
    const found: Encoding = { ids: [], pieces: [], offsets: [] };
    let at = 0;
    while (at < normalised.length && found.ids.length < enough) {
      // A word is what Metaspace splits off: its mark, which stands for the space before it (or for none at the text's begin), and the rest.
      const marked = isMark(normalised.charCodeAt(at));
      let to = at + 1;
      while (to < normalised.length && !isMark(normalised.charCodeAt(to))) to += 1;
      let unit = marked ? at : at - 1;
      for (const piece of model([META + normalised.slice(marked ? at + 1 : at, to)])) {
        let first = unit;
        unit += piece.length;
        // The mark itself is no text, unless the text has that very character.
        if (piece.startsWith(META) && normalised.charAt(first) !== META) first += 1;
        found.ids.push(model.tokens_to_ids.get(piece) ?? unknown);
        found.pieces.push(piece);
        const end = ends[unit - 1] ?? 0;
        // A mark alone is empty, unless its space is a part of a character, as in ﷺ.
        found.offsets.push([first < unit ? (starts[first] ?? 0) : Math.min(starts[unit] ?? end, end), end]);
      }
      at = to;
    }
    return found;
  };

  const assemble = (...sequences: Encoding[]): Encoding => {
    const all: Encoding = { ids: [opening], pieces: ['<s>'], offsets: [null] };
    for (const [index, sequence] of sequences.entries()) {
      // Two ends stand between the sequences of a pair.
      const before = index === 0 ? 0 : 1;
      all.ids = all.ids.concat(repeat(closing, before), sequence.ids, closing);
      all.pieces = all.pieces.concat(repeat('</s>', before), sequence.pieces, '</s>');
      all.offsets = [...all.offsets, ...repeat(null, before), ...sequence.offsets, null];
    }
    return all;
  };

  return {
    encode(text, maxTokens = Infinity) {
      const room = Math.max(0, maxTokens - SINGLE_SPECIALS);
      return assemble(cut(tokensOf(text, room), room));
    },
    encodePair(first, second, maxTokens = Infinity) {
      const room = Math.max(0, maxTokens - PAIR_SPECIALS);
      const a = tokensOf(first, Infinity);
      const b = tokensOf(second, Infinity);
      const [lengthA, lengthB] = longestFirst(a.ids.length, b.ids.length, room);
      return assemble(cut(a, lengthA), cut(b, lengthB));
    },
  };
}

function repeat<T>(value: T, times: number): T[] {
  return Array.from<T>({ length: times }).fill(value);
}

function isMark(code: number): boolean {
  return code === 0x20 || code === 0x2581;
}

function cut(tokens: Encoding, length: number): Encoding {
  if (tokens.ids.length <= length) return tokens;
  return {
    ids: tokens.ids.slice(0, length),
    pieces: tokens.pieces.slice(0, length),
    offsets: tokens.offsets.slice(0, length),
  };
}

/** The lengths to which a pair is cut: the longer down to the shorter, then both evenly (`TruncationStrategy::LongestFirst`). */
function longestFirst(a: number, b: number, room: number): [number, number] {
  const total = a + b;
  if (total <= room) return [a, b];
  const shorter = Math.min(a, b);
  let longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
  let kept = shorter;
  if (shorter + longer > room) {
    kept = Math.floor(room / 2);
    longer = kept + (room % 2);
  }
  return a > b ? [longer, kept] : [kept, longer];
}

interface TokenizerJson {
  added_tokens?: unknown[];
  normalizer?: unknown;
  pre_tokenizer?: unknown;
  post_processor?: { type?: string; single?: unknown; pair?: unknown };
  model?: { type?: string; byte_fallback?: boolean };
}

/** What of a tokenizer.json is not as `createTokenizer` takes it for granted; null when all is. */
function unlike({ added_tokens, normalizer, pre_tokenizer, post_processor, model }: TokenizerJson): string | null {
  const words = { type: 'Metaspace', prepend_scheme: 'always', replacement: META, split: true };
  if (model?.type !== 'Unigram' || model.byte_fallback) return 'the model is not a Unigram without byte fallback';
  if (added_tokens?.length !== 0) return 'there are added tokens';
  if (!isDeepStrictEqual(normalizer, NORMALISER)) return 'the normalizer is another';
  if (!isDeepStrictEqual(pre_tokenizer, words)) return 'the pre-tokenizer is another';
  if (templates(post_processor).join() !== '<s> A </s>,<s> A </s> </s> B </s>') return 'the template is another';
  return null;
}

function templates(processor: TokenizerJson['post_processor']): string[] {
  if (processor?.type !== 'TemplateProcessing') return [];
  return [processor.single, processor.pair].map((template) =>
    (template as { SpecialToken?: { id: string }; Sequence?: { id: string } }[])
      .map((part) => part.SpecialToken?.id ?? part.Sequence?.id)
      .join(' '),
  );
}
