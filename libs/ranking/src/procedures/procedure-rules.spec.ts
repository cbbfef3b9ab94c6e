import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { MeanPlaces, OutcomeCount, reorder } from './procedure-rules.js';

const judgement = (outcome: Judgement['outcome'], shown: string, ranked: string): Judgement => ({
  shownIds: [...shown],
  rankedIds: [...ranked],
  outcome,
});

describe('reorder', () => {
  it('lets the ranked share out the places that they hold together and leaves all others where they are', () => {
    expect(reorder([...'abcdef'], [...'fbd']).join('')).toBe('afcbed');
    expect(reorder([...'abc'], []).join('')).toBe('abc');
  });

  it('always gives a permutation in which the ranked stand in their order', () => {
    const cases = fc
      .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 })
      .chain((order) => fc.record({ order: fc.constant(order), ranked: fc.shuffledSubarray(order) }));
    fc.assert(
      fc.property(cases, ({ order, ranked }) => {
        const result = reorder(order, ranked);
        expect([...result].sort()).toEqual([...order].sort());
        expect(result.filter((id) => ranked.includes(id))).toEqual(ranked);
        order.forEach((id, place) => {
          if (!ranked.includes(id)) expect(result[place]).toBe(id);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('MeanPlaces', () => {
  it('sorts by the mean of the places, lists of different lengths on one scale', () => {
    const places = new MeanPlaces();
    places.add(judgement('complete', 'abcde', 'bcdea'));
    places.add(judgement('complete', 'ab', 'ab'));
    expect(places.sorted([...'abcde'])).toEqual([0.25, 0.5, 0.5, 0.5, 0.75]);
    // a has (1 + 0) / 2 and b (0 + 1) / 2, as c has 0.25: ties in the order given.
    expect(places.sort([...'abcde']).join('')).toBe('cabde');
  });

  it('counts a partial judgement for those it ranked, among themselves, and leaves the others in their places', () => {
    const places = new MeanPlaces();
    places.add(judgement('partial', 'abcd', 'dc'));
    expect(places.sort([...'abcd']).join('')).toBe('abdc');
    expect(places.sorted([...'abcd'])).toEqual([0, 1]);
  });

  it('puts the members last of whom the judge says that none belong, and counts a malformed judgement for nobody', () => {
    const places = new MeanPlaces();
    places.add(judgement('none-belong', 'ab', ''));
    places.add(judgement('malformed', 'abcd', ''));
    places.add(judgement('complete', 'cd', 'dc'));
    places.add(judgement('complete', 'ca', 'ca'));
    expect(places.sorted([...'abcd'])).toEqual([0, 0.5, 1, 1]);
    expect(places.sort([...'abcd']).join('')).toBe('dcab');
  });

  it('puts a member that was ranked alone into the middle', () => {
    const places = new MeanPlaces();
    places.add(judgement('partial', 'abc', 'b'));
    expect(places.sorted([...'abc'])).toEqual([0.5]);
  });
});

describe('OutcomeCount', () => {
  it('tells how many judgements of each kind were not complete, and nothing when all were', () => {
    const count = new OutcomeCount();
    const meaning = { partial: 'P', 'none-belong': 'N', malformed: 'M' };
    count.add([judgement('complete', 'ab', 'ab')]);
    expect(count.notes(meaning)).toEqual([]);
    count.add([judgement('malformed', 'ab', ''), judgement('partial', 'ab', 'a'), judgement('malformed', 'cd', '')]);
    expect(count.notes(meaning)).toEqual(['1 of 4 judgements were partial: P.', '2 of 4 judgements were malformed: M.']);
  });
});
