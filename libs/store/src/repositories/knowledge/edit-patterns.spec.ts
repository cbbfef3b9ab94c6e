import fc from 'fast-check';
import { editPatterns, escapeLike } from './edit-patterns.js';

/** LIKE, as Postgres has it. */
function like(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|[_%]|[^\\_%]/gsu, (part, literal: string | undefined) => {
    if (literal !== undefined) return escapeRegExp(literal);
    if (part === '_') return '.';
    return part === '%' ? '.*' : escapeRegExp(part);
  });
  return new RegExp(`^${source}$`, 'su').test(text);
}
const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

const letters = fc.array(fc.constantFrom('a', 'b', 'é', '🦁', '%', '_', '\\'), { minLength: 3, maxLength: 8 });

describe('editPatterns', () => {
  it('matches every text that is one slip away', () => {
    fc.assert(
      fc.property(letters, fc.nat(), fc.constantFrom('change', 'drop', 'add', 'swap'), (text, place, slip) => {
        const at = place % (text.length - 1);
        const [here = '', next = ''] = text.slice(at, at + 2);
        const changed = {
          change: [...text.slice(0, at), 'X', ...text.slice(at + 1)],
          drop: [...text.slice(0, at), ...text.slice(at + 1)],
          add: [...text.slice(0, at), 'X', ...text.slice(at)],
          swap: [...text.slice(0, at), next, here, ...text.slice(at + 2)],
        }[slip];
        expect(editPatterns(text.join('')).some((pattern) => like(changed.join(''), pattern))).toBe(true);
      }),
    );
  });

  it('matches nothing that is two changed letters away', () => {
    expect(editPatterns('lion').some((pattern) => like('loan', pattern) || like('lxxn', pattern))).toBe(false);
  });

  it('is empty for very short and for long texts', () => {
    expect(editPatterns('ab')).toEqual([]);
    expect(editPatterns('🦁🦁')).toEqual([]);
    expect(editPatterns('abcdefghi')).toEqual([]);
  });
});

describe('escapeLike', () => {
  it('makes a pattern that matches the text and nothing else', () => {
    expect(like('50%_\\', escapeLike('50%_\\'))).toBe(true);
    expect(like('50xyz', escapeLike('50%_\\'))).toBe(false);
  });
});
