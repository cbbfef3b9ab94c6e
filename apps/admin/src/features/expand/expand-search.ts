import type { ExpandInput, ExpansionMethod, ExpansionOverrides, ExpansionPreset } from '@etcetera/graphql-client';
import { compact, read } from '../../app/search-codec.js';

export const METHODS = ['LUSAR', 'LUSAR_STAGE1', 'EMBEDDING_CENTROID', 'TEXT_SEARCH'] as const satisfies readonly ExpansionMethod[];
export const PRESETS = ['QUICK', 'STANDARD', 'THOROUGH'] as const satisfies readonly ExpansionPreset[];

/** The numbers of the "advanced" part: key in the address → name in the schema. */
export const ADVANCED = {
  k: 'candidateCount',
  l: 'listLength',
  r: 'listsPerCandidate',
  lm: 'languageModelWeight',
  emb: 'embeddingWeight',
  text: 'textWeight',
  judge: 'judgeWeight',
  negative: 'negativeWeight',
  rng: 'seed',
} as const satisfies Record<string, keyof ExpansionOverrides>;

export type AdvancedKey = keyof typeof ADVANCED;
export type Advanced = { [K in AdvancedKey]?: number };
const ADVANCED_KEYS = Object.keys(ADVANCED) as AdvancedKey[];
const WHOLE: readonly AdvancedKey[] = ['k', 'l', 'r', 'rng'];

/** Everything the Expand page shows, as its address: the request, the run it led to, and the view of the result. */
export interface ExpandSearch extends Advanced {
  base?: string;
  /** Entity ids, or names as typed. */
  seeds?: string[];
  not?: string[];
  method?: ExpansionMethod;
  preset?: ExpansionPreset;
  parent?: string;
  run?: string;
  view?: 'gallery' | 'table';
}

export function parseExpandSearch(raw: Record<string, unknown>): ExpandSearch {
  const numbers = ADVANCED_KEYS.map((key) => {
    const value = read.number(raw[key]);
    return [key, value === undefined || value < 0 || (WHOLE.includes(key) && !Number.isInteger(value)) ? undefined : value];
  });
  return compact({
    base: read.text(raw['base']),
    seeds: read.list(raw['seeds']),
    not: read.list(raw['not']),
    method: read.oneOf(raw['method'], METHODS),
    preset: read.oneOf(raw['preset'], PRESETS),
    parent: read.text(raw['parent']),
    run: read.text(raw['run']),
    view: read.oneOf(raw['view'], ['gallery', 'table'] as const),
    ...(Object.fromEntries(numbers) as Advanced),
  });
}

export function advancedOf(search: ExpandSearch): Advanced {
  return compact(Object.fromEntries(ADVANCED_KEYS.map((key) => [key, search[key]])) as Advanced);
}

/** The request as the server takes it; what is not set is left to the server's defaults. */
export function toExpandInput(search: ExpandSearch): ExpandInput {
  const overrides = Object.fromEntries(Object.entries(advancedOf(search)).map(([key, value]) => [ADVANCED[key as AdvancedKey], value]));
  return {
    seeds: search.seeds ?? [],
    ...(search.not?.length ? { negativeSeeds: search.not } : {}),
    ...(search.base ? { base: search.base } : {}),
    ...(search.method ? { method: search.method } : {}),
    ...(search.preset ? { preset: search.preset } : {}),
    ...(search.parent ? { parent: search.parent } : {}),
    ...(Object.keys(overrides).length ? { overrides } : {}),
  };
}

/** What is needed of a run to fill the form from it. */
export interface RunRequest {
  readonly id: string;
  readonly method: ExpansionMethod;
  readonly config: unknown;
  readonly base: { readonly slug: string };
  readonly seeds: readonly { readonly id: string }[];
  readonly negativeSeeds: readonly { readonly id: string }[];
}

const numberAt = (value: unknown, ...path: string[]): number | undefined => {
  let at = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return typeof at === 'number' ? at : undefined;
};

/**
 * The form of a run's request. With `exact` every number of its stored config is filled in, so that running it again
 * asks for the same thing whatever the server's defaults are by now.
 */
export function searchFromRun(run: RunRequest, exact: boolean): ExpandSearch {
  const preset = PRESETS.find((one) => one.toLowerCase() === String((run.config as { preset?: unknown } | null)?.preset).toLowerCase());
  const weight = (channel: string) => numberAt(run.config, 'channelWeights', channel);
  const numbers: { [K in AdvancedKey]: number | undefined } = {
    k: numberAt(run.config, 'candidateCount'),
    l: numberAt(run.config, 'listLength'),
    r: numberAt(run.config, 'listsPerCandidate'),
    lm: weight('language-model'),
    emb: weight('embedding'),
    text: weight('text'),
    judge: numberAt(run.config, 'judgeWeight'),
    negative: numberAt(run.config, 'negativeWeight'),
    rng: numberAt(run.config, 'seed'),
  };
  return compact({
    base: run.base.slug,
    seeds: run.seeds.map((e) => e.id),
    not: run.negativeSeeds.length ? run.negativeSeeds.map((e) => e.id) : undefined,
    method: run.method,
    preset,
    ...(exact ? numbers : {}),
  });
}
