import type { ReactElement } from 'react';
import type { CutLine } from './cut-line.js';

/** The line under the last entity that most likely belongs, with how it was found and how far it can be trusted. */
export function CutMarker({ line }: { line: CutLine }): ReactElement {
  return (
    <div className="et-cut" data-clear={line.clear} role="separator" aria-label={`The set most likely ends here: ${line.verdict}`}>
      <span className="et-cut-label">
        <strong>The set most likely ends here</strong>
        <span className="et-dim">
          {' '}
          · {line.verdict} · {line.method}: {line.trust}
        </span>
      </span>
    </div>
  );
}
