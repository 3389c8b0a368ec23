import type { InferenceSession } from 'onnxruntime-node';

/** How a graph is run. `threads`: how many one operator may use. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Between operators threads spin: shortly, since on busy cores they keep each other from working (by default a run of 1 × 8 tokens then
    // took four times as long), but not never, since waking them takes longer (1.7 times on idle cores). After a run they sleep.
    extra: { session: { intra_op: { spin_duration_us: '50' }, force_spinning_stop: '1' } },
  };
}
