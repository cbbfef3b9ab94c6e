import { countPrintedTests, countTests } from './count-tests.mjs';

/**
 * How many tests a stage of the pipeline counts for.
 *
 * A check is one test. A stage that has tests counts them, and one failure more if it ended badly although none of them failed, or if it
 * ended well without having run any: what cannot be counted is not taken for passed.
 *
 * @param {number} exitCode
 * @param {{ log?: string, report?: string }} [source] what Jest printed, or the text of a JSON report; neither for a check
 * @returns {{ passed: number, failed: number }}
 */
export function countStage(exitCode, { log, report } = {}) {
  if (log === undefined && report === undefined) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { passed, failed } = log === undefined ? readReport(report) : countPrintedTests(log);
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

function readReport(text) {
  try {
    return countTests(JSON.parse(text));
  } catch {
    return { passed: 0, failed: 0 };
  }
}
