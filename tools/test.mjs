// npm test [-- JEST ARGUMENTS]: every project's tests in one Jest process; the last line is "N passed, N failed".
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { generate } from './generate.mjs';
import { runMain, runNode } from './steps/run-node.mjs';
import { countTests, summaryLine } from './ci/count-tests.mjs';
import { cacheFolder, root } from './steps/workspace.mjs';

const report = path.join(cacheFolder, 'test-report.json');

await runMain(async () => {
  await generate();
  const skipped = (await haveModels()) ? [] : filesThatNeedModels();
  if (skipped.length > 0) {
    console.error(
      `\nThe local models could not be fetched (the reason is above). Skipped, because they need them:\n  ${skipped.join('\n  ')}\n`,
    );
  }
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(report, { force: true });
  const exitCode = await jest(['--json', `--outputFile=${report}`, ...ignoring(skipped), ...process.argv.slice(2)]);
  if (skipped.length > 0) console.error(`${skipped.length} test files were skipped: no local models.`);
  const counts = existsSync(report) ? countTests(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
  // Jest may fail for another reason than a test, e.g. when no test matches the arguments
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1;
  process.exitCode = counts.failed > 0 ? 1 : 0;
  console.log(summaryLine(counts));
});

function jest(args) {
  const files = ['--experimental-vm-modules', '--no-warnings', path.join(root, 'node_modules/jest/bin/jest.js')];
  // Jest talks on standard error; its standard output would only repeat where the report is
  const child = spawn(process.execPath, [...files, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code ?? 1)));
}

async function haveModels() {
  try {
    await runNode('Fetching the models', ['--conditions=@etcetera/source', '--import', 'tsx', 'tools/pull-models.mjs']);
    return true;
  } catch {
    return false;
  }
}

/** Tests that ask for the folder of the models, by the name of the function or variable that says where it is. */
function filesThatNeedModels() {
  return ['apps', 'libs']
    .flatMap((parent) => readdirSync(path.join(root, parent), { recursive: true }).map((file) => path.join(parent, file)))
    .filter((file) => file.endsWith('.spec.ts') && !file.includes('node_modules'))
    .filter((file) => /defaultModelsFolder|ETCETERA_MODELS_DIR/.test(readFileSync(path.join(root, file), 'utf8')))
    .sort();
}

function ignoring(files) {
  return files.flatMap((file) => ['--testPathIgnorePatterns', `/${file.replaceAll(/[.\\]/g, '\\$&')}$`]);
}
