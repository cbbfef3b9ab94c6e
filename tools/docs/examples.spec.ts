import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, root } from '../steps/workspace.mjs';

const run = promisify(execFile);
const folder = path.join(root, 'docs/ranking');
const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
/** Pages that are not about one algorithm. */
const OVERVIEWS = ['README.md', 'search-measured.md'];

/** What every page about an algorithm says, so that a reader finds the same things at the same place. */
const SECTIONS = ['Formula', 'Source', 'Complexity', 'When to use it', 'When not', 'Example'];

/** A block of TypeScript and the block of text that follows it: what the example prints. */
function examplesOf(page: string) {
  const text = readFileSync(path.join(folder, page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```\n+^```text\n(.*?)^```/gms)].map((match, index) => ({
    page,
    index,
    code: String(match[1]),
    printed: String(match[2]).trim(),
  }));
}

describe('the pages about ranking', () => {
  const work = path.join(cacheFolder, 'doc-examples');
  beforeAll(() => mkdirSync(work, { recursive: true }));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it.each(pages.filter((page) => !OVERVIEWS.includes(page)))('%s has the sections and an example', (page) => {
    const text = readFileSync(path.join(folder, page), 'utf8');
    for (const section of SECTIONS) expect(text).toContain(`\n## ${section}\n`);
    expect(examplesOf(page).length).toBeGreaterThan(0);
    expect([...text.matchAll(/^```ts\n/gm)]).toHaveLength(examplesOf(page).length);
  });

  it('are all named on the first one', () => {
    const first = readFileSync(path.join(folder, 'README.md'), 'utf8');
    expect(pages.filter((page) => page !== 'README.md' && !first.includes(`(${page})`))).toEqual([]);
  });

  it.each(pages.flatMap(examplesOf))('the example of $page prints what the page says ($index)', async ({ page, index, code, printed }) => {
    const file = path.join(work, `${page.replace('.md', '')}-${index}.mts`);
    writeFileSync(file, code);
    const { stdout } = await run(process.execPath, ['--conditions=@etcetera/source', '--import', 'tsx', file], { cwd: root });
    expect(stdout.trim()).toBe(printed);
  });
});
