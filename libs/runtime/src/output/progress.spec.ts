import { createProgress } from './progress.js';

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { written, stream: { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream };
}

describe('createProgress', () => {
  it('draws a bar in place on a terminal and ends it with a line', () => {
    const { stream: tty, written } = stream(true);
    const progress = createProgress(tty, false);
    progress.bar('Fetching', 1, 4);
    progress.bar('Fetching', 4, 4);
    expect(written[0]).toContain('25 %');
    expect(written.at(-1)).toBe('\n');
  });

  it('prints only the end elsewhere, and nothing for what was there already', () => {
    const { stream: pipe, written } = stream(false);
    const progress = createProgress(pipe, false);
    progress.bar('Fetching', 4, 4);
    expect(written).toEqual([]);
    progress.bar('Embedding', 1, 4);
    progress.bar('Embedding', 4, 4);
    expect(written).toEqual(['Embedding: 4\n']);
  });

  it('prints nothing when it is to be quiet', () => {
    const { stream: pipe, written } = stream(false);
    createProgress(pipe, true).say('hello');
    expect(written).toEqual([]);
  });
});
