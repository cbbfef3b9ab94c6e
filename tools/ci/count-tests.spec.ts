import { countPrintedTests, countTests, summaryLine } from './count-tests.mjs';

describe('counting tests', () => {
  it('reads the report of Jest, and counts a file that could not be run as a failure', () => {
    const report = { numPassedTests: 12, numFailedTests: 1, numRuntimeErrorTestSuites: 2, numPendingTests: 3, numTodoTests: 1 };
    expect(countTests(report)).toEqual({ passed: 12, failed: 3, skipped: 4 });
  });

  it('reads the report of Playwright, and counts a flaky test as a failure', () => {
    const report = { stats: { expected: 9, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
    expect(countTests(report)).toEqual({ passed: 9, failed: 2, skipped: 2 });
  });

  it('counts an error outside any test of Playwright, such as a server that did not start', () => {
    expect(countTests({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 5 }, errors: [{ message: 'x' }] }).failed).toBe(1);
  });

  it('refuses what is neither', () => {
    expect(() => countTests({})).toThrow(TypeError);
  });

  it('adds up what several runs of Jest have printed, in colour or not', () => {
    const log = [
      'Tests:       1 failed, 2 skipped, 5 passed, 8 total',
      '\u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m7 passed\u001b[39m\u001b[22m, 7 total',
      'Tests on a server: 3 passed',
    ].join('\n');
    expect(countPrintedTests(log)).toEqual({ passed: 12, failed: 1, skipped: 2 });
  });

  it('says the outcome in one line', () => {
    expect(summaryLine({ passed: 3, failed: 0 })).toBe('3 passed, 0 failed');
  });
});
