import { collectDefaultMetrics, Registry } from 'prom-client';

/** Every figure that this process exposes, in the Prometheus format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export const registry = new Registry();

/** Adds the process's own figures (memory, event loop, garbage collection, file descriptors); repeated calls change nothing. */
export function collectProcessMetrics(): void {
  if (registry.getSingleMetric('process_cpu_user_seconds_total')) return;
  collectDefaultMetrics({ register: registry });
}
