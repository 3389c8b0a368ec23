import { argmax, softmax } from '../../core/math.ts';
import type { Pack } from '../pack.ts';
import type { TaggedSpan, TaggedText, TagsInput } from '../port.ts';
import { namedPrompt } from '../prompts.ts';
import { applyLinear } from './apply-linear.ts';

/** The body's answer for one text: a vector a token, and each token's UTF-16 offsets in the text that was encoded; null for special tokens. */
export interface TokenVectors {
  /** `[tokens × hidden]`, row-major. */
  vectors: Float32Array;
  offsets: readonly ([start: number, end: number] | null)[];
}

/** The text that the body is given for an input. */
export function tagPrompt(input: TagsInput): string {
  return input.name === undefined ? input.text : namedPrompt(input.name, input.text).prompt;
}

/** What a token of the by-name head is: outside, the first of a span, or inside one. */
export const NAMED_LABELS = ['O', 'B', 'I'] as const;

/**
 * Token vectors → spans: the linear head, softmax, then greedy BIO decoding (an I that continues nothing opens a span).
 * A span's confidence is the geometric mean of its tokens' probabilities. Offsets are mapped back to `input.text`,
 * so every span is an exact substring of it without outer white space.
 */
export function tagHead({ vectors, offsets }: TokenVectors, input: TagsInput, pack: Pack): TaggedText {
  const named = input.name !== undefined;
  const begin = named ? namedPrompt(input.name ?? '', '').begin : 0;
  const head = named ? pack.heads.named : pack.heads.tags;
  const labels: readonly string[] = named ? NAMED_LABELS : pack.manifest.tags.labels;
  const spans: (TaggedSpan & { tokens: number })[] = [];
  let open: (TaggedSpan & { tokens: number }) | null = null;
  let notStated = 1;
  for (const [token, range] of offsets.entries()) {
    const trimmed = range === null ? null : tokenRange(input.text, range[0] - begin, range[1] - begin);
    if (trimmed === null) continue;
    const probabilities = softmax(applyLinear(head, vectors, token * head.inputs));
    const best = argmax(probabilities);
    const confidence = Math.log(Math.max(1e-9, probabilities[best] ?? 0));
    const label = labels[best] ?? 'O';
    const name = named ? (input.name ?? '') : label.slice(2);
    notStated = Math.min(notStated, probabilities[0] ?? 0);
    if (label === 'O') open = null;
    else if (open !== null && label.startsWith('I') && open.name === name) {
      open.end = Math.max(open.end, trimmed[1]);
      open.confidence += confidence;
      open.tokens += 1;
    } else if (open === null || trimmed[0] >= open.end) {
      open = { name, start: trimmed[0], end: trimmed[1], confidence, tokens: 1 };
      spans.push(open);
    }
  }
  const found = spans.map(({ tokens, ...span }) => ({ ...span, confidence: Math.exp(span.confidence / tokens) }));
  return named ? { spans: found, notStated } : { spans: found };
}

/** A token's range inside the text and without outer white space; null when nothing is left. */
export function tokenRange(text: string, from: number, to: number): [number, number] | null {
  let start = Math.max(0, from);
  let end = Math.min(text.length, to);
  if (from < 0 && to <= 0) return null;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return start < end ? [start, end] : null;
}
