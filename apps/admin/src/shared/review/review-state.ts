export type Decision = 'ACCEPTED' | 'REJECTED';

/** A person's decisions about a ranked list, and the way back through them. */
export interface ReviewState {
  /** Entity id → decision; an entity without one is undecided. */
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Oldest first; `before` is what undoing brings back. */
  readonly history: readonly { readonly entityId: string; readonly before: Decision | null }[];
}

export type ReviewAction =
  | { readonly type: 'decide'; readonly entityId: string; readonly decision: Decision | null }
  | { readonly type: 'undo' }
  | { readonly type: 'clear' };

export const EMPTY_REVIEW: ReviewState = { decisions: {}, history: [] };

function withDecision(decisions: ReviewState['decisions'], entityId: string, decision: Decision | null): ReviewState['decisions'] {
  const { [entityId]: _, ...others } = decisions;
  return decision ? { ...others, [entityId]: decision } : others;
}

/** Deciding the same again changes nothing, so that undo never seems to do nothing. */
export function reviewReducer(state: ReviewState, action: ReviewAction): ReviewState {
  switch (action.type) {
    case 'decide': {
      const before = state.decisions[action.entityId] ?? null;
      if (before === action.decision) return state;
      return {
        decisions: withDecision(state.decisions, action.entityId, action.decision),
        history: [...state.history, { entityId: action.entityId, before }],
      };
    }
    case 'undo': {
      const last = state.history.at(-1);
      if (!last) return state;
      return { decisions: withDecision(state.decisions, last.entityId, last.before), history: state.history.slice(0, -1) };
    }
    case 'clear':
      return EMPTY_REVIEW;
  }
}

/** The entity that `undo` would go back to. */
export const lastDecided = (state: ReviewState): string | undefined => state.history.at(-1)?.entityId;

export function countDecisions(state: ReviewState, ids: readonly string[]): { accepted: number; rejected: number; open: number } {
  const accepted = ids.filter((id) => state.decisions[id] === 'ACCEPTED').length;
  const rejected = ids.filter((id) => state.decisions[id] === 'REJECTED').length;
  return { accepted, rejected, open: ids.length - accepted - rejected };
}

/** Reads what an earlier visit of this tab kept; anything unreadable is an empty review. */
export function restoreReview(text: string | null): ReviewState {
  try {
    const value = JSON.parse(text ?? '') as Partial<ReviewState>;
    const decisions = Object.entries(value.decisions ?? {}).filter(([, d]) => d === 'ACCEPTED' || d === 'REJECTED');
    return { decisions: Object.fromEntries(decisions), history: Array.isArray(value.history) ? value.history : [] };
  } catch {
    return EMPTY_REVIEW;
  }
}
