import type { ErrorCode } from '../core/error.ts';
import type { Stage } from '../models/port.ts';

/** What a request carries through the pipeline. */
export interface AppEnv {
  Variables: {
    requestId: string;
    account: string;
    /** Milliseconds spent in each stage so far. */
    stages: Record<Stage, number>;
    /** Set when the answer was made with the headers that all have. */
    complete?: boolean;
    /** For the record of the request. */
    outcome: { code?: ErrorCode; path?: string; degraded?: boolean; cache?: string };
  };
}
