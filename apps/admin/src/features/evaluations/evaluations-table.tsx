import type { EvaluationBriefFragment } from '@etcetera/graphql-client';
import { Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { formatSeconds } from '../../shared/format/numbers.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { StatusTag } from '../../shared/ui/tags.js';
import { CUTOFFS, formatMetric, metricOf } from './metrics.js';

/** MAP and P at the four cut-offs, hits at ten, and what the figures were measured with. */
export function EvaluationsTable({ evaluations }: { evaluations: readonly EvaluationBriefFragment[] }): ReactElement {
  return (
    <div className="et-table-scroll" tabIndex={0} role="region" aria-label="Evaluations">
      <table className="et-table et-evaluations">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Method
            </th>
            <th scope="colgroup" colSpan={4} className="et-group">
              MAP at
            </th>
            <th scope="colgroup" colSpan={4} className="et-group" data-wide>
              P at
            </th>
            <th scope="col" rowSpan={2} data-num data-wide>
              Hits@10
            </th>
            <th scope="col" rowSpan={2} data-num data-wide>
              Time
            </th>
            <th scope="col" rowSpan={2} data-wide>
              Code · config
            </th>
          </tr>
          <tr>
            {CUTOFFS.map((k) => (
              <th scope="col" key={`map${k}`} data-num>
                {k}
              </th>
            ))}
            {CUTOFFS.map((k) => (
              <th scope="col" key={`p${k}`} data-num data-wide>
                {k}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {evaluations.map((one) => (
            <tr key={one.id} data-link>
              <td>
                <Link className="et-link" style={{ fontWeight: 560 }} to="/evaluations/$id" params={{ id: one.id }}>
                  {METHOD_LABELS[one.method]}
                </Link>
                <div className="et-dim et-small">
                  {one.benchmark.name} · <span title={formatMoment(one.createdAt)}>{formatAgo(one.createdAt, new Date())}</span>
                </div>
              </td>
              {one.status === 'COMPLETED' ? (
                <Figures evaluation={one} />
              ) : (
                <td colSpan={12}>
                  <EvaluationProgress evaluation={one} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ evaluation }: { evaluation: EvaluationBriefFragment }): ReactElement {
  return (
    <>
      {CUTOFFS.map((k) => (
        <td key={`map${k}`} data-num>
          {formatMetric(metricOf(evaluation, `map@${k}`))}
        </td>
      ))}
      {CUTOFFS.map((k) => (
        <td key={`p${k}`} data-num data-wide className="et-dim">
          {formatMetric(metricOf(evaluation, `p@${k}`))}
        </td>
      ))}
      <td data-num data-wide className="et-dim">
        {formatMetric(metricOf(evaluation, 'hits@10'))}
      </td>
      <td data-num data-wide className="et-dim">
        {evaluation.elapsedMs == null ? '–' : formatSeconds(evaluation.elapsedMs / 1000)}
      </td>
      <td data-wide className="et-dim et-small">
        <code title={evaluation.codeVersion}>{evaluation.codeVersion}</code>
        <br />
        <code title={evaluation.configHash}>{evaluation.configHash.slice(0, 12)}</code>
      </td>
    </>
  );
}

export function EvaluationProgress({ evaluation }: { evaluation: EvaluationBriefFragment }): ReactElement {
  const { status, completed, queryCount, failure } = evaluation;
  const running = status === 'RUNNING' || status === 'QUEUED';
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.375rem 0.75rem', alignItems: 'center' }}>
      <StatusTag status={status} />
      <span className="et-small et-num et-dim">
        {completed} of {queryCount} queries
      </span>
      {running ? (
        <Progress
          value={queryCount ? (100 * completed) / queryCount : 0}
          size="sm"
          style={{ flex: '1 1 6rem' }}
          aria-label="Part of the queries done"
        />
      ) : null}
      {failure ? <span className="et-small et-name">{failure.message}</span> : null}
    </div>
  );
}
