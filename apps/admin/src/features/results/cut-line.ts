import type { Cut } from '@etcetera/graphql-client';

/**
 * A straight descent, which has no end at all, is explained to 75 % by its best split (two halves of a uniform spread).
 * Only a cut that explains clearly more than that marks an end.
 */
export const CLEAR_CLARITY = 0.85;

/** From here on a cut that a model of membership stands behind is called clear: right for the most part more often than not. */
export const CLEAR_CONFIDENCE = 0.5;

export interface CutLine {
  /** The line is drawn before this position of the loaded list; equal to its length: below the last one. */
  readonly position: number;
  readonly clear: boolean;
  readonly verdict: 'clear end' | 'no clear end';
  readonly method: string;
  readonly clarity: number;
  /** How far the cut can be trusted, in words. */
  readonly trust: string;
}

/**
 * Where to draw the line in the part of a ranking that is loaded.
 * @param ranks 1-based ranks in the order shown.
 * @param more true when ranks below these can still be loaded.
 * @returns null when there is no cut, or when it lies in the part that is not loaded.
 */
export function placeCut(
  ranks: readonly number[],
  cut: (Pick<Cut, 'rank' | 'method' | 'clarity'> & Partial<Pick<Cut, 'confidence' | 'members'>>) | null | undefined,
  more = false,
): CutLine | null {
  if (!cut) return null;
  const first = ranks.findIndex((rank) => rank > cut.rank);
  if (first === -1 && (more || ranks.length === 0)) return null;
  const known = typeof cut.confidence === 'number';
  const clear = known ? (cut.confidence as number) >= CLEAR_CONFIDENCE : cut.clarity >= CLEAR_CLARITY;
  return {
    position: first === -1 ? ranks.length : first,
    clear,
    verdict: clear ? 'clear end' : 'no clear end',
    method: cut.method,
    clarity: cut.clarity,
    trust: trustOf(cut),
  };
}

function trustOf({ clarity, confidence, members }: Pick<Cut, 'clarity'> & Partial<Pick<Cut, 'confidence' | 'members'>>): string {
  if (typeof confidence !== 'number' || !members) return `clarity ${clarity.toFixed(2)}`;
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `right for the most part with ${percent(confidence)}; ${members.low} to ${members.high} belong with ${percent(members.level)}`;
}
