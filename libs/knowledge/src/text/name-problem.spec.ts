import { nameProblem } from './name-problem.js';

describe('nameProblem', () => {
  it.each(['lion', 'أسد', '👩‍👩‍👧', 'שָׁלוֹם', "O'Neil, 2nd", 'x'.repeat(300), ` ${'x'.repeat(300)} `, '😀'.repeat(300)])('takes %j', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    ['', 'is empty'],
    [' \u00a0 ', 'is empty'],
    ['red\nfox', 'U+000A (line break) at character 4'],
    ['fox\n', 'U+000A (line break) at character 4'],
    ['😀\tfox', 'U+0009 (tab) at character 2'],
    ['a\u0000', 'U+0000 (NUL) at character 2'],
    ['a\u0085b', 'U+0085 (control character)'],
    ['a\ud800b', 'U+D800 (half of a surrogate pair)'],
    ['a\u2028b', 'U+2028'],
    ['\u200d\u200b', 'no visible character'],
    ['x'.repeat(301), '301 characters, more than 300'],
  ])('refuses %j and says why', (name, reason) => {
    expect(nameProblem(name)).toContain(reason);
  });
});
