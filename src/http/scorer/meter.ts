import type { TeiFault } from './tei-fault.ts';

/** What one answered request took; times in milliseconds. */
export interface Work {
  characters: number;
  tokens: number;
  tokenization: number;
  inference: number;
  total: number;
}

/** Counts of one model, under TEI's names. */
export interface Meter {
  asked(method: 'single' | 'batch'): void;
  done(method: 'single' | 'batch', work: Work): void;
  failed(fault: TeiFault): void;
  /** The lines of Prometheus' text format, with the requests in work as the queue. */
  lines(model: string, queue: number): string;
}

/** Upper bounds of the duration's buckets, in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts in memory, from this start on. */
export function createMeter(): Meter {
  const counts = new Map<string, number>();
  const buckets = BOUNDS.map(() => 0);
  const sums = { te_request_duration: 0, te_request_tokenization_duration: 0, te_request_inference_duration: 0 };
  let finished = 0;
  const add = (name: string, label: string, value: string): void => {
    const key = `${name}|${label}="${value}"`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return {
    asked: (method) => add('te_request_count', 'method', method),
    done(method, { total, tokenization, inference }) {
      add('te_request_success', 'method', method);
      finished += 1;
      sums.te_request_duration += total / 1000;
      sums.te_request_tokenization_duration += tokenization / 1000;
      sums.te_request_inference_duration += inference / 1000;
      for (const [i, bound] of BOUNDS.entries()) if (total / 1000 <= bound) buckets[i] = (buckets[i] ?? 0) + 1;
    },
    failed: ({ type, status }) => add('te_request_failure', 'err', type?.toLowerCase() ?? String(status)),
    lines(model, queue) {
      const at = `model="${model}"`;
      const lines = [...counts].map(([key, count]) => `${key.replace('|', `{${at},`)}} ${count}`);
      for (const [i, bound] of BOUNDS.entries()) {
        lines.push(`te_request_duration_bucket{${at},le="${bound}"} ${buckets[i]}`);
      }
      lines.push(`te_request_duration_bucket{${at},le="+Inf"} ${finished}`);
      for (const [name, sum] of Object.entries(sums)) {
        lines.push(`${name}_sum{${at}} ${sum}`, `${name}_count{${at}} ${finished}`);
      }
      lines.push(`te_queue_size{${at}} ${queue}`);
      return `${lines.join('\n')}\n`;
    },
  };
}

/** TEI's headers of a success, in whole milliseconds. There is no queue of our own before the model. */
export function workHeaders(work: Work): Record<string, string> {
  const total = String(Math.round(work.total));
  return {
    'x-compute-type': 'cpu',
    'x-compute-time': total,
    'x-compute-characters': String(work.characters),
    'x-compute-tokens': String(work.tokens),
    'x-total-time': total,
    'x-tokenization-time': String(Math.round(work.tokenization)),
    'x-queue-time': '0',
    'x-inference-time': String(Math.round(work.inference)),
  };
}
