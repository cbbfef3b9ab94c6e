import fc from 'fast-check';
import { zooOf } from '../testing/fixtures.js';
import { classBenchmark } from './class-benchmark.js';
import type { ClassMember } from './class-benchmark.js';
import { classMembers } from './class-members.js';

const members = (className: string, count: number): ClassMember[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${className}-${index}`, className }));

describe('classBenchmark', () => {
  it('makes five queries of three seeds for each class of at least eight', () => {
    const queries = classBenchmark([...members('cats', 8), ...members('dogs', 7), ...members('ants', 30)]);
    expect(queries.map(({ className, queryIndex }) => `${className} ${queryIndex}`)).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => `ants ${index}`),
      ...[0, 1, 2, 3, 4].map((index) => `cats ${index}`),
    ]);
  });

  // The expected seeds were computed with Python's hashlib.
  it('always draws the same seeds', () => {
    expect(classBenchmark(members('cats', 8))[0]?.seedIds).toEqual(['cats-3', 'cats-1', 'cats-6']);
  });

  it('splits each class into distinct seeds and gold, whatever the order and the rest of the base', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.string(), fc.func(fc.nat()), (counts, seed, order) => {
        const all = counts.flatMap((count, index) => members(`class ${index}`, count));
        const shuffled = [...all].sort((a, b) => order(a.id) - order(b.id));
        const queries = classBenchmark(all, { seed });
        expect(
          classBenchmark([...shuffled, ...members('new class', 12)], { seed }).filter(({ className }) => className !== 'new class'),
        ).toEqual(queries);
        for (const { className, seedIds, goldIds } of queries) {
          const ids = all.filter((member) => member.className === className).map(({ id }) => id);
          expect([...seedIds, ...goldIds].sort()).toEqual(ids.sort());
          expect(seedIds).toHaveLength(3);
        }
        expect(new Set(queries.map(({ className, seedIds }) => `${className} ${[...seedIds].sort().join()}`)).size).toBe(queries.length);
      }),
    );
  });

  it('draws others for another seed', () => {
    const draws = (seed: string) => classBenchmark(members('cats', 20), { seed }).map(({ seedIds }) => seedIds);
    expect(draws('a')).not.toEqual(draws('b'));
  });

  it('refuses options that leave no gold', () => {
    expect(() => classBenchmark([], { minimumMembers: 3 })).toThrow('more than the 3 seeds');
    expect(() => classBenchmark([], { queriesPerClass: 0 })).toThrow('queriesPerClass');
  });

  it('takes classes from the attributes of the base', async () => {
    const { store, baseId, idOf } = await zooOf(
      { name: 'lion', attributes: { class: 'cat' } },
      { name: 'stone' },
      { name: 'odd', attributes: { class: 5 } },
    );
    expect(await classMembers(store, baseId)).toEqual([{ id: idOf('lion'), className: 'cat' }]);
  });
});
