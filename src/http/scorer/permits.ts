import { TeiFault } from './tei-fault.ts';

/** A fixed number of inputs at once. */
export interface Permits {
  readonly taken: number;
  /** Takes `count` at once or throws TEI's 429; the answer gives them back. */
  take(count: number): () => void;
}

/**
 * One permit an input. TEI lets a batch wait for its permits; here it is refused like a single input, so that the caller
 * goes on to its next endpoint instead of waiting behind work that takes seconds on a CPU.
 */
export function createPermits(limit: number): Permits {
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    take(count) {
      if (taken + count > limit) throw new TeiFault('Overloaded', 'Model is overloaded');
      taken += count;
      return () => {
        taken -= count;
      };
    },
  };
}
