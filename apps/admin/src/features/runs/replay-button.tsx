import { useMutation } from '@apollo/client/react';
import { ReplayDocument, type ReplayMutation } from '@etcetera/graphql-client';
import { Button, Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { counted, formatSeconds } from '../../shared/format/numbers.js';
import { Notice, ProblemNotice } from '../../shared/ui/notice.js';

/** Runs the stored answers again, without any model, and says whether the same bytes came out. */
export function ReplayButton({ runId }: { runId: string }): ReactElement {
  const [replay, { data, error, loading, reset }] = useMutation(ReplayDocument, { variables: { id: runId } });
  const start = () => void replay().catch(() => undefined);
  return (
    <>
      <Button variant="default" loading={loading} onClick={start}>
        Replay
      </Button>
      <Modal opened={Boolean(data ?? error)} onClose={reset} title="Replay" closeButtonProps={{ 'aria-label': 'Close' }} centered>
        {error ? <ProblemNotice error={error} onRetry={start} /> : null}
        {data ? <Outcome outcome={data.replayExpansion} /> : null}
      </Modal>
    </>
  );
}

function Outcome({ outcome }: { outcome: ReplayMutation['replayExpansion'] }): ReactElement {
  if (outcome.__typename === 'Replay')
    return (
      <div style={{ display: 'grid', gap: '0.75rem' }}>
        <p style={{ margin: 0 }}>
          <strong>{outcome.identical ? 'The same result, byte for byte.' : 'The result differs from the stored one.'}</strong>{' '}
          {counted(outcome.callsUsed, 'stored answer')} in {formatSeconds(outcome.seconds)}; no model was asked.
        </p>
        <dl className="et-facts">
          <dt>SHA-256</dt>
          <dd>
            <code>{outcome.sha256}</code>
          </dd>
        </dl>
      </div>
    );
  return (
    <Notice tone="reject">
      <p>
        {outcome.message} {outcome.__typename === 'InvalidInputError' ? outcome.remedy : null}
      </p>
      {outcome.__typename === 'ReplayMismatchError' ? (
        <dl className="et-facts" style={{ marginTop: '0.5rem' }}>
          <dt>Stored</dt>
          <dd>
            <code>{outcome.expectedSha256}</code>
          </dd>
          <dt>Replayed</dt>
          <dd>
            <code>{outcome.actualSha256 ?? 'none'}</code>
          </dd>
        </dl>
      ) : null}
    </Notice>
  );
}
