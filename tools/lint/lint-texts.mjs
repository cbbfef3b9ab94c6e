// Lints texts as if they were files of the workspace, with its own configuration: [{ "filePath", "text" }] on standard input, the messages
// of each as JSON on standard output. A process of its own, because Jest runs modules in a world that ESLint's plugins do not expect.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import { root } from '../steps/workspace.mjs';

const eslint = new ESLint({ cwd: root });
const answers = [];
for (const { filePath, text: code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath });
  answers.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(`\n${JSON.stringify(answers)}`);
