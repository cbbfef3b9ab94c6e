import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../steps/workspace.mjs';

const folder = path.join(root, 'docs/ranking');
const figures = JSON.parse(readFileSync(path.join(folder, 'figures.json'), 'utf8')) as {
  readonly search: { readonly variants: readonly { steps: number; seconds: number; recallOfExactTop50: number; mapAt10: number }[] };
};

describe('the figures on the pages about ranking', () => {
  it('say of every search what the bench has measured', () => {
    const rows = readFileSync(path.join(folder, 'search-measured.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    // After the names of the columns and the line below them; an empty cell stands before the first and after the last bar.
    const written = rows.slice(2).map((cells) => [cells[2], cells[3], cells[4], cells[6]]);
    const measured = figures.search.variants.map(({ steps, seconds, recallOfExactTop50, mapAt10 }) => [
      steps.toFixed(0),
      seconds.toFixed(1),
      share(recallOfExactTop50),
      share(mapAt10),
    ]);
    expect(written).toEqual(measured);
  });
});

/** As it is written in tables: three decimals without the zero before them. */
function share(value: number): string {
  return value === 1 ? '1' : value.toFixed(3).slice(1);
}
