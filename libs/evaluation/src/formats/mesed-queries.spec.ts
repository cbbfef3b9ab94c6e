import fc from 'fast-check';
import { parseMesedQueries } from './mesed-queries.js';

describe('parseMesedQueries', () => {
  it('reads a query a line up to EXIT and counts what lies behind', () => {
    expect(parseMesedQueries('1 2 3\n4 5 6\nEXIT\n7 8 9\n')).toEqual({
      queries: [
        { queryIndex: 0, line: 1, seedIds: ['1', '2', '3'] },
        { queryIndex: 1, line: 2, seedIds: ['4', '5', '6'] },
      ],
      issues: [],
      exitLine: 3,
      linesAfterExit: 1,
    });
  });

  it('reads to the end when there is no EXIT', () => {
    expect(parseMesedQueries('1 2 3\n4 5 6')).toMatchObject({ queries: [{ line: 1 }, { line: 2 }], exitLine: null, linesAfterExit: 0 });
  });

  it('takes Windows line ends, a byte order mark and stray spaces', () => {
    expect(parseMesedQueries('\uFEFF1  2 3 \r\nEXIT\r\n')).toMatchObject({
      queries: [{ seedIds: ['1', '2', '3'] }],
      issues: [],
      exitLine: 2,
    });
  });

  it('reports every line that it leaves out, and keeps the index of the queries behind it', () => {
    const { queries, issues } = parseMesedQueries('1 2 3\n1 lion 3\n\n4 4 5\n1 2\n7 8 9\nEXIT\n', 3);
    expect(queries).toEqual([
      { queryIndex: 0, line: 1, seedIds: ['1', '2', '3'] },
      { queryIndex: 4, line: 6, seedIds: ['7', '8', '9'] },
    ]);
    expect(issues.map(({ line, code, text, isKept }) => ({ line, code, text, isKept }))).toEqual([
      { line: 2, code: 'malformed-id', text: '1 lion 3', isKept: false },
      { line: 3, code: 'blank-line', text: '', isKept: false },
      { line: 4, code: 'repeated-seed', text: '4 4 5', isKept: false },
      { line: 5, code: 'wrong-seed-count', text: '1 2', isKept: false },
    ]);
  });

  it('finds nothing in an empty file', () => {
    expect(parseMesedQueries('')).toEqual({ queries: [], issues: [], exitLine: null, linesAfterExit: 0 });
  });

  it('accounts for every line of any text', () => {
    const line = fc.oneof(fc.constantFrom('1 2 3', 'EXIT', '', '1 1', ' 7 '), fc.string());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map((piece) => `${piece}\n`).join('');
        const { queries, issues, exitLine, linesAfterExit } = parseMesedQueries(text);
        const total = queries.length + issues.length + (exitLine === null ? 0 : 1) + linesAfterExit;
        expect(total).toBe(text.split('\n').length - 1);
      }),
    );
  });
});
