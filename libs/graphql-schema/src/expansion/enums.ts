import { AGGREGATOR_NAMES } from '@etcetera/ranking';
import { builder } from '../builder.js';

export const ExpansionMethod = builder.enumType('ExpansionMethod', {
  values: {
    EMBEDDING_CENTROID: { value: 'embedding-centroid' },
    LUSAR: { value: 'lusar' },
    LUSAR_STAGE1: { value: 'lusar-stage1' },
    TEXT_SEARCH: { value: 'text-search' },
  } as const,
});

export const ExpansionPreset = builder.enumType('ExpansionPreset', {
  values: { QUICK: { value: 'quick' }, STANDARD: { value: 'standard' }, THOROUGH: { value: 'thorough' } } as const,
});

/** GraphQL has no hyphens: RECIPROCAL_RANK_FUSION is `reciprocal-rank-fusion`. */
export const Aggregation = builder.enumType('Aggregation', {
  values: Object.fromEntries(AGGREGATOR_NAMES.map((name) => [name.toUpperCase().replaceAll('-', '_'), { value: name }])),
});

/** BEST_FIRST: exactly the K best names. BEAM: the paper's search. */
export const Search = builder.enumType('Search', {
  values: { BEAM: { value: 'beam' }, BEST_FIRST: { value: 'best-first' } } as const,
});

export const Channel = builder.enumType('Channel', {
  values: { EMBEDDING: { value: 'embedding' }, LANGUAGE_MODEL: { value: 'language-model' }, TEXT: { value: 'text' } } as const,
});

export const ExpansionStatus = builder.enumType('ExpansionStatus', {
  values: ['CANCELLED', 'COMPLETED', 'FAILED', 'PAUSED', 'QUEUED', 'RANKING', 'SAMPLING'] as const,
});

export const JudgementOutcome = builder.enumType('JudgementOutcome', {
  values: {
    COMPLETE: { value: 'complete' },
    MALFORMED: { value: 'malformed' },
    NONE_BELONG: { value: 'none-belong' },
    PARTIAL: { value: 'partial' },
  } as const,
});
