import { RankingError } from '../ranking-error.js';

/** A surface form as tokens, and the entity it stands for. */
export interface TreeKey {
  readonly entityId: string;
  readonly tokens: readonly number[];
}

/** Longest key in tokens, without its end marker: depths are kept in 16 bits. */
export const LONGEST_KEY = 65_000;

/** Tokens are kept as signed 32-bit integers. */
const TOKEN_LIMIT = 2 ** 31;

/**
 * The end marker may occur inside a key: see the order of siblings in tree-arrays.ts.
 * @throws RankingError `INVALID_KEY` for a key without tokens, with more than {@link LONGEST_KEY}, or with one that is no whole number in [0, 2³¹).
 */
export function requireKey(key: TreeKey): void {
  requireKeyLength(key);
  for (const token of key.tokens) if (!isToken(token)) throw invalidToken(`a token of the key of entity ${key.entityId}`, token);
}

/** The part of {@link requireKey} that does not look at each token. */
export function requireKeyLength({ entityId, tokens }: TreeKey): void {
  if (tokens.length > 0 && tokens.length <= LONGEST_KEY) return;
  throw new RankingError({
    code: 'INVALID_KEY',
    field: 'key',
    value: { entityId, tokenCount: tokens.length },
    problem: `a key needs 1 to ${LONGEST_KEY} tokens`,
    remedy: 'Leave the name out of the tree, or give it a name of that length.',
  });
}

/** @throws RankingError `INVALID_KEY` unless the end marker is a whole number in [0, 2³¹). */
export function requireEndMarker(endMarker: number): void {
  if (!isToken(endMarker)) throw invalidToken('endMarker', endMarker);
}

export function isToken(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < TOKEN_LIMIT;
}

function invalidToken(field: string, value: number): RankingError {
  return new RankingError({
    code: 'INVALID_KEY',
    field,
    value,
    problem: 'a token is a whole number from 0 to 2147483647',
    remedy: 'Give the token ids of the model.',
  });
}
