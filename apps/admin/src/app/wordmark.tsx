import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** Three dots: named, named, and the rest. */
export function Wordmark(): ReactElement {
  return (
    <Link to="/" search={{}} className="et-wordmark" aria-label="Etcetera, start a new expansion" activeProps={{}}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#4b3fb0" />
        <circle cx="8" cy="19" r="3.2" fill="#fff" />
        <circle cx="16" cy="19" r="3.2" fill="#fff" fillOpacity={0.8} />
        <circle cx="24" cy="19" r="3.2" fill="#fff" fillOpacity={0.55} />
      </svg>
      etcetera
    </Link>
  );
}
