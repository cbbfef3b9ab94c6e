import type { ReactElement } from 'react';

/** A stored value as it is, readable and never interpreted: text stays text. */
export function JsonView({ value, label }: { value: unknown; label: string }): ReactElement {
  return (
    // A region that scrolls has to be reachable by keyboard.
    <pre className="et-json" tabIndex={0} role="region" aria-label={label}>
      {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
    </pre>
  );
}
