import fc from 'fast-check';
import { CONTRADICTION, parseJudgement } from './parse-judgement.js';

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

  it('lets the labels count when the answer also says that none belong, and records the contradiction once', () => {
    const contradiction = { kind: 'unparsable', detail: CONTRADICTION } as const;
    expect(parseJudgement({ labels: ['A', 'B', 'C'], noneBelong: true, labelToId })).toEqual({
      outcome: 'complete',
      rankedIds: ['id-a', 'id-b', 'id-c'],
      issues: [contradiction],
    });
    const recorded = parseJudgement({ labels: ['A'], noneBelong: true, labelToId, issues: [contradiction] });
    expect(recorded.issues.filter(({ kind }) => kind === 'unparsable')).toEqual([contradiction]);
  });

  it('lets the statement count beside unknown labels only, and records those', () => {
    expect(parseJudgement({ labels: ['Z'], noneBelong: true, labelToId })).toEqual({
      outcome: 'none-belong',
      rankedIds: [],
      issues: [{ kind: 'unknown-label', label: 'Z' }],
    });
  });

  it.each(['a', ' A', 'A ', 'A.', 'Ａ', 'А' /* Cyrillic */, 'id-a', '', '[A]'])('does not guess what %p means', (label) => {
    const judgement = parseJudgement({ labels: [label, 'B'], labelToId });
    expect(judgement).toMatchObject({ outcome: 'partial', rankedIds: ['id-b'] });
    expect(judgement.issues[0]).toEqual({ kind: 'unknown-label', label });
  });

  it('does not take other digits for the same number', () => {
    const numbered = new Map([
      ['1', 'one'],
      ['2', 'two'],
    ]);
    expect(parseJudgement({ labels: ['١', '2', '01'], labelToId: numbered }).rankedIds).toEqual(['two']);
  });

  it('takes a label that is another member’s id for the label', () => {
    const crossed = new Map([
      ['A', 'B'],
      ['B', 'A'],
    ]);
    expect(parseJudgement({ labels: ['A', 'B'], labelToId: crossed }).rankedIds).toEqual(['B', 'A']);
  });

  it('reads a list of one member, and calls every answer about nobody malformed', () => {
    expect(parseJudgement({ labels: ['A'], labelToId: new Map([['A', 'a']]) }).outcome).toBe('complete');
    for (const noneBelong of [false, true])
      expect(parseJudgement({ labels: [], noneBelong, labelToId: new Map() })).toEqual({ outcome: 'malformed', rankedIds: [], issues: [] });
  });

  it('keeps the first 80 characters of a long unknown label and cuts no character in two', () => {
    const { issues } = parseJudgement({ labels: [`${'x'.repeat(79)}🦁🦁`], labelToId });
    expect(issues[0]).toEqual({ kind: 'unknown-label', label: `${'x'.repeat(79)}🦁` });
  });

  it('refuses labels of which two stand for one entity', () => {
    const doubled = new Map([
      ['A', 'lion'],
      ['B', 'lion'],
    ]);
    expect(() => parseJudgement({ labels: ['A', 'B'], labelToId: doubled })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ID', field: 'labelToId', value: 'lion' }),
    );
  });
});
