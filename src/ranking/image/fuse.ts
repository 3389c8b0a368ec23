import type { SpanName } from '../../core/attribute.ts';
import type { Box } from '../../core/picture.ts';
import { compareValues, type Comparison } from './compare-values.ts';

/** How much a picture's confidence counts beside a text's: a photo's light and background are not the product's. */
const WEIGHT = 0.5;

/** From this confidence on what a text says is explicit, and stands against the picture. */
const EXPLICIT = 0.5;

/** A value that a picture shows. */
export interface SeenValue {
  value: string;
  confidence: number;
  box: Box | null;
}

/** What text and picture together say of one name. */
export interface Fused {
  /** The confidence of each value of the text, in order. */
  confidences: number[];
  /** The picture's values are part of the answer, before the text's. */
  takesImage: boolean;
  verdict: Comparison | 'text_only' | 'image_only';
}

/**
 * What a text and a picture say of a name, as one. Where a value of both is the same, its confidence becomes 1 − (1 − text)(1 − ½ image), as of
 * two witnesses of whom the second counts half. Where they differ, the text stands if it is explicit (.5 or more), else the surer of the two comes first.
 */
export function fuse(
  canonical: SpanName,
  said: readonly { value: string; confidence: number }[],
  seen: readonly SeenValue[],
): Fused {
  const confidences = said.map(({ confidence }) => confidence);
  if (seen.length === 0) return { confidences, takesImage: false, verdict: 'text_only' };
  if (said.length === 0) return { confidences, takesImage: true, verdict: 'image_only' };
  const surestSeen = Math.max(...seen.map(({ confidence }) => confidence));
  const comparisons = said.map(({ value }) => seen.map((one) => compareValues(canonical, value, one.value)));
  const all = comparisons.flat();
  const verdict = (['agree', 'differ'] as const).find((one) => all.includes(one)) ?? 'unclear';
  const fused = confidences.map((confidence, i) => {
    const witnesses = seen.filter((_, at) => comparisons[i]?.[at] === 'agree').map((one) => one.confidence);
    return witnesses.length === 0 ? confidence : 1 - (1 - confidence) * (1 - WEIGHT * Math.max(...witnesses));
  });
  const surestSaid = Math.max(...confidences);
  const takesImage = verdict !== 'agree' && surestSaid < EXPLICIT && WEIGHT * surestSeen > surestSaid;
  return { confidences: fused, takesImage, verdict };
}
