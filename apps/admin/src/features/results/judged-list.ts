import type { ExpansionJudgementsQuery } from '@etcetera/graphql-client';

export type Judgement = NonNullable<ExpansionJudgementsQuery['expansion']>['judgements'][number];

export interface JudgedMember {
  readonly entity: Judgement['shown'][number];
  /** 1-based place in the answer; null when the answer left it out. */
  readonly rank: number | null;
}

/** The members of a short list in the order of the answer, those that it left out at the end in the order they were shown. */
export function judgedMembers(judgement: Pick<Judgement, 'shown' | 'ranked'>): JudgedMember[] {
  const ranked = new Set(judgement.ranked.map((entity) => entity.id));
  return [
    ...judgement.ranked.map((entity, i) => ({ entity, rank: i + 1 })),
    ...judgement.shown.filter((entity) => !ranked.has(entity.id)).map((entity) => ({ entity, rank: null })),
  ];
}

/** Issues of an answer as sentences, whatever shape the server stored them in. */
export function issueTexts(issues: unknown): string[] {
  if (!Array.isArray(issues)) return [];
  return issues.map((issue: unknown) => {
    if (typeof issue === 'string') return issue;
    if (typeof issue !== 'object' || issue === null) return JSON.stringify(issue);
    const { message, code, kind } = issue as Record<string, unknown>;
    const text = message ?? code ?? kind;
    return typeof text === 'string' ? text : JSON.stringify(issue);
  });
}
