/** A limit of the run is reached: the run pauses and keeps everything it has. */
export class BudgetReachedError extends Error {
  override readonly name = 'BudgetReachedError';
  readonly code = 'BUDGET_REACHED';
  constructor(
    readonly limit: 'maxCalls' | 'maxTokens' | 'maxCostMicroUsd' | 'maxSeconds',
    readonly used: number,
    readonly allowed: number,
  ) {
    super(
      `The run stopped at its limit ${limit} = ${allowed} (used ${used}). Everything it has is kept; repeat it with a higher ${limit} to go on from there.`,
    );
  }
}
