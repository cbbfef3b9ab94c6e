import type {
  Channel,
  EvaluationStatus,
  ExpansionMethod,
  ExpansionPreset,
  ExpansionStatus,
  JudgementOutcome,
  MatchKind,
  MemberStatus,
} from '@etcetera/graphql-client';

/** The words the pages use for the schema's names: one place, so that a term reads the same everywhere. */
export const METHOD_LABELS: Readonly<Record<ExpansionMethod, string>> = {
  LUSAR: 'LUSAR',
  LUSAR_STAGE1: 'LUSAR, stage 1 only',
  EMBEDDING_CENTROID: 'Embedding centroid',
  TEXT_SEARCH: 'Text search',
};

export const METHOD_HINTS: Readonly<Record<ExpansionMethod, string>> = {
  LUSAR: 'Finds candidates, then lets a language model rank short lists of them',
  LUSAR_STAGE1: 'Finds candidates and keeps that order; nothing is judged',
  EMBEDDING_CENTROID: 'Nearest to the middle of the seeds; the baseline',
  TEXT_SEARCH: 'Shared words in names and descriptions; the simplest baseline',
};

export const PRESET_LABELS: Readonly<Record<ExpansionPreset, string>> = { QUICK: 'Quick', STANDARD: 'Standard', THOROUGH: 'Thorough' };

export const CHANNEL_LABELS: Readonly<Record<Channel, string>> = { LANGUAGE_MODEL: 'Language model', EMBEDDING: 'Embedding', TEXT: 'Text' };

/** For badges in a dense list; the whole word is always the badge's title. */
export const CHANNEL_SHORT: Readonly<Record<Channel, string>> = { LANGUAGE_MODEL: 'LM', EMBEDDING: 'Emb', TEXT: 'Text' };

export const STATUS_LABELS: Readonly<Record<ExpansionStatus | EvaluationStatus, string>> = {
  QUEUED: 'Waiting',
  SAMPLING: 'Finding candidates',
  RANKING: 'Judging',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  PAUSED: 'Paused',
};

export const MEMBER_LABELS: Readonly<Record<MemberStatus, string>> = {
  SEED: 'Seed',
  ACCEPTED: 'Accepted',
  SUGGESTED: 'Suggested',
  REJECTED: 'Rejected',
  NEGATIVE_SEED: 'Does not belong',
};

export const OUTCOME_LABELS: Readonly<Record<JudgementOutcome, string>> = {
  COMPLETE: 'complete',
  PARTIAL: 'partial: some members were left out',
  MALFORMED: 'malformed: the answer could not be read',
  NONE_BELONG: 'none belong',
};

export const MATCH_LABELS: Readonly<Record<MatchKind, string>> = {
  EXACT: '',
  PREFIX: '',
  TYPO: 'similar spelling',
  DESCRIPTION: 'in the description',
};

/** A model of the ledger, "name@fingerprint", as people read it: the name and the first eight characters of the fingerprint. */
export function modelLabel(model: string): string {
  const [name = model, fingerprint] = model.split('@');
  return fingerprint ? `${name} ${fingerprint.slice(0, 8)}` : name;
}
