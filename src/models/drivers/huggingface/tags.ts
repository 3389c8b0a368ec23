import * as z from 'zod/mini';
import { AppError } from '../../../core/error.ts';
import { unitsOfCodePoints } from '../../../core/text-offsets.ts';
import type { Model, TaggedSpan } from '../../port.ts';
import { invalidAnswer } from '../upstream-fault.ts';
import { huggingfaceClient, type HuggingfaceOptions } from './client.ts';

const groupsSchema = z.array(
  z.object({
    entity_group: z.string(),
    score: z.number().check(z.minimum(0), z.maximum(1)),
    start: z.int().check(z.nonnegative()),
    end: z.int().check(z.nonnegative()),
  }),
);
type Group = z.infer<typeof groupsSchema>[number];

/**
 * The `tags` role by the task `token-classification`, canonical names only: the hosted head does not know asked names.
 * One request a text: the library refuses the answer to a list, and one without groups (`aggregation_strategy: none`).
 */
export function huggingfaceTags(options: HuggingfaceOptions): Model<'tags'> {
  const client = huggingfaceClient(options);
  const names = new Set(
    options.pack.manifest.tags.labels.filter((label) => label !== 'O').map((label) => label.slice(2)),
  );
  return {
    role: 'tags',
    maxBatch: options.maxBatch ?? 8,
    probe: (signal) => client.probe(signal),

    async run(inputs, call) {
      if (inputs.some(({ name }) => name !== undefined)) {
        throw new AppError('not_implemented', {
          detail: 'A hosted token classifier cannot be asked for a named attribute.',
        });
      }
      return Promise.all(
        inputs.map(async ({ text }) => {
          const groups = await client.ask(call, (library, endpoint, rest) =>
            library.tokenClassification(
              { ...endpoint, inputs: text.toWellFormed(), parameters: { aggregation_strategy: 'simple' } },
              rest,
            ),
          );
          const parsed = groupsSchema.safeParse(groups);
          if (!parsed.success) throw invalidAnswer('is not a list of entity groups');
          return { output: { spans: spansOf(parsed.data, text, names) }, served: client.served, cached: false };
        }),
      );
    },
  };
}

/** Python counts code points; and a server that left the BIO prefixes on its groups gets them merged here. */
function spansOf(groups: readonly Group[], text: string, names: ReadonlySet<string>): TaggedSpan[] {
  const units = unitsOfCodePoints(text);
  const spans: TaggedSpan[] = [];
  for (const { entity_group: label, score, start, end } of groups) {
    if (label === 'O') continue;
    const name = label.replace(/^[BI]-/, '');
    const from = units[start];
    const to = units[end];
    if (!names.has(name)) throw invalidAnswer('has a label that the pack does not know');
    if (from === undefined || to === undefined || to < from) throw invalidAnswer('has offsets outside the text');
    const inner = text.slice(from, to);
    if (inner.trim() === '') continue;
    const at = from + inner.length - inner.trimStart().length;
    const stop = from + inner.trimEnd().length;
    const last = spans.at(-1);
    if (label.startsWith('I-') && last?.name === name && text.slice(last.end, at).trim() === '') {
      last.end = stop;
      last.confidence = Math.sqrt(last.confidence * score);
    } else spans.push({ name, start: at, end: stop, confidence: score });
  }
  return spans;
}
