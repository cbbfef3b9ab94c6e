import type { Prng } from '../random/prng.js';
import { RankingError, requireWhole } from '../ranking-error.js';

/**
 * How often each candidate is shown so that all together fill the slots: as near as whole numbers can be to a multiple of its weight, at least
 * once and at most `most` times. Exposures never rise where weights do not.
 * @param weights ≥ 0, not rising. @param slots from the number of weights up to `most` times it.
 * @returns whole numbers that sum to `slots`. O(n log n).
 */
export function weightedExposures(weights: readonly number[], slots: number, most: number): number[] {
  const n = weights.length;
  if (n === 0) return [];
  if (slots < n || slots > n * most)
    throw new RankingError({
      code: 'DESIGN_IMPOSSIBLE',
      field: 'slots',
      value: slots,
      problem: `${n} candidates that are shown once to ${most} times fill ${n} to ${n * most} slots`,
      remedy: 'Choose more or fewer candidates.',
    });
  const share = (scale: number) => weights.map((weight) => Math.min(most, Math.max(1, scale * weight)));
  let [low, high] = [0, 1];
  const filled = (scale: number) => share(scale).reduce((sum, value) => sum + value, 0);
  const full = n * most - 1e-9 * n;
  while (filled(high) < Math.min(slots, full) && high < 1e15) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (filled(middle) < slots) low = middle;
    else high = middle;
  }
  const shares = share(high);
  const whole = shares.map(Math.floor);
  let left = slots - whole.reduce((sum, value) => sum + value, 0);
  const byFraction = shares
    .map((value, i) => ({ i, fraction: value - Math.floor(value) }))
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i);
  // Rounds up the largest fractions first; where weights are 0 the rest goes to the first that have room.
  for (let at = 0; left > 0; at++) {
    const { i } = byFraction[at % n] as { i: number };
    if ((whole[i] as number) >= most) continue;
    whole[i] = (whole[i] as number) + 1;
    left--;
  }
  return whole.sort((a, b) => b - a);
}

/**
 * Short lists in which the better candidates are shown more often, and in which every list has an even spread of strong and weak ones.
 * Candidates are dealt from the strongest to the weakest, each to as many different lists as it has exposures: to those with most room, among
 * these to those whose members it has met least, among these at random. With exposures that do not rise, dealing to the fullest room always
 * comes out even (Gale 1957; Ryser 1957).
 * @param candidates ids, strongest first, all different. @param exposures by candidate, not rising, each at most `lists`.
 * @returns exactly `lists` lists, each in random order, sizes within one. O(Σ exposures · L + candidates · lists · log lists).
 */
export function weightedLists(candidates: readonly string[], exposures: readonly number[], lists: number, prng: Prng): string[][] {
  requireWhole('lists', lists, 0);
  const dealt: number[][] = Array.from({ length: lists }, () => []);
  const n = candidates.length;
  const met = new Uint16Array(n * n);
  for (let candidate = 0; candidate < n; candidate++) {
    const times = exposures[candidate] as number;
    if (times > lists)
      throw new RankingError({
        code: 'DESIGN_IMPOSSIBLE',
        field: `exposures[${candidate}]`,
        value: times,
        problem: `there are ${lists} lists, and nobody is shown twice in one`,
        remedy: 'Give no candidate more exposures than there are lists.',
      });
    const meetings = dealt.map((members) => members.reduce((sum, member) => sum + (met[member * n + candidate] as number), 0));
    const chosen = prng
      .shuffled(dealt.map((_, list) => list))
      .sort((a, b) => (dealt[a] as number[]).length - (dealt[b] as number[]).length || (meetings[a] as number) - (meetings[b] as number))
      .slice(0, times);
    for (const list of chosen) {
      for (const member of dealt[list] as number[]) {
        met[member * n + candidate] = (met[member * n + candidate] as number) + 1;
        met[candidate * n + member] = (met[candidate * n + member] as number) + 1;
      }
      (dealt[list] as number[]).push(candidate);
    }
  }
  return dealt.map((members) => prng.shuffled(members).map((member) => candidates[member] as string));
}
