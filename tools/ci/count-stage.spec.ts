import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../steps/workspace.mjs';
import { countStage } from './count-stage.mjs';

const jestReport = (passed: number, failed: number) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0 });

describe('counting a stage of the pipeline', () => {
  it.each([
    ['a check that passes', 0, {}, { passed: 1, failed: 0 }],
    ['a check that fails', 2, {}, { passed: 0, failed: 1 }],
    ['tests that pass', 0, { report: jestReport(7, 0) }, { passed: 7, failed: 0 }],
    ['tests of which one fails', 1, { report: jestReport(6, 1) }, { passed: 6, failed: 1 }],
    ['tests that pass in a run that does not', 1, { report: jestReport(7, 0) }, { passed: 7, failed: 1 }],
    ['a run that leaves no report', 1, { report: '' }, { passed: 0, failed: 1 }],
    ['a run that claims success without a test', 0, { log: 'nothing to do' }, { passed: 0, failed: 1 }],
    [
      'several runs that print their tests',
      0,
      { log: 'Tests: 3 passed, 3 total\nTests: 1 skipped, 2 passed, 3 total' },
      { passed: 5, failed: 0 },
    ],
  ])('%s', (_, exitCode, source, expected) => {
    expect(countStage(exitCode, source)).toEqual(expected);
  });

  it('tells the shell in two numbers, also for a report that is not there', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'etcetera-count-'));
    try {
      const count = (...args: string[]) => spawnSync(process.execPath, ['.ci/count.mjs', ...args], { cwd: root, encoding: 'utf8' }).stdout;
      writeFileSync(path.join(folder, 'report.json'), jestReport(4, 1));
      expect(count(path.join(folder, 'report.json'), '1', 'x.log')).toBe('4 1\n');
      expect(count(path.join(folder, 'absent.json'), '0', 'x.log')).toBe('0 1\n');
      expect(count('check', '0', 'x.log')).toBe('1 0\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
