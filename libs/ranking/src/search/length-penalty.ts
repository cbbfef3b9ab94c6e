/**
 * Length penalty lp(n) = ((5 + n) / 6)^α (GNMT: Wu et al. 2016, eq. 14; GenExpan uses α = 0.6).
 * @param length tokens of the name, end marker included; ≥ 1.
 * @param alpha exponent ≥ 0; 0 switches normalisation off.
 */
export function lengthPenalty(length: number, alpha: number): number {
  return ((5 + length) / 6) ** alpha;
}
