import { foldText } from '../../../core/fold-text.ts';
import { argmax, platt } from '../../../core/math.ts';
import { overlaps } from '../../../core/overlaps.ts';
import { textWindows } from '../../../core/text-windows.ts';
import { applyLinear } from '../../../models/heads/apply-linear.ts';
import { NAMED_LABELS, tagHead, tagPrompt, tokenRange, type TokenVectors } from '../../../models/heads/tag-head.ts';
import type { Pack } from '../../../models/pack.ts';
import type { TaggedSpan, TagsInput } from '../../../models/port.ts';
import { namedPrompt } from '../../../models/prompts.ts';
import { canAnswer } from '../../../ranking/name-dimension.ts';
import { settleNames, SURE_ENOUGH } from '../../../ranking/settle-names.ts';
import { WINDOW } from '../../../tasks/attributes/fields.ts';
import { fitPlatt } from '../calibrate.ts';
import { type Example, fitHead, rehearsedTarget } from '../linear-head.ts';
import { calibrationError, f1, type Outcome } from '../measure.ts';
import type { NamedExample, Range, TagsExample } from '../rows.ts';
import type { PartWork } from './part.ts';

/** A span of a piece; of the asked name where one is asked. */
type Span = Range & { name: string };

/** A piece of a text as the server reads it: short enough for the body to read whole. */
interface Piece {
  input: TagsInput;
  spans: Span[];
  vectors: TokenVectors;
}

interface Item {
  group: string;
  pieces: Piece[];
}

/** The head of the canonical names (`tags`), or of any asked name (`named`): the same work on another layer. */
function spansPart<P extends 'tags' | 'named'>(part: P): PartWork<P, Item> {
  const calibrationOf = ({ manifest: { tags } }: Pack) => (part === 'tags' ? tags.calibration : tags.named_calibration);
  const labelsOf = (pack: Pack): readonly string[] => (part === 'tags' ? pack.manifest.tags.labels : NAMED_LABELS);
  const labelOf = ({ name }: Span, isFirst: boolean): string =>
    `${isFirst ? 'B' : 'I'}${part === 'tags' ? `-${name}` : ''}`;
  const withHead = (pack: Pack, head: Pack['heads'][P]): Pack => ({ ...pack, heads: { ...pack.heads, [part]: head } });

  return {
    async read(examples, bodies) {
      const cut = examples.map((example) => ({ group: example.group, pieces: piecesOf(example) }));
      const pieces = cut.flatMap((one) => one.pieces);
      const read = await bodies.ofTexts(pieces.map(({ input }) => tagPrompt(input)));
      let at = 0;
      return cut.map(({ group, pieces: own }) => ({
        group,
        pieces: own.map((piece) => ({ ...piece, vectors: read[at++] as TokenVectors })),
      }));
    },

    async fit(items, rehearsed, base, pack, options) {
      const pieces = piecesIn(items);
      const labels = labelsOf(pack);
      // A name that no row uses is not labelled: where the base finds one, its answer is kept.
      const labelled = new Set(pieces.flatMap(({ spans }) => spans.map(({ name }) => name)));
      const head = pack.heads[part];
      const learn = pieces.flatMap((piece) =>
        tokensOf(piece).map(({ features, span, isFirst }): Example => {
          const of = { group: piece.group, features };
          if (span !== undefined) return { ...of, target: labels.indexOf(labelOf(span, isFirst)) };
          const best = part === 'tags' ? argmax(applyLinear(base.heads.tags, features)) : 0;
          return { ...of, target: labelled.has(labels[best]?.slice(2) ?? '') ? 0 : best };
        }),
      );
      const keep = piecesIn(rehearsed).flatMap((piece) =>
        tokensOf(piece).map(({ features }): Example => {
          return { group: piece.group, features, target: rehearsedTarget(base.heads[part], features, head.outputs) };
        }),
      );
      const fitted = await fitHead(head, [...learn, ...keep], options);
      const found = pieces.flatMap((piece) =>
        raw(piece, withHead(pack, fitted.unseen(piece.group)))
          .filter(({ name }) => labelled.has(name))
          .map((span) => ({ confidence: span.confidence, right: isRight(span, piece, piece.spans) })),
      );
      const calibration = await fitPlatt(found, calibrationOf(pack), options.signal);
      const adapted = withHead(pack, fitted.head);
      const tags = { ...pack.manifest.tags, [part === 'tags' ? 'calibration' : 'named_calibration']: calibration };
      return {
        strength: fitted.strength,
        pack: { ...adapted, manifest: { ...pack.manifest, tags } },
      };
    },

    measure(items, pack, names) {
      const sure: { confidence: number; right: boolean }[] = [];
      const counts = (span: Span): boolean => names === undefined || names.has(span.name);
      const outcomes = items.map(({ group, pieces }): Outcome => {
        const outcome = { group, right: 0, answered: 0, expected: 0, said: '' };
        for (const piece of pieces) {
          const answered = answers(piece, pack, calibrationOf(pack)).filter(counts);
          const expected = piece.spans.filter(counts);
          const right = answered.map((span) => isRight(span, piece, expected));
          outcome.right += right.filter(Boolean).length;
          outcome.answered += answered.length;
          outcome.expected += expected.length;
          outcome.said += JSON.stringify(answered.map(({ name, start, end }) => [name, start, end]));
          sure.push(...answered.map(({ confidence }, i) => ({ confidence, right: right[i] === true })));
        }
        return outcome;
      });
      const metric = part === 'tags' ? 'span_f1' : 'value_f1';
      return { metric, outcomes, metrics: { [metric]: f1(outcomes), ece: calibrationError(sure) } };
    },
  };
}

