/** Where a step through a list leads: stays inside, and starts at the first (or, backwards, at the last) when nothing is active yet. */
export function step(ids: readonly string[], activeId: string | undefined, by: number): string | undefined {
  const at = activeId === undefined ? -1 : ids.indexOf(activeId);
  if (at === -1) return by > 0 ? ids[0] : ids.at(-1);
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}
