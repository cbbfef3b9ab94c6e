import fc from 'fast-check';
import { normalizeName } from './normalize-name.js';

describe('normalizeName', () => {
  it('folds case also where one letter becomes two', () => {
    expect(normalizeName('STRASSE')).toBe(normalizeName('Straße'));
    expect(normalizeName('ΟΔΟΣ')).toBe(normalizeName('οδος'));
  });

  it('joins the spellings that look the same and collapses white space', () => {
    expect(normalizeName(' Cafe\u0301\u00a0\n  ﬁne ')).toBe('café fine');
  });

  it('keeps diacritics, emoji and right-to-left text', () => {
    expect(normalizeName('Résumé')).toBe('résumé');
    expect(normalizeName('🧑‍🚀 أسد')).toBe('🧑‍🚀 أسد');
  });

  it('gives the same when applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(normalizeName(normalizeName(text))).toBe(normalizeName(text))),
      { numRuns: 2000 },
    );
  });
});