/** The spans of canonical and new names in a text. */
export const tagsPart = spansPart('tags');

/** The spans that state an asked attribute. */
export const namedPart = spansPart('named');

function piecesOf(example: TagsExample | NamedExample): Omit<Piece, 'vectors'>[] {
  const asked = 'attribute' in example ? { name: example.attribute } : {};
  const spans = 'attribute' in example ? example.spans.map((one) => ({ ...one, ...asked })) : example.spans;
  return textWindows(example.text, WINDOW).map(({ text, start }) => ({
    input: { text, ...asked },
    // What a cut goes through is stated by neither piece.
    spans: (spans as Span[])
      .filter((one) => one.start >= start && one.end <= start + text.length)
      .map((one) => ({ name: one.name, start: one.start - start, end: one.end - start })),
  }));
}

const piecesIn = (items: readonly Item[]): (Piece & { group: string })[] =>
  items.flatMap(({ group, pieces }) => pieces.map((piece) => ({ ...piece, group })));

/** The tokens of a piece that the head reads, each with the span that it is in and whether it begins it. */
function tokensOf({
  input,
  spans,
  vectors: { vectors, offsets },
}: Piece): { features: Float32Array; span: Span | undefined; isFirst: boolean }[] {
  const begin = input.name === undefined ? 0 : namedPrompt(input.name, '').begin;
  const width = vectors.length / offsets.length;
  const begun = new Set<Span>();
  return offsets.flatMap((range, token) => {
    const place = range === null ? null : tokenRange(input.text, range[0] - begin, range[1] - begin);
    if (place === null) return [];
    const span = spans.find((one) => overlaps(one, { start: place[0], end: place[1] }));
    const isFirst = span !== undefined && !begun.has(span);
    if (span !== undefined) begun.add(span);
    return [{ features: vectors.subarray(token * width, (token + 1) * width), span, isFirst }];
  });
}

/** The head's spans, with confidence before calibration. */
function raw({ input, vectors }: Piece, pack: Pack): readonly TaggedSpan[] {
  return tagHead(vectors, input, pack).spans;
}

/** The spans that the server reports of a title or query. */
function answers(piece: Piece, pack: Pack, { slope, offset }: { slope: number; offset: number }): TaggedSpan[] {
  const { input } = piece;
  const calibrated = raw(piece, pack).map((span) => ({ ...span, confidence: platt(span.confidence, slope, offset) }));
  const settled =
    input.name === undefined
      ? settleNames(input.text, calibrated)
      : calibrated.filter(({ name, start, end }) => canAnswer(name, input.text.slice(start, end)));
  return settled.filter(({ confidence }) => confidence >= SURE_ENOUGH);
}

/** A span is right by its name and place; the value of an asked name by its text alone, wherever it stands. */
function isRight(
  { name, start, end }: Span,
  { input: { text, name: asked } }: Piece,
  expected: readonly Span[],
): boolean {
  const value = (span: Range): string => foldText(text.slice(span.start, span.end));
  return expected.some((one) =>
    asked === undefined
      ? one.name === name && one.start === start && one.end === end
      : value(one) === value({ start, end }),
  );
}
