import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { formatCount } from '../format/numbers.js';
import { ProblemNotice } from './notice.js';

interface LoadMoreProps {
  readonly shown: number;
  readonly total: number;
  readonly hasNextPage: boolean;
  readonly onMore: () => Promise<unknown>;
}

/** The foot of a list that is read page by page. */
export function LoadMore({ shown, total, hasNextPage, onMore }: LoadMoreProps): ReactElement {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const more = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onMore();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.75rem', alignItems: 'center', padding: '0.75rem' }}>
      <span className="et-dim et-small et-num" aria-live="polite">
        {formatCount(shown)} of {formatCount(total)}
      </span>
      {hasNextPage ? (
        <Button size="compact-sm" variant="default" loading={busy} onClick={() => void more()}>
          Show more
        </Button>
      ) : null}
      {error ? <ProblemNotice error={error} onRetry={() => void more()} /> : null}
    </div>
  );
}
