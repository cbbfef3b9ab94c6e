import { useQuery } from '@apollo/client/react';
import { EvaluationByIdDocument } from '@etcetera/graphql-client';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { PagePending } from '../../app/route-states.js';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { formatSeconds } from '../../shared/format/numbers.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { JsonView } from '../../shared/ui/json-view.js';
import { Empty, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { ClassTable } from './class-table.js';
import { EvaluationProgress } from './evaluations-table.js';
import { formatMetric, metricLabel, metricNames, metricOf } from './metrics.js';
import './evaluations.css';
import '../runs/runs.css';

/** One evaluation, class by class. */
export function EvaluationPage(): ReactElement {
  const { id } = useParams({ from: '/evaluations/$id' });
  const { data, error, loading, refetch, startPolling, stopPolling } = useQuery(EvaluationByIdDocument, { variables: { id } });
  const one = data?.evaluation;
  const running = one?.status === 'RUNNING' || one?.status === 'QUEUED';
  usePageTitle(one ? `${METHOD_LABELS[one.method]} on ${one.benchmark.name}` : 'Evaluation');
  useEffect(() => {
    if (!running) return undefined;
    startPolling(2000);
    return stopPolling;
  }, [running, startPolling, stopPolling]);
  if (!one) {
    if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
    if (loading) return <PagePending />;
    return (
      <Empty
        title="There is no such evaluation"
        action={
          <Link className="et-link" to="/evaluations" search={{}}>
            All evaluations
          </Link>
        }
      />
    );
  }
  return (
    <>
      <div className="et-page-head">
        <div style={{ minWidth: 0 }}>
          <h1 style={{ margin: 0 }}>
            {METHOD_LABELS[one.method]} <span className="et-dim">on</span> {one.benchmark.name}
          </h1>
          <p>
            <span title={formatMoment(one.createdAt)}>{formatAgo(one.createdAt, new Date())}</span> · {one.queryCount} queries
            {one.elapsedMs == null ? '' : ` · ${formatSeconds(one.elapsedMs / 1000)}`}
          </p>
        </div>
        <Link className="et-link et-small" to="/evaluations" search={{ benchmark: one.benchmark.slug, method: one.method }}>
          History of this method
        </Link>
      </div>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {one.status === 'COMPLETED' ? null : (
        <div className="et-panel et-pad" style={{ marginBottom: '1rem' }}>
          <EvaluationProgress evaluation={one} />
        </div>
      )}
      {one.metrics.length ? (
        <dl className="et-figures">
          {metricNames([one]).map((name) => (
            <div key={name}>
              <dt>{metricLabel(name)}</dt>
              <dd>{formatMetric(metricOf(one, name))}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {one.queries.length ? <ClassTable queries={one.queries} /> : null}
      <div className="et-two" style={{ marginTop: '1rem' }}>
        <section className="et-panel et-pad">
          <h2>Measured with</h2>
          <dl className="et-facts">
            <dt>Code</dt>
            <dd>
              <code>{one.codeVersion}</code>
            </dd>
            <dt>Config hash</dt>
            <dd>
              <code>{one.configHash}</code>
            </dd>
            {one.models.map((model) => (
              <div key={model.role + model.fingerprint} style={{ display: 'contents' }}>
                <dt>{model.role}</dt>
                <dd>
                  {model.name} <code className="et-small et-dim">{model.fingerprint}</code>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="et-panel et-pad">
          <h2>Config</h2>
          <JsonView value={one.config} label="Config" />
        </section>
      </div>
    </>
  );
}
