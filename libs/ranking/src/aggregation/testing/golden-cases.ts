import type { JudgementOutcome } from '../../judging/list-judge.js';
import type { AggregationInput } from '../aggregator.js';

/** A case of fixtures/aggregation-golden.json: candidates are whole numbers, lists of them one string. */
export interface GoldenInput {
  readonly title: string;
  readonly candidates: number;
  readonly judgements: readonly { readonly outcome: JudgementOutcome; readonly shown: string; readonly ranked: string }[];
}

export interface ValuesWithErrors {
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

/** What tools/golden/aggregation-golden.py writes; its docstring says which tool each value comes from. */
export interface GoldenFile {
  readonly precision: number;
  readonly cases: readonly (GoldenInput & {
    readonly bradleyTerry: Readonly<
      Record<'likelihood' | 'posterior', ValuesWithErrors & { readonly confidence: readonly [number, number] }>
    >;
    readonly rankCentrality: Readonly<Record<'plain' | 'smoothed', readonly number[]>>;
    readonly pageRank: readonly number[];
    readonly borda: ValuesWithErrors;
    readonly winRate: ValuesWithErrors & { readonly confidence: number };
  })[];
  readonly kemeny: readonly (GoldenInput & { readonly kemeny: { readonly disagreements: number; readonly orders: number } })[];
  readonly normalCdf: readonly (readonly [number, number])[];
}

/** The input that a case stands for. */
export function inputOf({ candidates, judgements }: GoldenInput): AggregationInput {
  return {
    candidates: Array.from({ length: candidates }, (_, i) => String(i)),
    judgements: judgements.map(({ outcome, shown, ranked }) => ({ outcome, shownIds: idsOf(shown), rankedIds: idsOf(ranked) })),
  };
}

const idsOf = (text: string): string[] => text.split(' ').filter((id) => id !== '');
