import fc from 'fast-check';
import { countDecisions, EMPTY_REVIEW, lastDecided, restoreReview, type ReviewAction, reviewReducer } from './review-state.js';

const accept = (entityId: string): ReviewAction => ({ type: 'decide', entityId, decision: 'ACCEPTED' });
const reject = (entityId: string): ReviewAction => ({ type: 'decide', entityId, decision: 'REJECTED' });
const after = (...actions: ReviewAction[]) => actions.reduce(reviewReducer, EMPTY_REVIEW);

describe('reviewing a list', () => {
  it('goes back through any decisions to where it began, one undo per change', () => {
    const decide = fc.record({
      type: fc.constant('decide' as const),
      entityId: fc.constantFrom('a', 'b', 'c'),
      decision: fc.constantFrom('ACCEPTED' as const, 'REJECTED' as const, null),
    });
    fc.assert(
      fc.property(fc.array(decide), (actions) => {
        let state = after(...actions);
        const changes = state.history.length;
        for (let i = 0; i < changes; i++) state = reviewReducer(state, { type: 'undo' });
        expect(state).toEqual(EMPTY_REVIEW);
      }),
    );
  });

  it('brings back the earlier decision when a changed mind is undone', () => {
    const state = after(accept('a'), reject('a'), { type: 'undo' });
    expect(state.decisions).toEqual({ a: 'ACCEPTED' });
    expect(lastDecided(state)).toBe('a');
  });

  it('does not record the same decision twice', () => {
    expect(after(accept('a'), accept('a')).history).toHaveLength(1);
  });

  it('takes a decision back without forgetting it', () => {
    const state = after(accept('a'), { type: 'decide', entityId: 'a', decision: null });
    expect(state.decisions).toEqual({});
    expect(reviewReducer(state, { type: 'undo' }).decisions).toEqual({ a: 'ACCEPTED' });
  });

  it('undoes nothing when nothing was decided', () => {
    expect(after({ type: 'undo' })).toEqual(EMPTY_REVIEW);
    expect(lastDecided(EMPTY_REVIEW)).toBeUndefined();
  });

  it('counts only entities of the list at hand', () => {
    expect(countDecisions(after(accept('a'), reject('b'), accept('elsewhere')), ['a', 'b', 'c'])).toEqual({
      accepted: 1,
      rejected: 1,
      open: 1,
    });
  });

  it('is the same after a reload', () => {
    const state = after(accept('a'), reject('b'));
    expect(restoreReview(JSON.stringify(state))).toEqual(state);
  });

  it('starts afresh when what was kept cannot be read', () => {
    expect(restoreReview(null)).toEqual(EMPTY_REVIEW);
    expect(restoreReview('{')).toEqual(EMPTY_REVIEW);
    expect(restoreReview('null')).toEqual(EMPTY_REVIEW);
    expect(restoreReview('{"decisions":{"a":"MAYBE"}}')).toEqual(EMPTY_REVIEW);
  });
});
