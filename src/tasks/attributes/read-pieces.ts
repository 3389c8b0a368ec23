import { platt } from '../../core/math.ts';
import type { Context } from '../../models/context.ts';
import type { Scored, TaggedSpan, TagsInput } from '../../models/port.ts';
import type { Piece } from './fields.ts';

/** Below this confidence a span is not reported: in a title or query, and in running text, where chance hits are many. */
const SURE_ENOUGH = { main: 0.3, more: 0.6 };

/** The same for a name that was asked of a title or query: to miss one is worse than where nobody asked. */
const SURE_ENOUGH_ASKED = 0.25;

/** One piece to read: of which item, from which part of it, and for which name (absent: the canonical ones). */
export interface Reading {
  item: number;
  part: 'main' | 'more';
  piece: Piece;
  name?: string;
}

/** What a piece states, with calibrated confidence; `notStated` is how likely it does not state the name that was asked. */
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
  const { calibration, named_calibration } = pack.manifest.tags;
  const read = readings.map((reading, i): PieceRead => {
    const { spans = [], notStated = 1 } = scored[i]?.output ?? {};
    const { slope, offset } = reading.name === undefined ? calibration : named_calibration;
    const isAsked = reading.name !== undefined && reading.part === 'main';
    const least = isAsked ? SURE_ENOUGH_ASKED : SURE_ENOUGH[reading.part];
    const calibrated = spans.map((span) => ({ ...span, confidence: platt(span.confidence, slope, offset) }));
    return { ...reading, notStated, spans: calibrated.filter(({ confidence }) => confidence >= least) };
  });
  return { read, scored };
}
