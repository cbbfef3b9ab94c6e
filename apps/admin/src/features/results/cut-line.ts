import type { Cut } from '@etcetera/graphql-client';

/**
 * A straight descent, which has no end at all, is explained to 75 % by its best split (two halves of a uniform spread).
 * Only a cut that explains clearly more than that marks an end.
 */
export const CLEAR_CLARITY = 0.85;

export interface CutLine {
  /** The line is drawn before this position of the loaded list; equal to its length: below the last one. */
  readonly position: number;
  readonly clear: boolean;
  readonly verdict: 'clear end' | 'no clear end';
  readonly method: string;
  readonly clarity: number;
}

/**
 * Where to draw the line in the part of a ranking that is loaded.
 * @param ranks 1-based ranks in the order shown.
 * @param more true when ranks below these can still be loaded.
 * @returns null when there is no cut, or when it lies in the part that is not loaded.
 */
export function placeCut(
  ranks: readonly number[],
  cut: Pick<Cut, 'rank' | 'method' | 'clarity'> | null | undefined,
  more = false,
): CutLine | null {
  if (!cut) return null;
  const first = ranks.findIndex((rank) => rank > cut.rank);
  if (first === -1 && (more || ranks.length === 0)) return null;
  const clear = cut.clarity >= CLEAR_CLARITY;
  return {
    position: first === -1 ? ranks.length : first,
    clear,
    verdict: clear ? 'clear end' : 'no clear end',
    method: cut.method,
    clarity: cut.clarity,
  };
}
