import { base64OfFloats, floatsOfBase64 } from '../../core/base64.ts';
import { PATHS } from '../../core/served-by.ts';
import type { Manifest } from '../pack.ts';
import type { Inputs, Outputs, Role, Scored, TaggedSpan } from '../port.ts';

/** What answers of a pack look like, for telling them from garbage. */
export interface AnswerShape {
  dimensions: number;
  intents: number;
  subIntents: number;
  /** Names of the canonical attributes. */
  tags: ReadonlySet<string>;
}

/** The shape of a pack's answers. */
export function answerShape({ hidden_size, intent, tags }: Manifest): AnswerShape {
  return {
    dimensions: hidden_size,
    intents: intent.labels.length,
    // The last row is "none".
    subIntents: intent.sub_labels.length + 1,
    tags: new Set(tags.labels.map((label) => label.replace(/^[BI]-/, ''))),
  };
}

/** How one role's answers are kept: numbers, labels and offsets, never text. */
interface Codec<R extends Role> {
  /** Whether it is an answer to this input: lengths, finite numbers, spans inside the text. */
  fits(output: Outputs[R], input: Inputs[R]): boolean;
  /** The answer as JSON. */
  encode(output: Outputs[R]): unknown;
  /** The answer of such JSON, not yet checked by `fits`; null when it is something else. */
  decode(value: unknown, input: Inputs[R]): Outputs[R] | null;
  /** Approximate bytes in memory. */
  bytes(output: Outputs[R]): number;
}

const codecs: { [R in Role]: (shape: AnswerShape) => Codec<R> } = {
  embed: ({ dimensions }) => ({
    fits: (vector) => vector.length === dimensions && isUnit(vector),
    encode: base64OfFloats,
    decode: (value) => (typeof value === 'string' ? floatsOfBase64(value) : null),
    bytes: (vector) => vector.byteLength,
  }),
  intent: ({ intents, subIntents }) => ({
    fits: ({ intent, subIntent }) => areFinite(intent, intents) && areFinite(subIntent, subIntents),
    encode: ({ intent, subIntent }) => [intent, subIntent],
    decode: (value) => {
      const [intent, subIntent] = asArray(value);
      return isNumbers(intent) && isNumbers(subIntent) ? { intent, subIntent } : null;
    },
    bytes: ({ intent, subIntent }) => 8 * (intent.length + subIntent.length),
  }),
  tags: ({ tags }) => ({
    fits: ({ spans, notStated }, { text, name }) =>
      (name === undefined ? notStated === undefined : isProbability(notStated)) &&
      spans.every((span) => (name === undefined ? tags.has(span.name) : span.name === name) && isSpan(span, text)),
    // An asked name is the caller's text: it is left out, and comes back from the input.
    encode: ({ spans, notStated }) => [
      notStated ?? null,
      ...spans.map(({ name, start, end, confidence }) => [
        start,
        end,
        confidence,
        ...(notStated === undefined ? [name] : []),
      ]),
    ],
    decode: (value, { name: asked }) => {
      const [notStated, ...rows] = asArray(value);
      const spans: TaggedSpan[] = [];
      for (const row of rows) {
        const [start, end, confidence, name = asked] = asArray(row);
        if (!isNumbers([start, end, confidence]) || typeof name !== 'string') return null;
        spans.push({ name, start: start as number, end: end as number, confidence: confidence as number });
      }
      if (notStated === null) return { spans };
      return typeof notStated === 'number' ? { spans, notStated } : null;
    },
    bytes: ({ spans }) => 64 + 80 * spans.length,
  }),
  match: () => ({
    fits: (logits) => areFinite(logits, 4),
    encode: (logits) => logits,
    decode: (value) => (isNumbers(value) ? value : null),
    bytes: (logits) => 8 * logits.length,
  }),
};

/** Keeps a list of answers as one string. */
export interface AnswerCodec<R extends Role> {
  /** Whether it may be kept: undegraded, and an answer to this input. */
  isSound(answer: Scored<R>, input: Inputs[R]): boolean;
  encode(answers: readonly Scored<R>[]): string;
  /** The answers to these inputs, each `cached`; null when the string is anything but that. */
  decode(text: string, inputs: readonly Inputs[R][]): Scored<R>[] | null;
  bytes(answer: Scored<R>): number;
}

/** The codec of one role. The string is `{"paths": one digit an answer, "answers": […]}`. */
export function answerCodec<R extends Role>(role: R, shape: AnswerShape): AnswerCodec<R> {
  const codec: Codec<R> = codecs[role](shape);
  return {
    isSound: ({ output, served }, input) => !served.degraded && codec.fits(output, input),
    encode: (answers) =>
      JSON.stringify({
        paths: answers.map(({ served }) => PATHS.indexOf(served.path)).join(''),
        answers: answers.map(({ output }) => codec.encode(output)),
      }),
    decode(text, inputs) {
      const value = parse(text);
      const { paths, answers }: { paths?: unknown; answers?: unknown } = Object(value);
      if (typeof paths !== 'string' || paths.length !== inputs.length) return null;
      if (!Array.isArray(answers) || answers.length !== inputs.length) return null;
      const decoded: Scored<R>[] = [];
      for (const [i, input] of inputs.entries()) {
        const path = PATHS[Number(paths[i])];
        const output = codec.decode(answers[i], input);
        if (path === undefined || output === null || !codec.fits(output, input)) return null;
        decoded.push({ output, served: { path, degraded: false }, cached: true });
      }
      return decoded;
    },
    bytes: ({ output }) => codec.bytes(output),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isFinite);

const areFinite = (values: readonly number[], length: number): boolean =>
  values.length === length && values.every(Number.isFinite);

const isProbability = (value: number | undefined): boolean => value !== undefined && value >= 0 && value <= 1;

function isSpan({ start, end, confidence }: TaggedSpan, text: string): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > text.length) return false;
  return /^\S(?:.*\S)?$/s.test(text.slice(start, end)) && isProbability(confidence);
}

function isUnit(vector: Float32Array): boolean {
  let sum = 0;
  for (const x of vector) sum += x * x;
  return Math.abs(sum - 1) < 0.02;
}
