import fc from 'fast-check';
import { parseMesedGroundTruth } from './mesed-ground-truth.js';

describe('parseMesedGroundTruth', () => {
  it('takes labels from 1 upwards as positive', () => {
    const { labels, goldIds, issues } = parseMesedGroundTruth('10\t1\n11\t0\n12\t2\n13\t-1\n14\t0.5\n');
    expect(labels.map(({ entityId, isPositive }) => [entityId, isPositive])).toEqual([
      ['10', true],
      ['11', false],
      ['12', true],
      ['13', false],
      ['14', false],
    ]);
    expect(goldIds).toEqual(['10', '12']);
    expect(issues).toEqual([]);
  });

  it('keeps columns behind the label', () => {
    expect(parseMesedGroundTruth('10\t1\tlion\tAfrica').labels).toEqual([
      { line: 1, entityId: '10', label: 1, isPositive: true, furtherColumns: ['lion', 'Africa'] },
    ]);
  });

  it('reports every line that it leaves out', () => {
    const { goldIds, issues } = parseMesedGroundTruth('10\t1\n11 1\n\nlion\t1\n12\tyes\n10\t1\n10\t0\n13\t\n');
    expect(goldIds).toEqual(['10']);
    expect(issues.map(({ line, code }) => [line, code])).toEqual([
      [2, 'missing-column'],
      [3, 'blank-line'],
      [4, 'malformed-id'],
      [5, 'malformed-label'],
      [6, 'repeated-entity'],
      [7, 'contradicting-label'],
      [8, 'malformed-label'],
    ]);
    expect(issues[5]?.message).toContain('line 1');
  });

  it('accounts for every line of any text', () => {
    const line = fc.oneof(fc.constantFrom('1\t1', '2\t0', '1\t0', '', 'x\t1', '3'), fc.string());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map((piece) => `${piece}\n`).join('');
        const { labels, issues } = parseMesedGroundTruth(text);
        expect([...labels, ...issues].map((entry) => entry.line).sort((a, b) => a - b)).toEqual(
          Array.from({ length: text.split('\n').length - 1 }, (_, index) => index + 1),
        );
      }),
    );
  });
});
