import fc from 'fast-check';
import { listLabels, MAX_LABELS } from './list-labels.js';

describe('listLabels', () => {
  it('gives distinct labels of one length, the same for the same list and attempt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.nat(1000), fc.integer({ min: 1, max: 2 }), (count, listIndex, attempt) => {
        const labels = listLabels(count, listIndex, attempt);
        expect(new Set(labels).size).toBe(count);
        for (const label of labels) expect(label).toMatch(count <= 24 ? /^[A-Z]$/u : /^[A-Z]{2}$/u);
        expect(listLabels(count, listIndex, attempt)).toEqual(labels);
      }),
    );
  });

  it('shuffles anew for another list and for another attempt', () => {
    expect(listLabels(10, 1, 1)).not.toEqual(listLabels(10, 2, 1));
    expect(listLabels(10, 1, 1)).not.toEqual(listLabels(10, 1, 2));
  });

  it('puts no label at the top of most lists', () => {
    const counts = new Map<string, number>();
    for (let list = 0; list < 1000; list++) {
      const first = listLabels(10, list, 1)[0] as string;
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(count).toBeLessThan(150);
    expect(counts.size).toBe(10);
  });

  it('refuses more members than there are labels', () => {
    expect(() => listLabels(MAX_LABELS + 1, 0, 1)).toThrow('A short list of 577 members is too long to label; 576 is the most.');
  });
});
