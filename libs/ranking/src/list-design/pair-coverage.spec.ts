import fc from 'fast-check';
import { pairCoverage } from './pair-coverage.js';

describe('pairCoverage', () => {
  it('counts pairs by how often they met, exposures, sizes and components', () => {
    const lists = [
      ['a', 'b', 'c'],
      ['b', 'a'],
      ['d', 'e'],
    ];
    expect(pairCoverage(lists, ['f', 'a', 'b', 'c', 'd', 'e'])).toEqual({
      candidates: 6,
      lists: 3,
      listSizes: { smallest: 2, largest: 3 },
      exposures: { smallest: 0, largest: 2 },
      pairs: 15,
      met: [11, 3, 1],
      coveredShare: 4 / 15,
      components: [['a', 'b', 'c'], ['d', 'e'], ['f']],
    });
  });

  it('is defined without lists, without candidates and for one candidate', () => {
    expect(pairCoverage([], ['a', 'b'])).toMatchObject({ listSizes: null, met: [1], coveredShare: 0, components: [['a'], ['b']] });
    expect(pairCoverage([], [])).toMatchObject({ exposures: null, pairs: 0, met: [], coveredShare: null, components: [] });
    expect(pairCoverage([['a']], ['a'])).toMatchObject({ pairs: 0, met: [], coveredShare: null, components: [['a']] });
    expect(pairCoverage([[]], ['a', 'b'])).toMatchObject({ listSizes: { smallest: 0, largest: 0 }, met: [1] });
  });

  it('agrees with counting each pair over all lists', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    fc.assert(
      fc.property(fc.array(fc.subarray(names), { maxLength: 8 }), (lists) => {
        const times = names.flatMap((a, i) =>
          names.slice(i + 1).map((b) => lists.filter((list) => list.includes(a) && list.includes(b)).length),
        );
        const expected = Array.from({ length: Math.max(...times) + 1 }, (_, k) => times.filter((t) => t === k).length);
        expect(pairCoverage(lists, names).met).toEqual(expected);
      }),
    );
  });

  it('refuses members that are no candidates and ids that occur twice', () => {
    expect(() => pairCoverage([['a', 'x']], ['a'])).toThrow(expect.objectContaining({ code: 'UNKNOWN_ID', value: 'x' }));
    expect(() => pairCoverage([['a', 'a']], ['a'])).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID', field: 'lists' }));
    expect(() => pairCoverage([], ['a', 'a'])).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID', field: 'candidates' }));
  });
});
