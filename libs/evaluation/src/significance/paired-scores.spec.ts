import { pairScores, scoreDifferences } from './paired-scores.js';

describe('pairScores', () => {
  it('joins by query id, whatever the order, and takes method minus baseline', () => {
    const pairs = pairScores(
      new Map([
        ['q2', 0.5],
        ['q1', 0.25],
      ]),
      new Map([
        ['q1', 0.75],
        ['q2', 0.25],
      ]),
    );
    expect(pairs.map((pair) => pair.queryId)).toEqual(['q1', 'q2']);
    expect(scoreDifferences(pairs)).toEqual([0.5, -0.25]);
  });

  it('refuses queries that only one method has, and names them', () => {
    expect(() => pairScores(new Map([['q1', 1]]), new Map([['q2', 1]]))).toThrow(
      expect.objectContaining({ code: 'UNPAIRED_QUERIES', value: ['q1', 'q2'] }),
    );
  });

  it('refuses a score that is not a number', () => {
    expect(() => pairScores(new Map([['q1', Number.NaN]]), new Map([['q1', 1]]))).toThrow(/baseline score of q1 is NaN/);
  });
});
