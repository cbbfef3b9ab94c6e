import { useMutation } from '@apollo/client/react';
import { CancelExpansionDocument, type ExpansionWholeFragment } from '@etcetera/graphql-client';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { CHANNEL_LABELS, METHOD_LABELS } from '../../shared/format/labels.js';
import { counted, formatSeconds } from '../../shared/format/numbers.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { Empty, Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { StatusTag } from '../../shared/ui/tags.js';
import { PagePending } from '../../app/route-states.js';
import { ResultGallery } from '../results/result-gallery.js';
import { ResultTable } from '../results/result-table.js';
import type { ResultView } from '../results/result-view.js';
import { hasEnded } from './follow-run.js';
import { ResultReview } from './result-review.js';
import { RunProgress } from './run-progress.js';
import { useRunProgress } from './use-run-progress.js';
import '../results/results.css';
import '../../shared/review/review.css';

interface RunOutcomeProps {
  readonly follow: ReturnType<typeof useRunProgress>;
  readonly view: 'gallery' | 'table';
  readonly onView: (view: 'gallery' | 'table') => void;
}

const nothing = () => undefined;

/** What a run has found, from its first provisional page to the reviewed result. */
export function RunOutcome({ follow, view, onView }: RunOutcomeProps): ReactElement {
  const { run, live, progress, connection, error, loading, refetch } = follow;
  const [cancel, cancelling] = useMutation(CancelExpansionDocument);
  if (!run) {
    if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
    return loading ? (
      <PagePending />
    ) : (
      <Empty title="There is no such run">It may belong to another server, or the address is incomplete.</Empty>
    );
  }
  const provisional = live ? (progress?.provisional ?? run.provisional) : null;
  const page: ResultView | null = provisional
    ? {
        rows: provisional.results,
        cut: null,
        provisional: true,
        reviewable: false,
        decisions: {},
        activeId: undefined,
        onActive: nothing,
        onDecide: nothing,
        onOpen: nothing,
      }
    : null;
  return (
    <div className="et-outcome">
      <OutcomeHead run={run} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {run.failure ? (
        <Notice tone="reject">
          <p>
            <strong>The run failed.</strong> {run.failure.message}
          </p>
        </Notice>
      ) : null}
      {run.warnings.map((warning) => (
        <Notice key={warning.code + warning.message}>
          <p>{warning.message}</p>
        </Notice>
      ))}
      {live ? (
        <RunProgress
          status={progress?.status ?? run.status}
          event={progress}
          provisional={provisional}
          planned={run.plan.judgements}
          connection={connection}
          cancelling={cancelling.loading}
          onCancel={() => void cancel({ variables: { id: run.id } }).then(() => refetch(), nothing)}
        />
      ) : null}
      {cancelling.error ? <ProblemNotice error={cancelling.error} /> : null}
      {page ? <div data-provisional-page>{view === 'table' ? <ResultTable {...page} /> : <ResultGallery {...page} />}</div> : null}
      {!live && run.results.edges.length ? <ResultReview key={run.id} run={run} view={view} onView={onView} /> : null}
      {!live && !run.results.edges.length && !run.failure ? (
        <Empty title={run.status === 'COMPLETED' ? 'Nothing was found' : 'This run has no result'}>
          Change the request and run it again.
        </Empty>
      ) : null}
    </div>
  );
}

function OutcomeHead({ run }: { run: ExpansionWholeFragment }): ReactElement {
  return (
    <div className="et-outcome-head">
      <div className="et-outcome-seeds" aria-hidden="true">
        {run.seeds.slice(0, 4).map((entity) => (
          <EntityPicture key={entity.id} entity={entity} size={34} />
        ))}
      </div>
      <div style={{ minWidth: 0, flex: 1 }}>
        <h1 className="et-name">
          {run.seeds.map((entity) => entity.name).join(', ')} <span className="et-dim">…</span>
        </h1>
        <p className="et-small et-dim" style={{ margin: '0.125rem 0 0' }}>
          {METHOD_LABELS[run.method]}
          {run.negativeSeeds.length ? ` · not ${run.negativeSeeds.map((entity) => entity.name).join(', ')}` : ''}
          {run.status === 'COMPLETED' ? ` · ${counted(run.results.totalCount, 'entity', 'entities')}` : ''}
          {run.actual ? ` · ${formatSeconds(run.actual.seconds)}` : ''}
          {run.channels.length ? ` · rests on: ${run.channels.map((channel) => CHANNEL_LABELS[channel].toLowerCase()).join(', ')}` : ''}
        </p>
      </div>
      {hasEnded(run.status) && run.status !== 'COMPLETED' ? <StatusTag status={run.status} /> : null}
      <Link className="et-link et-small" to="/runs/$id" params={{ id: run.id }} search={{}}>
        Run record
      </Link>
    </div>
  );
}
