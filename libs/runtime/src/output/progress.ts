/** Progress for people, on stderr; stdout is for results. */
export interface Progress {
  say(message: string): void;
  /** A line that is rewritten in place on a terminal; elsewhere only its end is printed. */
  bar(label: string, done: number, total: number | undefined): void;
}

const WIDTH = 24;

/** @param quiet true prints nothing. */
export function createProgress(stream: NodeJS.WriteStream, quiet: boolean): Progress {
  let open = false;
  let lastAt = 0;
  const begun = new Set<string>();
  const clear = (): void => {
    if (open) stream.write('\r\u001b[2K');
    open = false;
  };
  return {
    say: (message) => {
      if (quiet) return;
      clear();
      stream.write(`${message}\n`);
    },
    bar: (label, done, total) => {
      if (quiet) return;
      const finished = total !== undefined && done >= total;
      // What was finished before it began (a model that is there already) is not worth a line.
      if (finished && !begun.delete(label)) return;
      if (!finished) begun.add(label);
      if (!stream.isTTY) {
        if (finished) stream.write(`${label}: ${total}\n`);
        return;
      }
      if (!finished && Date.now() - lastAt < 100) return;
      lastAt = Date.now();
      const share = total ? Math.min(1, done / total) : 0;
      const filled = Math.round(share * WIDTH);
      stream.write(
        `\r\u001b[2K${label} ${total ? `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${Math.round(share * 100)} %` : String(done)}`,
      );
      open = !finished;
      if (finished) stream.write('\n');
    },
  };
}
