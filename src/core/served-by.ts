/** The rungs of the ladder, best first: a GPU endpoint, the ONNX pack (in process or behind the scorer), no weights at all. */
export const PATHS = ['gpu', 'onnx', 'lexical'] as const;

/** One rung. */
export type Path = (typeof PATHS)[number];

/**
 * Where an answer came from. `degraded` is true when the full model did not answer (the lexical rung);
 * `reason` says why a higher rung was passed over, and is absent when none was.
 */
export interface ServedBy {
  path: Path;
  degraded: boolean;
  reason?: string;
}

/** The worst rung of several; of equal ones the first that has a reason. An empty list is a caller's mistake. */
export function worstServed(all: Iterable<ServedBy>): ServedBy {
  let worst: ServedBy | undefined;
  for (const served of all) {
    const step = worst === undefined ? 1 : PATHS.indexOf(served.path) - PATHS.indexOf(worst.path);
    if (worst === undefined || step > 0 || (step === 0 && worst.reason === undefined && served.reason !== undefined)) {
      worst = served;
    }
  }
  if (worst === undefined) throw new Error('worstServed of nothing');
  return worst;
}
