import type { ExpansionStatus, ProvisionalFragment } from '@etcetera/graphql-client';
import { Button, Progress } from '@mantine/core';
import type { ReactElement } from 'react';
import { STATUS_LABELS } from '../../shared/format/labels.js';
import { formatCount, formatShare } from '../../shared/format/numbers.js';
import type { Progress as RunEvent } from './use-run-progress.js';

const STEPS = ['QUEUED', 'SAMPLING', 'RANKING'] as const satisfies readonly ExpansionStatus[];

interface RunProgressProps {
  readonly status: ExpansionStatus;
  readonly event: RunEvent | undefined;
  readonly provisional: ProvisionalFragment | null | undefined;
  readonly planned: number;
  readonly connection: 'live' | 'polling' | undefined;
  readonly cancelling: boolean;
  readonly onCancel: () => void;
}

/** Where a run is, what is done, and how far what is shown may still change. */
export function RunProgress({ status, event, provisional, planned, connection, cancelling, onCancel }: RunProgressProps): ReactElement {
  const at = STEPS.findIndex((step) => step === status);
  const judged = event ? (event.judgementsPlanned ? event.judgementsDone / event.judgementsPlanned : 0) : (provisional?.judged ?? 0);
  const done = event?.judgementsDone ?? Math.round(judged * planned);
  const percent = status === 'QUEUED' ? 0 : planned === 0 ? 50 : 15 + 85 * judged;
  return (
    <section className="et-panel et-progress" aria-label="Progress">
      <div className="et-progress-head">
        <ol className="et-steps">
          {STEPS.filter((step) => step !== 'RANKING' || planned > 0).map((step, i) => (
            <li key={step} data-state={i < at ? 'done' : i === at ? 'now' : 'next'} aria-current={i === at ? 'step' : undefined}>
              {STATUS_LABELS[step]}
            </li>
          ))}
        </ol>
        <Button size="compact-sm" variant="default" loading={cancelling} onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <Progress value={percent} aria-label="Part of the work done" size="sm" animated={status !== 'QUEUED'} />
      <div className="et-progress-foot et-small">
        <span>
          {planned > 0
            ? `${formatCount(done)} of ${formatCount(event?.judgementsPlanned ?? planned)} short lists judged`
            : (event?.message ?? STATUS_LABELS[status])}
          {event?.searchSteps ? ` · ${formatCount(event.searchSteps)} search steps` : ''}
          {event?.candidates ? ` · ${formatCount(event.candidates)} candidates` : ''}
        </span>
        {connection === 'polling' ? <span className="et-dim">No live connection; asking every two seconds</span> : null}
      </div>
      {provisional ? (
        <p className="et-provisional" role="status">
          <strong>Provisional.</strong> Up to {formatShare(provisional.mayChange)} of this page may still change.
        </p>
      ) : null}
    </section>
  );
}
