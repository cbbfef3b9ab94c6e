export const CUTOFFS = [10, 20, 50, 100] as const;

interface Measured {
  readonly metrics: readonly { readonly name: string; readonly value: number }[];
}

/** The value of a metric by name, in any case ("map@10", "MAP@10"). */
export function metricOf(measured: Measured, name: string): number | undefined {
  return measured.metrics.find((metric) => metric.name.toLowerCase() === name.toLowerCase())?.value;
}

/** "map@10" as people write it: "MAP@10", "nDCG@10", "Hits@10"; other words keep their case. */
export function metricLabel(name: string): string {
  return name
    .replace(/^(map|p|ndcg|mrr)(?=@|$)/i, (word) => (word.toLowerCase() === 'ndcg' ? 'nDCG' : word.toUpperCase()))
    .replace(/^hits(?=@|$)/i, 'Hits');
}

/** All metrics are in [0, 1], hits too (the share of the first k that hit); three decimals. */
export function formatMetric(value: number | undefined): string {
  if (value === undefined) return '–';
  return value.toFixed(3);
}

/** All metrics of a list of evaluations by name, the ranking metrics first and by growing cut-off. */
export function metricNames(all: readonly Measured[]): string[] {
  const order = ['map', 'p', 'ndcg', 'hits'];
  const place = (name: string) => {
    const at = order.indexOf(name.split('@')[0]?.toLowerCase() ?? '');
    return at === -1 ? order.length : at;
  };
  const cutoff = (name: string) => Number(name.split('@')[1] ?? 0);
  return [...new Set(all.flatMap((one) => one.metrics.map((metric) => metric.name)))].sort(
    (a, b) => place(a) - place(b) || cutoff(a) - cutoff(b) || a.localeCompare(b),
  );
}
