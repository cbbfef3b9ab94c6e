import type { Aggregation, ExpansionMethod, ExpansionPreset } from '@etcetera/graphql-client';
import { CommandError } from '../transport/transport.js';

export const METHODS: readonly ExpansionMethod[] = ['LUSAR', 'LUSAR_STAGE1', 'EMBEDDING_CENTROID', 'TEXT_SEARCH'];
export const AGGREGATIONS: readonly Aggregation[] = [
  'BORDA',
  'RECIPROCAL_RANK_FUSION',
  'WIN_RATE',
  'PAGE_RANK',
  'BRADLEY_TERRY',
  'PLACKETT_LUCE',
  'RANK_CENTRALITY',
  'TRUESKILL',
  'THURSTONE',
];
export const PRESETS: readonly ExpansionPreset[] = ['QUICK', 'STANDARD', 'THOROUGH'];

/** "LUSAR_STAGE1" as the command line writes it: "lusar-stage1". */
export const toKebab = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** A word of the command line as the schema writes it, checked against what is allowed. @throws CommandError */
export function toEnum<T extends string>(option: string, word: string, allowed: readonly T[]): T {
  const name = word.toUpperCase().replaceAll('-', '_') as T;
  if (!allowed.includes(name)) throw new CommandError(`${option}: "${word}" is not one of ${allowed.map(toKebab).join(', ')}.`, 2);
  return name;
}

/** A whole number in a range. @throws CommandError */
export function toWhole(option: string, word: string, low: number, high: number): number {
  const value = Number(word);
  if (word.trim() === '' || !Number.isInteger(value) || value < low || value > high)
    throw new CommandError(`${option}: a whole number from ${low} to ${high} is needed, got "${word}".`, 2);
  return value;
}

/** A number from 0 to 1. @throws CommandError */
export function toShare(option: string, word: string): number {
  const value = Number(word);
  if (word.trim() === '' || !(value >= 0 && value <= 1))
    throw new CommandError(`${option}: a number from 0 to 1 is needed, got "${word}".`, 2);
  return value;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
