/**
 * Counts of passed, failed and skipped tests in the JSON report of Jest or of Playwright.
 *
 * A file that could not be run at all counts as one failure: nobody knows how many tests it holds.
 *
 * @param {object} report
 * @returns {{ passed: number, failed: number, skipped: number }}
 * @throws {TypeError} if it is neither
 */
export function countTests(report) {
  if (typeof report?.numPassedTests === 'number') {
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  }
  if (typeof report?.stats?.expected === 'number') {
    const { expected, unexpected, flaky, skipped } = report.stats;
    // a test that passes only when repeated is not one to rely on
    return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0), skipped };
  }
  throw new TypeError('This is not a report of Jest or Playwright.');
}

/**
 * The same from what Jest printed, for commands that run it several times: the sum over all "Tests:" lines.
 *
 * @param {string} log may hold colours
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countPrintedTests(log) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const plain = log.replaceAll(/\u001b\[[0-9;]*m/g, ''); // without the colours of the terminal
  for (const [, line] of plain.matchAll(/^Tests:\s+(.*)$/gm)) {
    for (const [, number, outcome] of line.matchAll(/(\d+) (passed|failed|skipped|todo)/g)) {
      counts[outcome === 'todo' ? 'skipped' : outcome] += Number(number);
    }
  }
  return counts;
}

/** The last line of every command that tests: for people and for scripts. */
export const summaryLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
