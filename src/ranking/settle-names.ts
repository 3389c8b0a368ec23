import { matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';

/** A tagged span with calibrated confidence. */
interface Span {
  name: string;
  start: number;
  end: number;
  confidence: number;
}

/** Below this confidence the tagger's name gives way to that of the word lists; where they have none, the span counts for nothing. */
export const SURE_ENOUGH = 0.3;

/** What the word lists' name is worth then. */
const LISTED = 0.5;

/** The spans; where the tagger is unsure what words are, those of them that the word lists know take its place, by the names of the lists. */
export function settleNames<T extends Span>(text: string, spans: readonly T[]): T[] {
  if (spans.every(({ confidence }) => confidence >= SURE_ENOUGH)) return [...spans];
  const known = matchGazetteer(text);
  return spans.flatMap((span) => {
    if (span.confidence >= SURE_ENOUGH) return [span];
    const inside = known.filter(({ start, end }) => start >= span.start && end <= span.end);
    if (inside.length === 0) return [span];
    return inside.map(({ name, start, end }) => ({ ...span, name, start, end, confidence: LISTED }));
  });
}
