import type { InferenceSession } from 'onnxruntime-node';

/** How both graphs are run. `threads`: how many one operator may use. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Threads that spin between operators take the cores from the HTTP thread and from each other: on two busy cores a run took twice as long.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
