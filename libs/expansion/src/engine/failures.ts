import { BudgetReachedError } from './budget.js';

/** Somebody asked the run to stop. */
export class RunCancelledError extends Error {
  override readonly name = 'RunCancelledError';
  constructor() {
    super('The run was cancelled. Answers that it had are kept and are used again when it is repeated.');
  }
}

/** This process is going down; the run goes on elsewhere, or at the next start. */
export class ShutdownError extends Error {
  override readonly name = 'ShutdownError';
  constructor() {
    super('This process is shutting down.');
  }
}

export interface Failure {
  readonly status: 'FAILED' | 'CANCELLED' | 'PAUSED';
  readonly code: string;
  readonly message: string;
}

/** What a person is told. Errors of ours speak for themselves; others are named, without a stack. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof RunCancelledError) return { status: 'CANCELLED', code: 'CANCELLED', message: error.message };
  if (error instanceof BudgetReachedError) return { status: 'PAUSED', code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNEXPECTED';
  return { status: 'FAILED', code, message: message.slice(0, 2000) };
}
