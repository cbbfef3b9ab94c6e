import { issueTexts, judgedMembers } from './judged-list.js';

const entity = (id: string) => ({ id, name: id, images: [] });

describe('a judged short list', () => {
  it('shows the answer first and then, without a rank, what the answer left out', () => {
    const members = judgedMembers({ shown: ['a', 'b', 'c', 'd'].map(entity), ranked: ['c', 'a'].map(entity) });
    expect(members.map((m) => [m.entity.id, m.rank])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', null],
      ['d', null],
    ]);
  });

  it('has a sentence for every issue, known or not', () => {
    expect(issueTexts([{ code: 'missing', message: '2 left out' }, { kind: 'duplicate' }, 'odd', { x: 1 }, 4])).toEqual([
      '2 left out',
      'duplicate',
      'odd',
      '{"x":1}',
      '4',
    ]);
    expect(issueTexts(null)).toEqual([]);
  });
});
