import fc from 'fast-check';
import { parseJudgement } from './parse-judgement.js';

const labelToId = new Map([
  ['A', 'id-a'],
  ['B', 'id-b'],
  ['C', 'id-c'],
]);

describe('parseJudgement', () => {
  it('takes a full permutation as complete, without issues', () => {
    expect(parseJudgement({ labels: ['C', 'A', 'B'], labelToId })).toEqual({
      outcome: 'complete',
      rankedIds: ['id-c', 'id-a', 'id-b'],
      issues: [],
    });
  });

  it('counts a partial answer only for what it ranked, and names what is missing; nothing is appended', () => {
    expect(parseJudgement({ labels: ['B'], labelToId })).toEqual({
      outcome: 'partial',
      rankedIds: ['id-b'],
      issues: [
        { kind: 'missing', entityId: 'id-a' },
        { kind: 'missing', entityId: 'id-c' },
      ],
    });
  });

  it('tells "none belong" from a failure', () => {
    expect(parseJudgement({ labels: [], noneBelong: true, labelToId }).outcome).toBe('none-belong');
    expect(parseJudgement({ labels: [], labelToId }).outcome).toBe('malformed');
  });

  it('never invents, repeats or loses an entity, and records every label it could not use', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'B', 'C', 'Z', '')), (labels) => {
        const read = parseJudgement({ labels, labelToId });
        expect(new Set(read.rankedIds).size).toBe(read.rankedIds.length);
        expect(read.rankedIds.every((id) => [...labelToId.values()].includes(id))).toBe(true);
        const unused = labels.length - read.rankedIds.length;
        expect(read.issues.filter((issue) => issue.kind === 'unknown-label' || issue.kind === 'repeated-label')).toHaveLength(unused);
        expect(read.issues.filter((issue) => issue.kind === 'missing')).toHaveLength(3 - read.rankedIds.length);
      }),
    );
  });
});
