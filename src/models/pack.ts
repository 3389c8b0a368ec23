import * as z from 'zod/mini';
import { AppError } from '../core/error.ts';
import { RELATIONS } from '../core/relation.ts';
import { readSafetensors } from './safetensors.ts';

const calibration = z.object({ slope: z.number().check(z.positive()), offset: z.number() });

const manifestSchema = z.object({
  format: z.literal(2),
  name: z.string().check(z.minLength(1)),
  revision: z.string().check(z.minLength(1)),
  hidden_size: z.int().check(z.positive()),
  embed: z.object({
    query_prefix: z.string(),
    document_prefix: z.string(),
    max_tokens: z.int().check(z.positive()),
  }),
  intent: z.object({
    labels: z.array(z.string()).check(z.minLength(2)),
    /** Sub-intents with the intent each belongs to; the head's last row, after these, is "none". */
    sub_labels: z.array(z.object({ name: z.string(), intent: z.string() })),
    temperature: z.number().check(z.positive()),
  }),
  tags: z.object({
    labels: z.array(z.string()).check(z.minLength(3)),
    max_tokens: z.int().check(z.positive()),
    calibration,
    named_calibration: calibration,
    /** Of the raw probability that a text does not state an asked name; a pack without it keeps the raw one. */
    not_stated_calibration: z._default(calibration, { slope: 1, offset: 0 }),
  }),
  match: z.object({
    labels: z
      .array(z.string())
      .check(z.refine((labels) => labels.join() === RELATIONS.join(), { error: `must be ${RELATIONS.join(', ')}` })),
    max_tokens: z.int().check(z.positive()),
    temperature: z.number().check(z.positive()),
  }),
});

/** `pack.json`: the revision, label lists, prefixes, limits and calibration of one model pack. Other fields (licences, quality) are for readers. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A linear layer, row-major `[outputs × inputs]`. */
export interface Linear {
  weight: Float32Array;
  bias: Float32Array;
  inputs: number;
  outputs: number;
}

/**
 * The heads that the caller applies to the tasks body's answers, the same for every path. `matchAdapt` maps the four relation logits to
 * those of a shop (`aisle train`), when the pack has it.
 */
export interface Heads {
  intent: Linear;
  subIntent: Linear;
  tags: Linear;
  named: Linear;
  matchAdapt: Linear | null;
}

/** What both hosts load of a pack: its manifest and heads. The graphs and the tokenizer are only read by the ONNX driver. */
export interface Pack {
  manifest: Manifest;
  heads: Heads;
}

/** Parses `pack.json` and `heads.safetensors`. Throws AppError `internal` that names what is wrong with the pack. */
export function parsePack(manifestJson: unknown, headsFile: ArrayBuffer): Pack {
  const parsed = manifestSchema.safeParse(manifestJson);
  if (!parsed.success) throw new AppError('internal', { detail: `pack.json: ${z.prettifyError(parsed.error)}` });
  const manifest = parsed.data;
  const tensors = readSafetensors(headsFile);
  const linear = (name: string, rows: number, inputs: number): Linear => {
    const weight = tensors.get(`${name}.weight`);
    const bias = tensors.get(`${name}.bias`);
    if (weight === undefined || bias === undefined) {
      throw new AppError('internal', { detail: `heads.safetensors lacks ${name}` });
    }
    if (weight.data.length !== rows * inputs || bias.data.length !== rows) {
      throw new AppError('internal', {
        detail: `heads.safetensors: ${name} is ${weight.shape.join('×')}, not ${rows}×${inputs}`,
      });
    }
    return { weight: weight.data, bias: bias.data, inputs, outputs: rows };
  };
  const size = manifest.hidden_size;
  return {
    manifest,
    heads: {
      intent: linear('intent', manifest.intent.labels.length, size),
      subIntent: linear('sub_intent', manifest.intent.sub_labels.length + 1, size),
      tags: linear('tags', manifest.tags.labels.length, size),
      named: linear('named', 3, size),
      matchAdapt: tensors.has('match_adapt.weight') ? linear('match_adapt', RELATIONS.length, RELATIONS.length) : null,
    },
  };
}
