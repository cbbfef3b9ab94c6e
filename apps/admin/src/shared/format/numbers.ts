const grouped = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** 1234 → "1,234". */
export const formatCount = (value: number): string => grouped.format(value);

/** 13240 → "13.2K"; for figures whose last digits say nothing. */
export const formatCompact = (value: number): string => compact.format(value);

/** "1 run", "2 runs". */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/** A duration in seconds as people say it: "0.3 s", "42 s", "3 min 5 s", "2 h 4 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
  const minutes = Math.round(whole / 60);
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/**
 * Money from millionths of a US dollar. An unknown price is said to be unknown, never shown as nothing; 0 is what runs on this machine.
 */
export function formatCost(microUsd: number | null | undefined): string {
  if (microUsd == null) return 'price unknown';
  if (microUsd === 0) return 'no cost';
  const dollars = microUsd / 1e6;
  if (dollars < 0.01) return 'under $0.01';
  return `$${dollars.toFixed(2)}`;
}

/** A score in [0, 1] with two decimals, and its standard error when there is one. */
export function formatScore(score: number, standardError?: number | null): string {
  return standardError == null ? score.toFixed(2) : `${score.toFixed(2)} ± ${standardError.toFixed(2)}`;
}

/** A share in [0, 1] as a whole percentage; anything above nothing shows at least 1 %. */
export function formatShare(share: number): string {
  const percent = share > 0 ? Math.max(1, Math.round(share * 100)) : 0;
  return `${percent} %`;
}
