import { RankingError } from '../ranking-error.js';
import { normalCdf } from './normal-distribution.js';

/** 2⁻⁵³: no finite number of judgements makes anything certain. */
const LEAST = Number.EPSILON / 2;

/**
 * The confidence of an {@link Aggregation}: Φ(z) of two candidates, kept within [2⁻⁵³, 1 − 2⁻⁵³]; ½ for a candidate and itself.
 * confidence(a, b) + confidence(b, a) = 1. O(1) a question beside `zScore`; the table of ids is made at the first one.
 * @param zScore the difference of two places in `candidates`, over its standard error; 0 when nothing is known; antisymmetric.
 * @returns a function that throws RankingError `UNKNOWN_ID` for an id that is no candidate.
 */
export function pairwiseConfidence(
  candidates: readonly string[],
  zScore: (a: number, b: number) => number,
): (a: string, b: string) => number {
  let places: Map<string, number> | undefined;
  const placeOf = (id: string): number => {
    places ??= new Map(candidates.map((candidate, place) => [candidate, place]));
    const place = places.get(id);
    if (place !== undefined) return place;
    throw new RankingError({
      code: 'UNKNOWN_ID',
      field: 'confidence',
      value: id,
      problem: 'it is no candidate of this aggregation',
      remedy: 'Ask about two of the candidates that were aggregated.',
    });
  };
  return (a, b) => {
    const [placeA, placeB] = [placeOf(a), placeOf(b)];
    if (placeA === placeB) return 0.5;
    // Taken from the lower tail, so that the two directions add up to exactly 1.
    const z = zScore(placeA, placeB);
    const lower = Math.max(LEAST, normalCdf(-Math.abs(z)));
    return z < 0 ? lower : 1 - lower;
  };
}
