import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { RequestRecord } from '../../http/options.ts';
import type { Observation } from '../../models/wrappers/meter.ts';

/** What Prometheus reads at `/metrics`. Labels are routes, codes and rungs: never a text, key or id of a caller. */
export interface Metrics {
  request(record: RequestRecord): void;
  model(observation: Observation): void;
  text(): Promise<{ body: string; contentType: string }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Makes the metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'aisle_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const answers = new Counter({
    name: 'aisle_answers_total',
    help: 'Scored answers by the worst rung used and what the cache gave.',
    labelNames: ['route', 'path', 'cache'],
    registers,
  });
  const problems = new Counter({
    name: 'aisle_problems_total',
    help: 'Problems by code.',
    labelNames: ['route', 'code'],
    registers,
  });
  const runs = new Histogram({
    name: 'aisle_model_duration_seconds',
    help: 'Time of one run of a rung.',
    labelNames: ['role', 'path', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const items = new Counter({
    name: 'aisle_model_items_total',
    help: 'Inputs that a rung was asked.',
    labelNames: ['role', 'path'],
    registers,
  });
  return {
    request({ method, route, status, milliseconds, code, path, cache }) {
      requests.observe({ method, route, status: String(status) }, milliseconds / 1000);
      if (path !== undefined && cache !== undefined) answers.inc({ route, path, cache });
      if (code !== undefined) problems.inc({ route, code });
    },
    model({ role, path, outcome, count, milliseconds }) {
      runs.observe({ role, path, outcome }, milliseconds / 1000);
      items.inc({ role, path }, count);
    },
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
