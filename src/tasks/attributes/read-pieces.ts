import { platt } from '../../core/math.ts';
import type { Context } from '../../models/context.ts';
import type { Scored, TaggedSpan, TagsInput } from '../../models/port.ts';
import { canAnswer } from '../../ranking/name-dimension.ts';
import { settleNames, SURE_ENOUGH } from '../../ranking/settle-names.ts';
import { wholeSpans } from '../../ranking/whole-spans.ts';
import type { Piece } from './fields.ts';

/** Below this confidence a span is not reported: in a title or query, and in running text, where chance hits are many. */
const LEAST = { main: SURE_ENOUGH, more: 0.6 };

/** One piece to read: of which item, from which part of it, and for which name (absent: the canonical ones). */
export interface Reading {
  item: number;
  part: 'main' | 'more';
  piece: Piece;
  name?: string;
  /** `attributeKey` of the name. */
  key?: string;
}

/** What a piece states; `notStated` is how likely it does not state the name that was asked. Both are calibrated. */
export interface PieceRead extends Reading {
  spans: TaggedSpan[];
  notStated: number;
}

/** Reads the pieces in one model call. Nothing to read asks nothing. */
export async function readPieces(
  readings: readonly Reading[],
  { models, pack, call }: Context,
): Promise<{ read: PieceRead[]; scored: Scored<'tags'>[] }> {
  if (readings.length === 0) return { read: [], scored: [] };
  const scored = await models.tags.run(
    readings.map(({ piece: { text }, name }): TagsInput => (name === undefined ? { text } : { text, name })),
    call,
  );
  const { calibration, named_calibration, not_stated_calibration } = pack.manifest.tags;
  const read = readings.map((reading, i): PieceRead => {
    const { spans = [], notStated = 1 } = scored[i]?.output ?? {};
    const { slope, offset } = reading.name === undefined ? calibration : named_calibration;
    const calibrated = spans.map((span) => ({ ...span, confidence: platt(span.confidence, slope, offset) }));
    const { name, part, piece } = reading;
    const settled =
      name === undefined
        ? settleNames(piece.text, calibrated)
        : wholeSpans(piece.text, calibrated).filter(({ start, end }) => canAnswer(name, piece.text.slice(start, end)));
    return {
      ...reading,
      notStated: platt(notStated, not_stated_calibration.slope, not_stated_calibration.offset),
      spans: settled.filter(({ confidence }) => confidence >= LEAST[part]),
    };
  });
  return { read, scored };
}
