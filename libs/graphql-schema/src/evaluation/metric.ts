import { builder } from '../builder.js';

export const Metric = builder.objectRef<{ name: string; value: number }>('Metric').implement({
  fields: (t) => ({ name: t.exposeString('name'), value: t.exposeFloat('value') }),
});

/** Metrics in the order of their names, numbers in names by value: "p@5" before "p@10". */
export function toMetrics(metrics: unknown): { name: string; value: number }[] {
  return Object.entries(metrics as Record<string, number>)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
