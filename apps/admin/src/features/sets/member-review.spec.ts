import { memberReviewReducer, NO_CHANGES, statusOf, type MemberReviewAction } from './member-review.js';

const change = (entityId: string, to: 'ACCEPTED' | 'REJECTED'): MemberReviewAction => ({
  type: 'change',
  change: { entityId, from: 'SUGGESTED', to },
});
const after = (...actions: MemberReviewAction[]) => actions.reduce(memberReviewReducer, NO_CHANGES);

describe('reviewing the members of a set', () => {
  it('shows a decision at once, before the server has confirmed it', () => {
    expect(statusOf(after(change('a', 'ACCEPTED')), 'a', 'SUGGESTED')).toBe('ACCEPTED');
    expect(statusOf(NO_CHANGES, 'a', 'SUGGESTED')).toBe('SUGGESTED');
  });

  it('shows the newest of several decisions about one member', () => {
    expect(statusOf(after(change('a', 'ACCEPTED'), change('a', 'REJECTED')), 'a', 'SUGGESTED')).toBe('REJECTED');
  });

  it('confirms in the order in which the decisions were made, and remembers them for undo', () => {
    const state = after(change('a', 'ACCEPTED'), change('b', 'REJECTED'), { type: 'confirmed', remember: true });
    expect(state.pending.map((c) => c.entityId)).toEqual(['b']);
    expect(state.done.map((c) => c.entityId)).toEqual(['a']);
  });

  it('does not make an undo something that can be undone', () => {
    const state = after(change('a', 'ACCEPTED'), { type: 'confirmed', remember: true }, { type: 'undone' }, change('a', 'REJECTED'), {
      type: 'confirmed',
      remember: false,
    });
    expect(state).toEqual(NO_CHANGES);
  });

  it('goes back to what is stored when the server refuses', () => {
    const state = after(change('a', 'ACCEPTED'), change('b', 'ACCEPTED'), { type: 'refused' });
    expect(statusOf(state, 'a', 'SUGGESTED')).toBe('SUGGESTED');
    expect(state.pending).toEqual([]);
  });

  it('ignores a decision that changes nothing', () => {
    expect(after({ type: 'change', change: { entityId: 'a', from: 'ACCEPTED', to: 'ACCEPTED' } })).toEqual(NO_CHANGES);
  });
});
