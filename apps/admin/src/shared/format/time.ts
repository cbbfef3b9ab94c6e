const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "Nov 22, 2026, 9:50 PM" in the reader's time zone. */
export const formatMoment = (iso: string): string => absolute.format(new Date(iso));

/** "3 hours ago"; a month or more ago, the date itself. */
export function formatAgo(iso: string, now: Date): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) >= 30 * 86_400) return new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date(iso));
  for (const [unit, size] of STEPS) if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  return 'just now';
}
