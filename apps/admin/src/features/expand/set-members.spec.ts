import { membersOf } from './set-members.js';

const entity = (id: string) => ({ id, rawId: id, name: id, images: [] });
const ranked = (id: string, rank: number) => ({
  cursor: id,
  node: { entity: entity(id), rank, score: 1 / rank, exposures: 2, channels: [] },
});
const RUN = {
  id: 'run',
  seeds: [entity('lion')],
  negativeSeeds: [entity('shark')],
  cut: { rank: 2, clarity: 1, method: 'change-point' },
  results: {
    totalCount: 4,
    pageInfo: { hasNextPage: false },
    edges: [ranked('cheetah', 1), ranked('puma', 2), ranked('cat', 3), ranked('dog', 4)],
  },
};
const statuses = (suggest: boolean) =>
  membersOf(RUN, { decisions: { cheetah: 'ACCEPTED', dog: 'REJECTED' } }, suggest).map((m) => [m.entityId, m.status]);

describe('saving a reviewed run as a set', () => {
  it('keeps seeds and decisions, wherever they stand in the ranking', () => {
    expect(statuses(false)).toEqual([
      ['lion', 'SEED'],
      ['shark', 'NEGATIVE_SEED'],
      ['cheetah', 'ACCEPTED'],
      ['dog', 'REJECTED'],
    ]);
  });

  it('suggests undecided entities only above the cut', () => {
    expect(statuses(true).filter(([, status]) => status === 'SUGGESTED')).toEqual([['puma', 'SUGGESTED']]);
  });

  it('says where each member came from', () => {
    expect(membersOf(RUN, { decisions: { cat: 'ACCEPTED' } }, false).at(-1)).toEqual({
      entityId: 'cat',
      status: 'ACCEPTED',
      expansionId: 'run',
      rank: 3,
      score: 1 / 3,
    });
  });
});
