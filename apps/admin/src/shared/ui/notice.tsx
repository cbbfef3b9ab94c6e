import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { describeProblem } from '../../api/problem.js';

/** A sentence that has to be seen, in the place it is about. */
export function Notice({ tone = 'notice', children }: { tone?: 'notice' | 'reject' | 'plain'; children: ReactNode }): ReactElement {
  const Icon = tone === 'plain' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className="et-notice" data-tone={tone} role={tone === 'reject' ? 'alert' : undefined}>
      <Icon size={18} aria-hidden="true" />
      <div style={{ minWidth: 0, flex: 1 }}>{children}</div>
    </div>
  );
}

/** A request that failed: what it means, and a way to try again. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactElement {
  const problem = describeProblem(error);
  return (
    <div className="et-notice" data-tone="reject" role="alert">
      <IconPlugConnectedX size={18} aria-hidden="true" />
      <div style={{ minWidth: 0, flex: 1 }}>
        <p>
          <strong>{problem.title}.</strong> {problem.detail}
        </p>
        {onRetry ? (
          <Button size="compact-sm" variant="default" mt={8} onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What a list says when there is nothing in it, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }): ReactElement {
  return (
    <div className="et-empty">
      <h1 style={{ margin: 0, fontSize: '1.0625rem' }}>{title}</h1>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}
