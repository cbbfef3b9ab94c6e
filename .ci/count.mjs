// node .ci/count.mjs COUNTED EXIT-CODE LOG: prints "PASSED FAILED" of a stage of .ci/run.
import { readFileSync } from 'node:fs';
import { countStage } from '../tools/ci/count-stage.mjs';

const [counted, exitCode, log] = process.argv.slice(2);
const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const { passed, failed } = countStage(
  Number(exitCode),
  counted === 'check' ? {} : counted === 'log' ? { log: read(log) ?? '' } : { report: read(counted) ?? '' },
);
console.log(`${passed} ${failed}`);
