import fc from 'fast-check';
import type { NameKey } from './all-names.js';

/** The end marker of the trees of the search tests. */
export const END = 99;

/**
 * Vocabularies that are hard on a search: few tokens, so that names are prefixes of each other and share long beginnings; the end marker inside
 * names; several forms of an entity and several entities of a form; now and then a name of thirty tokens.
 */
export const vocabularies: fc.Arbitrary<readonly NameKey[]> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }) },
      { weight: 2, arbitrary: fc.array(fc.constantFrom(0, 1, END), { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 30, maxLength: 30 }) },
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) => list.map((tokens, i) => ({ entityId: `e${String(i % 30).padStart(2, '0')}`, tokens })));

/** Some entities of a vocabulary. */
export const someIds: fc.Arbitrary<ReadonlySet<string>> = fc
  .subarray(Array.from({ length: 30 }, (_, i) => `e${String(i).padStart(2, '0')}`))
  .map((ids) => new Set(ids));
