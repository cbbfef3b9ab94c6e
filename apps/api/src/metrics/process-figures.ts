import type { Metrics } from './metrics.js';

/** Figures of this process, as they are now. */
export function setProcessFigures(metrics: Metrics): void {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  metrics.set('process_resident_memory_bytes', 'Memory of the process.', rss);
  metrics.set('nodejs_heap_used_bytes', 'Memory in use by JavaScript.', heapUsed);
  metrics.set('process_cpu_seconds', 'Processor time used so far.', (user + system) / 1e6);
  metrics.set('process_uptime_seconds', 'Seconds since the process started.', process.uptime());
}
