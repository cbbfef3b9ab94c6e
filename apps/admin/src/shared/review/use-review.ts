import { useEffect, useReducer } from 'react';
import { EMPTY_REVIEW, restoreReview, type ReviewAction, reviewReducer, type ReviewState } from './review-state.js';

/** A review that outlives a reload of this tab, under one key per list. */
export function useReview(key: string): [ReviewState, (action: ReviewAction) => void] {
  const storage = `etcetera-review-${key}`;
  const [state, dispatch] = useReducer(reviewReducer, storage, (name) => restoreReview(sessionStorage.getItem(name)));
  useEffect(() => {
    if (state === EMPTY_REVIEW || state.history.length === 0) sessionStorage.removeItem(storage);
    else sessionStorage.setItem(storage, JSON.stringify(state));
  }, [state, storage]);
  return [state, dispatch];
}
