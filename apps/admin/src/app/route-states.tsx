import { Button, Skeleton } from '@mantine/core';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty, Notice } from '../shared/ui/notice.js';

/** A fault in a page's own code: say so, keep the frame, offer a way on. */
export function RouteError({ error, reset }: ErrorComponentProps): ReactElement {
  const message = error instanceof Error ? error.message : 'There is no more information.';
  const outdated = /dynamically imported module|Importing a module script failed/i.test(message);
  return (
    <Notice tone="reject">
      <p>
        <strong>{outdated ? 'A part of this page could not be loaded.' : 'This page failed.'}</strong>{' '}
        {outdated ? 'The server is away, or a newer version was installed. Reload to go on.' : message}
      </p>
      <Button size="compact-sm" variant="default" mt={8} onClick={() => (outdated ? location.reload() : reset())}>
        {outdated ? 'Reload' : 'Try again'}
      </Button>
    </Notice>
  );
}

export function NotFoundPage(): ReactElement {
  return (
    <Empty
      title="There is no such page"
      action={
        <Link className="et-link" to="/" search={{}}>
          Start an expansion
        </Link>
      }
    >
      The address may be mistyped, or from an older version.
    </Empty>
  );
}

export function PagePending(): ReactElement {
  return (
    <div aria-busy="true" aria-label="Loading" role="status" style={{ display: 'grid', gap: '0.75rem' }}>
      <Skeleton height={28} width={220} />
      <Skeleton height={120} />
      <Skeleton height={240} />
    </div>
  );
}
