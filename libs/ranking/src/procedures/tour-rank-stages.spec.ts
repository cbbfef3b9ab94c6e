import fc from 'fast-check';
import { callsOfTournament, groupOf, largestTournament, tourRankStages } from './tour-rank-stages.js';

const plan = (n: number, listLength: number) =>
  tourRankStages(n, listLength).map(({ field, groups, selected }) => `${field}:${groups}→${selected}`);

describe('tourRankStages', () => {
  it('are those of the paper for 100 candidates: 13 calls', () => {
    expect(plan(100, 20)).toEqual(['100:5→50', '50:5→20', '20:1→10', '10:1→5', '5:1→2']);
    expect(callsOfTournament(100, 20)).toBe(13);
  });

  it('go on along 1, 2, 5, 10, … for other numbers', () => {
    expect(plan(1000, 20).slice(0, 4)).toEqual(['1000:50→500', '500:25→200', '200:10→100', '100:5→50']);
    expect(callsOfTournament(1000, 20)).toBe(98);
    expect(plan(53, 20)).toEqual(['53:3→20', '20:1→10', '10:1→5', '5:1→2']);
    expect(plan(99, 20).map((stage) => stage.split('→')[1])).toEqual(['50', '20', '10', '5', '2']);
    expect(plan(100, 10)).toEqual(['100:10→50', '50:5→20', '20:2→10', '10:1→5', '5:1→2']);
    expect([2, 3, 4].map((n) => plan(n, 20))).toEqual([['2:1→1'], ['3:1→2'], ['4:1→2']]);
    expect(plan(1, 20)).toEqual([]);
  });

  it('add a final where the last two have not met', () => {
    expect(plan(4, 2)).toEqual(['4:2→2', '2:1→1']);
  });

  it('send fewer on than take part, deal groups that fit and end with one or two, for any number and length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2000 }), fc.integer({ min: 2, max: 30 }), (n, listLength) => {
        const stages = tourRankStages(n, listLength);
        expect(stages[0]?.field).toBe(n);
        expect(stages.at(-1)?.selected).toBeLessThanOrEqual(2);
        expect(stages.at(-1)?.groups).toBe(1);
        let contested = 0;
        stages.forEach((stage, i) => {
          expect(stage.selected).toBeLessThan(stage.field);
          if (i > 0) expect(stage.field).toBe(stages[i - 1]?.selected);
          const groups = Array.from({ length: stage.groups }, (_, group) => groupOf(stage, group));
          expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(stage.field);
          expect(groups.reduce((sum, { quota }) => sum + quota, 0)).toBe(stage.selected);
          expect(groups.filter(({ size, quota }) => size > listLength || quota < 1)).toEqual([]);
          contested += groups.filter(({ size, quota }) => size > quota).length;
        });
        expect(callsOfTournament(n, listLength)).toBe(contested);
      }),
      { numRuns: 150 },
    );
  });

  it('say how many candidates can play a tournament in so many calls', () => {
    expect(largestTournament(100, 20, 13)).toBe(100);
    expect(largestTournament(100, 20, 7)).toBe(63);
    expect(largestTournament(100, 20, 0)).toBe(1);
    for (let calls = 1; calls <= 13; calls++) {
      const size = largestTournament(100, 20, calls);
      expect(callsOfTournament(size, 20)).toBeLessThanOrEqual(calls);
      if (size < 100) expect(callsOfTournament(size + 1, 20)).toBeGreaterThan(calls);
    }
  });

  it('refuse numbers that are not whole', () => {
    expect(() => tourRankStages(1.5, 20)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'n' }));
    expect(() => tourRankStages(10, 1)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'listLength' }));
  });
});
